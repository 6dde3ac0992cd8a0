import { randomBytes } from "node:crypto";
import { writeReportNo } from "@chengyun/kernel";
import { afterAll, describe, expect, test } from "vitest";
import { openLampCity } from "../../../testing/lamp-city.ts";

const { city, department, duty, second, mender, checker, read, does, reported } = await openLampCity();
afterAll(() => city.close());

const said = { category: "dark-lamp", text: "灯不亮" };

/** A lamp that two told of, a neighbour at the desk and a citizen, and that the department says is mended. */
const mended = async () => {
  const caseId = await reported();
  const { position } = await read(caseId);
  const token = randomBytes(32).toString("base64url");
  const told = { token, matter: "problem", position, words: "路灯还是黑的", phone: "13712345678" };
  const { no } = (await city.call(undefined, "POST", "/api/v1/public/reports", told)).body;
  const { items } = (await city.call(duty, "GET", "/api/v1/reports/waiting")).body;
  const waiting = items.find((one: { no: string }) => one.no === no);
  const theirs = (
    await city.call(duty, "POST", "/api/v1/reports", { ...said, position, waiting: waiting.id, joins: caseId })
  ).body;
  await does(duty, caseId, "file", { "filing-condition": "1" });
  await does(duty, caseId, "dispatch", { department });
  await does(mender, caseId, "accept");
  await does(mender, caseId, "feed-back", { result: "已更换灯泡" });
  city.advance(60_000);
  const word = async (fixed: boolean) => {
    const url = `/api/v1/public/reports/${no}/word`;
    const answer = await city.app.inject({
      method: "POST",
      url,
      headers: { "x-follow-token": token },
      payload: { fixed },
    });
    expect(answer.statusCode).toBe(200);
    city.advance(60_000);
  };
  return { caseId, reportId: theirs.id as string, no, word };
};

/** The same lamp, verified and closed since. */
const shut = async () => {
  const made = await mended();
  await does(checker, made.caseId, "verify", { "closing-condition": "恢复照明" });
  await does(second, made.caseId, "close");
  city.advance(60_000);
  return made;
};

const heard = async (id: string) => (await read(id)).marks.heard;
const call = (caseId: string, reportId: string, body: object) =>
  city.call(duty, "POST", `/api/v1/cases/${caseId}/reports/${reportId}/hear`, body);
const heardIn = async (id: string) => {
  await city.settle();
  const { items } = (await city.call(duty, "GET", `/api/v1/cases/${id}/timeline`)).body;
  return items
    .filter(({ type }: { type: string }) => type === "case.heard")
    .map(({ details }: { details: { value: { zh: string } }[] }) => details.map(({ value }) => value.zh));
};

describe("a citizen's “not fixed”", () => {
  test("stays a fact of the case when their report is taken out of it", async () => {
    const { caseId, reportId, word, no } = await mended();
    await word(false);
    const before = await heard(caseId);
    const out = { to: "desk", reason: "不是同一处" };
    expect((await city.call(duty, "POST", `/api/v1/cases/${caseId}/reports/${reportId}/detach`, out)).status).toBe(200);
    expect(await heard(caseId)).toEqual(before);
    expect(before).toMatchObject({ fixed: false });
    expect((await heardIn(caseId)).flat()).toEqual(expect.arrayContaining(["未解决", writeReportNo(no)]));
  });

  test("is not covered by a return call about the same mending, which is kept beside it", async () => {
    const { caseId, reportId, word, no } = await mended();
    await word(false);
    const before = await heard(caseId);
    const answer = await call(caseId, reportId, { fixed: true, rating: 5, comment: "电话里说好了" });
    expect([answer.status, answer.body]).toEqual([200, { counts: false, reopened: false }]);
    expect(await heard(caseId)).toEqual(before);
    const { facts } = await read(caseId);
    expect([facts["said-fixed"], facts["rating"]]).toEqual(["no", undefined]);
    const [own, called] = await heardIn(caseId);
    expect(own).toEqual(expect.arrayContaining(["未解决", writeReportNo(no)]));
    expect(called).toEqual(expect.arrayContaining(["已解决", "5", writeReportNo(no)]));
  });

  test("is of its mending: when it is mended again the call about that counts", async () => {
    const { caseId, reportId, word } = await mended();
    await word(false);
    await does(checker, caseId, "rework", { reason: "市民反映未解决" });
    await does(mender, caseId, "feed-back", { result: "已更换灯头" });
    city.advance(60_000);
    expect((await call(caseId, reportId, { fixed: true })).body).toEqual({ counts: true, reopened: false });
    expect(await heard(caseId)).toMatchObject({ fixed: true, called: true });
  });
});

