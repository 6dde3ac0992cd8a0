import type { ErrorCode } from "@chengyun/contracts";
import { type Bar, type BarView, barsOf, type Flow, looksAt } from "@chengyun/kernel";
import { behind } from "./actor.ts";
import { AppError } from "./app-error.ts";
import type { Context } from "./context.ts";
import type { Seen } from "./foresight.ts";
import { listMade, listParts, type Subject } from "./subject.ts";

/** The error of each way in which a flow's words bar a move. */
export const barErrors = {
  "four-eyes": "subject.four-eyes",
  "handed-back": "subject.handed-back",
  "times-used": "subject.times-used",
  waiting: "subject.waiting",
  "nothing-waits": "subject.nothing-waits",
  late: "subject.late",
  "never-late": "subject.never-late",
  "parts-open": "subject.parts-open",
} as const satisfies Readonly<Record<Bar["code"], ErrorCode>>;

const hasEnded = (ctx: Context, part: Subject): boolean => ctx.flows.get(part.flow)?.stages[part.stage]?.end === true;

const isHandedBack = (ctx: Context, part: Subject): boolean =>
  Object.values(ctx.flows.get(part.flow)?.moves ?? {}).some(
    ({ handsBack, to }) => handsBack === true && to === part.stage,
  );

/** Parts the whole waits for. */
interface WaitsFor {
  readonly open: readonly Subject[];
  /** Handed back, and neither given anew nor waived. */
  readonly back: readonly Subject[];
}

/** One given afterwards stands for one handed back; a hand-back that was waived has left its stage. */
const listOpen = (ctx: Context, parts: readonly Subject[]): WaitsFor => {
  const open = parts.filter((part) => !hasEnded(ctx, part));
  const back = parts
    .filter((part) => hasEnded(ctx, part) && isHandedBack(ctx, part))
    .sort((one, other) => one.changedAt.getTime() - other.changedAt.getTime());
  const anew = new Set(parts);
  const left = back.filter((part) => {
    const instead = [...anew].find(({ createdAt }) => createdAt > part.changedAt);
    if (instead !== undefined) anew.delete(instead);
    return instead === undefined;
  });
  return { open, back: left };
};

/** What bars look at, and the parts that are counted in it. */
export type SubjectView = BarView & { readonly waitsFor: WaitsFor };

/** What the words of some moves look at on a subject; what none of them asks for is not read. */
export const viewBars = async (
  ctx: Context,
  { subject, seen = {} }: { readonly subject: Subject; readonly seen?: Seen },
  flow: Flow,
  names: readonly string[],
): Promise<SubjectView> => {
  const looks = names.map((name) => looksAt(flow, name));
  const clocks = looks.some((look) => look.clocks)
    ? ctx.clocks.lateness(ctx, seen.clocks ?? (await ctx.clocks.read(ctx, [subject.id])))
    : undefined;
  const parts = looks.some((look) => look.parts) ? (seen.parts ?? (await listParts(ctx.db, subject.id))) : [];
  const waitsFor = listOpen(ctx, parts);
  return {
    made: looks.some((look) => look.made) ? (seen.made ?? (await listMade(ctx.db, subject.id))) : [],
    by: behind(ctx.actor),
    running: clocks?.running ?? new Map(),
    overrun: clocks?.overrun ?? new Set(),
    extended: clocks?.extended ?? new Map(),
    openParts: waitsFor.open.length + waitsFor.back.length,
    waitsFor,
  };
};

/** Fails with the first reason why the flow's words bar a move of a subject now; what was seen is not read again. */
export const checkBars = async (
  ctx: Context,
  looked: { readonly subject: Subject; readonly seen: Seen },
  flow: Flow,
  name: string,
): Promise<void> => {
  const [bar] = barsOf(flow, name, await viewBars(ctx, looked, flow, [name]));
  if (bar === undefined) return;
  const faults = bar.of === undefined ? [] : [{ path: `moves.${name}`, code: bar.of }];
  throw new AppError(barErrors[bar.code], { faults });
};
