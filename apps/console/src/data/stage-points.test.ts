import type { FlowShape, TimelineEntry } from "@chengyun/contracts";
import { expect, test } from "vitest";
import { toStagePoints } from "./stage-points.ts";

const stage = (id: string, end = false) => ({ id, name: { zh: id, en: id }, end });
const move = (id: string, to: string, records: string) => ({ id, name: { zh: id, en: id }, from: [], to, records });
const flow: FlowShape = {
  id: "city-case",
  kind: "case",
  plural: "cases",
  version: 1,
  name: { zh: "", en: "" },
  stages: [stage("reported"), stage("filed"), stage("dispatched"), stage("closed", true), stage("void", true)],
  moves: [
    move("report", "reported", "reported"),
    move("file", "filed", "filed"),
    move("dispatch", "dispatched", "dispatched"),
    move("hand-back", "filed", "handed-back"),
    move("void", "void", "voided"),
  ],
};
const entry = (position: number, type: string, actor: string): TimelineEntry => ({
  position,
  at: `2026-11-20T0${position}:00:00.000Z`,
  type,
  name: { zh: "", en: "" },
  actor: { zh: actor, en: actor },
  actorKind: "person",
  details: [],
  photos: [],
});

test("each passed stage says when it was entered and by whom, and the rest lies ahead", () => {
  const points = toStagePoints(flow, "filed", [entry(2, "case.filed", "王敏"), entry(1, "case.reported", "规则")]);
  expect(points.map((point) => [point.id, point.state, point.by?.zh])).toEqual([
    ["reported", "passed", "规则"],
    ["filed", "current", "王敏"],
    ["dispatched", "ahead", undefined],
    ["closed", "ahead", undefined],
  ]);
});

test("a case that was handed back stands at filed again, and its dispatch is ahead", () => {
  const timeline = [
    entry(1, "case.reported", "规则"),
    entry(2, "case.filed", "王敏"),
    entry(3, "case.dispatched", "王敏"),
    entry(4, "case.handed-back", "刘强"),
  ];
  const points = toStagePoints(flow, "filed", timeline);
  expect(points[1]).toMatchObject({ state: "current", by: { zh: "刘强" } });
  expect(points[2]).toMatchObject({ state: "ahead", at: undefined });
});

test("a voided case ends at void and shows no stage it never saw", () => {
  const points = toStagePoints(flow, "void", [entry(1, "case.reported", "规则"), entry(2, "case.voided", "王敏")]);
  expect(points.map((point) => point.id)).toEqual(["reported", "void"]);
});
