import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { administrator, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepLinks, keepThings, tryThings } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const row = (ref: string, more: object = {}) => ({
  ref,
  type: "manhole",
  name: { zh: `${ref}号井`, en: `Manhole ${ref}` },
  position: [112.35, 28.85] as const,
  attributes: { lipCm: 200 },
  ...more,
});
const machine = () => city.context(system("test"));
const verdicts = (rows: readonly { kept: string; reason?: string }[]) => rows.map(({ kept, reason }) => reason ?? kept);

describe("many things at once", () => {
  test("are new, then known, then changed where their rows changed, with one entry a batch", async () => {
    const rows = Array.from({ length: 1_200 }, (_, at) => row(`many-${at}`));
    const entries = async () =>
      (
        await city.database.pool.query(
          "SELECT changes FROM journal WHERE type = 'import.kept' AND changes->>'source' = 'many' ORDER BY id",
        )
      ).rows.map((entry) => entry.changes);
    const first = await keepThings(machine(), rows, { source: "many" });
    expect(new Set(verdicts(first))).toEqual(new Set(["added"]));
    expect((await entries()).map(({ rows: count }) => count)).toEqual([500, 500, 200]);
    expect(new Set(verdicts(await keepThings(machine(), rows, { source: "many" })))).toEqual(new Set(["known"]));
    expect(await entries()).toHaveLength(3);
    const other = rows.map((each, at) => (at === 7 ? { ...each, attributes: { lipCm: 250 } } : each));
    const third = await keepThings(machine(), other, { source: "many" });
    expect(third.filter(({ kept }) => kept === "changed").map(({ ref }) => ref)).toEqual(["many-7"]);
    const { body } = await city.call(officer(), "GET", `/api/v1/things/${third[7]?.id}`);
    expect(body).toMatchObject({ attributes: { lipCm: 250 }, version: 2, stage: "registered" });
  });

  test("keep the name they have where the one that is sent was only made up", async () => {
    const made = row("made-1", { isNameMade: true });
    await keepThings(machine(), [row("made-1", { name: { zh: "老桥头", en: "Old bridge" } })], { source: "made" });
    expect(verdicts(await tryThings(machine(), [made]))).toEqual(["known"]);
    expect(verdicts(await keepThings(machine(), [made], { source: "made" }))).toEqual(["known"]);
    expect(verdicts(await keepThings(machine(), [row("made-1")], { source: "made" }))).toEqual(["changed"]);
  });

  test("each refused row says why, and the others are kept", async () => {
    const kept = await keepThings(
      machine(),
      [
        row("why-1"),
        row("why-1"),
        row("why-2", { type: "ufo" }),
        row("why-3", { position: [2.35, 48.85] }),
        row("why-4", { areaPath: "nowhere/" }),
        row("why-5", { attributes: { lipCm: "杉树街" } }),
        row("many-1", { type: "pump-station" }),
      ],
      { source: "why" },
    );
    expect(verdicts(kept)).toEqual([
      "added",
      "repeated-in-file",
      "unknown-type",
      "outside-city",
      "no-such-area",
      "attribute-not-a-number",
      "other-type",
    ]);
  });

  test("whoever registers for one street changes nothing in another", async () => {
    const { body } = await city.call(officer(), "GET", "/api/v1/areas");
    const [one, other] = body.items.filter((area: { level: number }) => area.level === 3);
    await keepThings(machine(), [row("street-1", { areaPath: one.path })]);
    const stranger = city.context(administrator({ areaPath: other.path }));
    const kept = await keepThings(stranger, [
      row("street-1", { areaPath: other.path, attributes: { lipCm: 1 } }),
      row("street-2", { areaPath: one.path }),
    ]);
    expect(verdicts(kept)).toEqual(["out-of-scope", "out-of-scope"]);
  });
});

test("links hold between things that are there, and belong to the area they begin in", async () => {
  await keepThings(machine(), [row("end-1"), row("end-2")]);
  const link = (ref: string, to: string, type = "storm-pipe") => ({ ref, type, from: "end-1", to, attributes: {} });
  const rows = [link("l-1", "end-2"), link("l-2", "nobody"), link("l-3", "end-2", "wormhole")];
  expect(verdicts(await keepLinks(machine(), rows))).toEqual(["added", "no-such-thing", "unknown-type"]);
  expect(verdicts(await keepLinks(machine(), rows.slice(0, 1)))).toEqual(["known"]);
  const stored = await city.database.pool.query(
    "SELECT links.area_path = things.area_path AS same FROM links JOIN things ON things.id = from_id WHERE links.ref = 'l-1'",
  );
  expect(stored.rows).toEqual([{ same: true }]);
});

test("whoever imports for one street takes over no link of another", async () => {
  const { body } = await city.call(officer(), "GET", "/api/v1/areas");
  const [one, other] = body.items.filter((area: { level: number }) => area.level === 3);
  const ends = (area: { path: string }, name: string) =>
    [`${name}-1`, `${name}-2`].map((ref) => row(ref, { areaPath: area.path }));
  await keepThings(machine(), [...ends(one, "one"), ...ends(other, "other")]);
  const pipe = (ref: string, from: string) => ({
    ...{ ref, type: "storm-pipe", attributes: {} },
    ...{ from: `${from}-1`, to: `${from}-2` },
  });
  expect(verdicts(await keepLinks(machine(), [pipe("theirs", "one")]))).toEqual(["added"]);
  const stranger = city.context(administrator({ areaPath: other.path }));
  const kept = await keepLinks(stranger, [pipe("theirs", "other"), pipe("ours", "other")]);
  expect(verdicts(kept)).toEqual(["out-of-scope", "added"]);
  expect(verdicts(await keepLinks(stranger, [pipe("ours", "other")]))).toEqual(["known"]);
  const { rows } = await city.database.pool.query("SELECT area_path FROM links WHERE ref = 'theirs'");
  expect(rows).toEqual([{ area_path: one.path }]);
});

test("a pipe's end goes with the thing that an import moves; bends between, and ends drawn beside it, keep their course", async () => {
  const place = (ref: string, longitude: number) => row(ref, { position: [longitude, 28.85] });
  await keepThings(machine(), [place("end-1", 112.35), place("end-2", 112.36)]);
  const link = (ref: string, line: [number, number][]) => ({
    ...{ ref, type: "storm-pipe", from: "end-1", to: "end-2", attributes: {}, line },
  });
  const bend: [number, number] = [112.355, 28.855];
  await keepLinks(machine(), [
    link("at-its-ends", [[112.35, 28.85], bend, [112.36, 28.85]]),
    link("beside-them", [[112.35, 28.85], bend, [112.36, 28.851]]),
  ]);
  const lineOf = async (ref: string) =>
    (await city.database.pool.query("SELECT line, at_box::text AS box FROM links WHERE ref = $1", [ref])).rows[0];
  expect(verdicts(await keepThings(machine(), [place("end-2", 112.37)]))).toEqual(["changed"]);
  expect((await lineOf("at-its-ends")).line).toEqual([[112.35, 28.85], bend, [112.37, 28.85]]);
  expect((await lineOf("at-its-ends")).box).toContain("112.37");
  const [, , beside] = (await lineOf("beside-them")).line;
  expect(beside[0]).toBeCloseTo(112.37, 9);
  expect(beside[1]).toBeCloseTo(28.851, 9);
});
