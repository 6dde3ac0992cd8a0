import type { FlowShape, TimelineEntry } from "@chengyun/contracts";
import type { StagePoint } from "@chengyun/ui";

interface Passing {
  readonly at: string;
  readonly by: TimelineEntry["actor"];
}

/** When each stage was last entered, and by whom, from the entries of the journal. */
const toPassings = (flow: FlowShape, timeline: readonly TimelineEntry[]): Map<string, Passing> => {
  const stageByType = new Map<string, string>(
    flow.moves.flatMap((move) => (move.to === undefined ? [] : [[`${flow.kind}.${move.records}`, move.to] as const])),
  );
  const passings = new Map<string, Passing>();
  for (const entry of timeline.toSorted((a, b) => a.position - b.position)) {
    const stage = stageByType.get(entry.type);
    // What a case that was merged in went through is no stop of this one.
    if (stage !== undefined && entry.of === undefined) passings.set(stage, { at: entry.at, by: entry.actor });
  }
  return passings;
};

/** Side ends, such as void, are no stop of the line unless the subject went there. */
const onTheWay = (flow: FlowShape, stage: string): FlowShape["stages"] => {
  const ends = flow.stages.filter((each) => each.end).map((each) => each.id);
  const mainEnd = ends[0];
  const main = flow.stages.filter((each) => each.aside !== true || each.id === stage);
  return main.filter((each) => !each.end || each.id === stage || (each.id === mainEnd && !ends.includes(stage)));
};

/** The stops of a subject's line: passed, present, ahead. A hand-back makes later stages ahead again. */
export const toStagePoints = (
  flow: FlowShape,
  stage: string,
  timeline: readonly TimelineEntry[],
): readonly StagePoint[] => {
  const passings = toPassings(flow, timeline);
  const stages = onTheWay(flow, stage);
  const here = stages.findIndex((each) => each.id === stage);
  return stages.flatMap((each, index): StagePoint[] => {
    const passing = index > here ? undefined : passings.get(each.id);
    const state = index < here ? "passed" : index === here ? "current" : "ahead";
    // A case that was voided early never saw the stages between.
    if (state === "passed" && passing === undefined && stages[here]?.end === true && timeline.length > 0) return [];
    return [{ id: each.id, name: each.name, state, at: passing?.at, by: passing?.by }];
  });
};
