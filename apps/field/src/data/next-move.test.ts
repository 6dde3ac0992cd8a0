import type { FlowShape, MoveOffer } from "@chengyun/contracts";
import { expect, test } from "vitest";
import { heldUpNow, offersNow } from "./next-move.ts";
import type { MoveWriting } from "./writing.ts";

const text = (zh: string) => ({ zh, en: zh });
const offer = (move: string): MoveOffer => ({ move, name: text(move), to: "", facts: [], handsBack: false });
const flow: FlowShape = {
  id: "city-case",
  kind: "case",
  plural: "cases",
  version: 2,
  name: text("案卷"),
  stages: [],
  moves: [
    { id: "accept", name: text("接收"), from: ["dispatched"], to: "disposing", records: "accepted", by: "tasks.own" },
    { id: "feed-back", name: text("反馈"), from: ["disposing"], to: "fed-back", records: "fed-back", by: "tasks.own" },
    { id: "close", name: text("结案"), from: ["disposing"], to: "closed", records: "closed", by: "cases.close" },
  ],
} as FlowShape;
const task = {
  subject: { kind: "case", plural: "cases", id: "c", version: 3 },
  case: { stage: "dispatched" },
  stage: "given",
  moves: [offer("accept")],
} as unknown as Parameters<typeof offersNow>[0];
const waiting = (state: MoveWriting["state"]) => [{ move: "accept", state } as MoveWriting];
const knowledge = {
  flows: [flow],
  known: { "case.feed-back": offer("feed-back"), "case.close": offer("close") },
  permissions: ["tasks.own"],
};

test("with nothing waiting the server's own offers stand", () => {
  expect(offersNow(task, [], knowledge).map(({ move }) => move)).toEqual(["accept"]);
});

test("behind an acceptance that waits here the feeding back can be written, but nobody else's move", () => {
  expect(offersNow(task, waiting("waiting"), knowledge).map(({ move }) => move)).toEqual(["feed-back"]);
});

test("behind a refused move nothing is offered until it is decided", () => {
  expect(offersNow(task, waiting("refused"), knowledge)).toEqual([]);
});

test("what was seen of another case asks what this one's category asks", () => {
  const photos = { id: "photos", name: text("照片"), kind: "photos", required: true } as const;
  const shown = { ...knowledge, known: { "case.feed-back": { ...offer("feed-back"), facts: [photos] } } };
  const needs = { ...flow, moves: flow.moves.map((move) => ({ ...move, needs: ["photos"] })) };
  const required = (waives: string[]) =>
    offersNow({ ...task, waives }, waiting("waiting"), { ...shown, flows: [needs] })[0]?.facts[0]?.required;
  expect([required([]), required(["photos"])]).toEqual([true, false]);
});

test("what is held up is said from what was kept, also behind an acceptance that waits here, and can't be written", () => {
  const why = [text("等城管局办结协办后才能反馈。")];
  const held = { ...task, heldUp: [{ move: "feed-back", name: text("反馈"), stage: "disposing", why }] };
  expect(heldUpNow(held, [], [flow])).toEqual([]);
  expect(heldUpNow({ ...held, case: { ...task.case, stage: "disposing" } }, [], [flow])).toEqual(held.heldUp);
  expect(heldUpNow(held, waiting("waiting"), [flow])).toEqual(held.heldUp);
  expect(offersNow(held, waiting("waiting"), knowledge)).toEqual([]);
});