describe("a return call", () => {
  test("says what the case says until the citizen speaks themselves", async () => {
    const { caseId, reportId, word } = await mended();
    expect((await call(caseId, reportId, { fixed: true, rating: 4 })).body).toEqual({ counts: true, reopened: false });
    expect(await heard(caseId)).toMatchObject({ fixed: true, called: true });
    await word(false);
    const own = await heard(caseId);
    expect(own).toMatchObject({ fixed: false });
    expect(own).not.toHaveProperty("called");
  });

  test("is of one report that somebody is known to have told, and of no many cases at once", async () => {
    const { caseId, reportId } = await mended();
    const { reportList } = await read(caseId);
    const [anonymous] = reportList;
    // The button says it before.
    const told = reportList.find(({ id }: { id: string }) => id === reportId);
    expect([anonymous.isNobodys, told.isNobodys]).toEqual([true, undefined]);
    expect((await call(caseId, anonymous.id, { fixed: true })).body.code).toBe("report.nobody-to-call");
    expect((await call((await mended()).caseId, reportId, { fixed: true })).body.code).toBe("subject.not-found");
    const { version } = await read(caseId);
    const facts = { "said-fixed": "yes", rating: 5 };
    const many = await city.call(second, "POST", "/api/v1/cases/moves/hear", {
      items: [{ id: caseId, version }],
      facts,
    });
    expect([many.status, many.body.code]).toEqual([404, "request.not-found"]);
    const one = await city.call(second, "POST", `/api/v1/cases/${caseId}/moves/hear`, { version, facts });
    expect(one.status).toBe(404);
    expect(await heard(caseId)).toBeUndefined();
    expect((await call(caseId, reportId, { fixed: true, rating: 6 })).status).toBe(400);
    expect(
      (await city.call(mender, "POST", `/api/v1/cases/${caseId}/reports/${reportId}/hear`, { fixed: true })).status,
    ).toBe(403);
  });
});

describe("a return call about a closed case", () => {
  test("that says “not fixed” opens it again, as the citizen's own word does, whichever post took the call", async () => {
    const { caseId, reportId } = await shut();
    const answer = await call(caseId, reportId, { fixed: false, comment: "又黑了" });
    expect(answer.body).toEqual({ counts: true, reopened: true });
    expect(await read(caseId)).toMatchObject({ stage: "dispatched", marks: { heard: { fixed: false, called: true } } });
    const tasks = (await read(caseId)).tasks.map(({ stage }: { stage: string }) => stage);
    expect(tasks.at(-1)).toBe("open");
    const { caseId: other, reportId: told } = await shut();
    const clerk = { ...duty, permissions: new Set(["cases.read", "reports.answer"]) };
    const url = `/api/v1/cases/${other}/reports/${told}/hear`;
    expect((await city.call(clerk, "POST", url, { fixed: false })).body.reopened).toBe(true);
    const { rows } = await city.database.pool.query(
      "SELECT subject_id, actor_id FROM journal WHERE type = 'case.reopened' AND subject_id = ANY ($1)",
      [[caseId, other]],
    );
    const by = Object.fromEntries(rows.map(({ subject_id, actor_id }) => [subject_id, actor_id]));
    expect(by).toEqual({ [caseId]: duty.id, [other]: "cases/return-call" });
  });

  test("that says “fixed” leaves it closed, and one of a case that is still being verified opens nothing", async () => {
    const { caseId, reportId } = await shut();
    expect((await call(caseId, reportId, { fixed: true })).body).toEqual({ counts: true, reopened: false });
    expect((await read(caseId)).stage).toBe("closed");
    const open = await mended();
    expect((await call(open.caseId, open.reportId, { fixed: false })).body).toEqual({ counts: true, reopened: false });
    expect((await read(open.caseId)).stage).toBe("fed-back");
  });
});

describe("a merge", () => {
  const goInto = async (id: string, into: string) => {
    const body = { version: (await read(id)).version, into, reason: "同一盏灯" };
    expect((await city.call(duty, "POST", `/api/v1/cases/${id}/merge`, body)).status).toBe(200);
  };

  test("lets no call cover a “not fixed” that was said in person, in whichever of the two cases it was said", async () => {
    const [kept, gone] = [await mended(), await mended()];
    await kept.word(false);
    await call(gone.caseId, gone.reportId, { fixed: true });
    await goInto(gone.caseId, kept.caseId);
    expect(await heard(kept.caseId)).toMatchObject({ fixed: false });
    const [other, third] = [await mended(), await mended()];
    await third.word(false);
    await call(other.caseId, other.reportId, { fixed: true });
    const before = await heard(other.caseId);
    await goInto(third.caseId, other.caseId);
    expect(await heard(other.caseId)).toMatchObject({ fixed: false });
    const { version } = await read(third.caseId);
    await city.call(duty, "POST", `/api/v1/cases/${third.caseId}/unmerge`, { version, reason: "并错了" });
    expect([await heard(other.caseId), (await heard(third.caseId)).fixed]).toEqual([before, false]);
  });
});
