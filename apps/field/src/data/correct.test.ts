import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test } from "vitest";
import { correctReport, lookThrough, sendCorrected } from "./correct.ts";
import { field, type KeptPhoto } from "./database.ts";
import { beginDraft, type Draft, dropDraft } from "./draft.ts";
import { addWriting, getPhoto, listWritings, type NewWriting, updateWriting } from "./queue.ts";
import { correctionOf, type MoveWriting, type ReportWriting } from "./writing.ts";

const name = { zh: "上报", en: "Report" };
const draftOf = async (id: string) => (await (await field()).get("drafts", id)) as Draft | undefined;
const photo = (id: string): KeptPhoto => ({ id, blob: new Blob([id]), takenAt: 0, position: undefined });
const written = (report: Partial<ReportWriting["report"]>) =>
  ({
    kind: "report",
    personId: "he",
    personName: "贺水生",
    at: 1_000,
    title: name,
    report: { category: "old/2024/part-0103", position: [112.35, 28.85], text: "", ...report },
  }) satisfies NewWriting;
const refusal = { status: 422, code: "report.no-category", title: "没有这个类别", faults: [] };

const refused = async <Kind extends ReportWriting | MoveWriting>(
  one: NewWriting,
  photos: readonly KeptPhoto[] = [],
) => {
  const { id } = await addWriting(one, photos);
  await updateWriting(id, { state: "refused", refusal, uploaded: { p1: "server-1" } });
  return (await listWritings()).find((each) => each.id === id) as Kind;
};

beforeEach(async () => {
  const db = await field();
  for (const store of ["writings", "photos", "drafts"] as const) await db.clear(store);
});

describe("what was refused and is corrected on a phone", () => {
  test("takes the place of nothing that is being written, and waits until its correction is sent", async () => {
    await beginDraft("report", { facts: { text: "正在写的：燃气泄漏" } });
    const one = await refused<ReportWriting>(written({ text: "第一条" }));
    const two = await refused<ReportWriting>(written({ text: "第二条" }));
    await correctReport(one);
    await correctReport(two);
    expect((await draftOf("report"))?.facts).toEqual({ text: "正在写的：燃气泄漏" });
    expect([one, two].map(correctionOf)).not.toContain("report");
    expect((await draftOf(correctionOf(one)))?.facts).toMatchObject({ text: "第一条" });
    expect((await draftOf(correctionOf(two)))?.facts).toMatchObject({ text: "第二条" });
    expect((await listWritings()).map(({ state }) => state)).toEqual(["refused", "refused"]);
  });

  test("is typed on where it was left, not begun anew", async () => {
    const one = await refused<ReportWriting>(written({ text: "第一条" }));
    await correctReport(one);
    await dropDraft(correctionOf(one));
    await beginDraft(correctionOf(one), { facts: { text: "第一条，已改" } });
    await correctReport(one);
    expect((await draftOf(correctionOf(one)))?.facts).toEqual({ text: "第一条，已改" });
  });

  test("goes out in its place with the thing and the time of then, and the photos of now", async () => {
    const one = await refused<ReportWriting>(written({ text: "井盖响", thingId: "lid-1", notSameAs: ["case-1"] }), [
      photo("p1"),
      photo("p2"),
    ]);
    const later = await addWriting(written({ text: "别的" }), []);
    const now = { ...written({ category: "part-0103", text: "井盖松动" }), at: 9_000 };
    await sendCorrected(now, [photo("p1"), photo("p3")], one);
    const [corrected, other] = await listWritings();
    expect(corrected).toMatchObject({
      state: "waiting",
      at: 1_000,
      report: { category: "part-0103", text: "井盖松动", thingId: "lid-1", notSameAs: ["case-1"] },
      photos: ["p1", "p3"],
      uploaded: { p1: "server-1" },
    });
    expect(other?.id).toBe(later.id);
    expect(await Promise.all(["p1", "p2", "p3"].map(async (id) => (await getPhoto(id))?.id))).toEqual([
      "p1",
      undefined,
      "p3",
    ]);
  });

  test("as a move leaves what is being written of the same task alone", async () => {
    await beginDraft("case-7.feed-back", { facts: { result: "正在写的" } });
    const { report: _, ...rest } = written({});
    const move = {
      ...rest,
      kind: "move",
      caseId: "case-7",
      subject: { kind: "case", plural: "cases", id: "case-7", version: 4 },
      move: "feed-back",
      moveName: name,
      stage: "disposing",
      facts: { result: "已疏通" },
      words: [],
      photoFact: "photos",
    } satisfies NewWriting;
    const late = await refused<MoveWriting>(move, [photo("p1")]);
    await lookThrough(late, undefined);
    expect((await draftOf("case-7.feed-back"))?.facts).toEqual({ result: "正在写的" });
    const laid = await draftOf(correctionOf(late));
    expect([laid?.facts, laid?.photos.map(({ id }) => id)]).toEqual([{ result: "已疏通" }, ["p1"]]);
    expect((await listWritings()).map(({ id }) => id)).toEqual([late.id]);
  });
});
