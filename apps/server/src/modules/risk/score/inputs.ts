import { type RiskFigure, type RiskInput, type RiskModel, type Severity, severityRank } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { findLatest } from "../../../platform/ingest-link.ts";
import type { Reading } from "../../../platform/readings/index.ts";
import { worstAlarms } from "../../alarms/alarm/index.ts";
import type { ThingRecord } from "../../atlas/thing/index.ts";
import { countOpenAbout } from "../../flows/matter/index.ts";
import { listStreamsOf } from "../../sensing/device/index.ts";
import type { ControlState, RiskRecord } from "./model.ts";

/** What is known of some things at one moment, beside themselves. */
export interface Known {
  /** Newest reading by thing and stream type. */
  readonly readings: ReadonlyMap<string, Reading>;
  /** Open matters about a thing, by flow and fact. */
  readonly matters: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Gravest standing alarm by thing. */
  readonly alarms: ReadonlyMap<string, Severity>;
  readonly now: number;
}

const controlRank: Readonly<Record<ControlState, number>> = { none: 0, partly: 1, effective: 2 };

const streamKey = (thingId: string, type: string): string => `${thingId} ${type}`;
const matterKey = (flow: string, fact: string): string => `${flow} ${fact}`;

const inputsOf = (models: readonly RiskModel[]): RiskInput[] => models.flatMap(({ inputs }) => Object.values(inputs));

const readingsOf = async (ctx: Context, models: readonly RiskModel[], thingIds: readonly string[]) => {
  const wanted = new Set(inputsOf(models).flatMap((input) => (input.from === "reading" ? input.stream.id : [])));
  if (wanted.size === 0) return new Map<string, Reading>();
  const streams = (await listStreamsOf(ctx.db, thingIds)).filter(({ type }) => wanted.has(type));
  const latest = await findLatest(
    ctx.deployment,
    streams.map(({ no }) => no),
  );
  return new Map(
    streams.flatMap(({ no, thingId, type }) => {
      const reading = latest?.get(no);
      return reading === undefined ? [] : [[streamKey(thingId, type), reading] as const];
    }),
  );
};

const mattersOf = async (ctx: Context, models: readonly RiskModel[]) => {
  const counts = new Map<string, ReadonlyMap<string, number>>();
  for (const input of inputsOf(models)) {
    if (input.from !== "matters" || counts.has(matterKey(input.flow, input.fact))) continue;
    const flow = ctx.flows.get(input.flow);
    if (flow === undefined) continue;
    const ended = Object.entries(flow.stages).flatMap(([stage, { end }]) => (end === true ? [stage] : []));
    counts.set(
      matterKey(input.flow, input.fact),
      await countOpenAbout(ctx.db, { kind: flow.kind, fact: input.fact, ended }),
    );
  }
  return counts;
};

/** Asks once for all that the models want to know of some things. */
export const lookUp = async (
  ctx: Context,
  models: readonly RiskModel[],
  thingIds: readonly string[],
): Promise<Known> => ({
  readings: await readingsOf(ctx, models, thingIds),
  matters: await mattersOf(ctx, models),
  alarms: await worstAlarms(ctx.db, thingIds),
  now: ctx.clock.now().getTime(),
});

const figure = (value: number | undefined, otherwise: number): RiskFigure =>
  value === undefined || !Number.isFinite(value) ? { value: otherwise, assumed: true } : { value };

const readingFigure = (
  input: RiskInput & { readonly from: "reading" },
  reading: Reading | undefined,
  now: number,
): RiskFigure =>
  reading === undefined || now - reading.at > input.notOlder
    ? { value: input.otherwise, assumed: true }
    : { value: reading.value, at: reading.at };

const figureOf = (
  input: RiskInput,
  thing: ThingRecord,
  { known, risk }: { known: Known; risk: RiskRecord | undefined },
): RiskFigure => {
  switch (input.from) {
    case "attribute": {
      const value = thing.attributes[input.attribute];
      return figure(typeof value === "number" ? value : undefined, input.otherwise);
    }
    case "work":
      return figure(input.work(thing.attributes), input.otherwise);
    case "reading":
      return readingFigure(input, known.readings.get(streamKey(thing.id, input.stream.id)), known.now);
    case "alarms":
      return { value: severityRank(known.alarms.get(thing.id)) };
    case "matters":
      return { value: known.matters.get(matterKey(input.flow, input.fact))?.get(thing.id) ?? 0 };
    case "controls":
      return figure(risk?.controlState === undefined ? undefined : controlRank[risk.controlState], input.otherwise);
  }
};

/** The figures a model works with, for one thing. */
export const figuresOf = (
  model: RiskModel,
  thing: ThingRecord,
  beside: { known: Known; risk: RiskRecord | undefined },
): Readonly<Record<string, RiskFigure>> =>
  Object.fromEntries(Object.entries(model.inputs).map(([name, input]) => [name, figureOf(input, thing, beside)]));
