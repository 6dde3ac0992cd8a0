import { isDeepStrictEqual } from "node:util";
import type { ClockShape } from "@chengyun/contracts";
import {
  type Calendar,
  type Clock,
  extendClock,
  type Flow,
  goOnClock,
  type Limit,
  nextWorkingMoment,
  pauseClock,
  relimitClock,
  resumeClock,
  startClock,
  stopClock,
  type TimeLeft,
  timeLeft,
} from "@chengyun/kernel";
import type { ClockPort, Lateness, SubjectClock, TouchedClocks } from "../../../platform/clock-port.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { hasKept, hearAnew, hearOver, keepClocks, listClocks, removeClocks, updateDue } from "./store.ts";

const names = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

const isRunning = (clock: SubjectClock): boolean => clock.state.stoppedAt === null;

/** The subject's own limit for a clock, else the flow's. */
const limitOf = ({ flow, limits }: Pick<TouchedClocks, "flow" | "limits">, name: string): Limit | undefined =>
  limits[name] ?? flow.clocks?.[name]?.limit;

const isOnce = ({ flow }: Pick<TouchedClocks, "flow">, name: string): boolean => flow.clocks?.[name]?.once === true;

/** Which running clocks stop with a move: those its table names, one started anew, all at an end. */
const stopsWith = (touched: TouchedClocks, { name }: SubjectClock): boolean =>
  touched.endsHere ||
  names(touched.move.stops).includes(name) ||
  (names(touched.move.starts).includes(name) && !isOnce(touched, name));

const isSame = (one: Limit, other: Limit): boolean => one.amount === other.amount && one.kind === other.kind;

/** A running clock under the limit its subject has now; one of the whole way ends where none is given any more. */
const underLimit = (
  given: Pick<TouchedClocks, "flow" | "limits">,
  { name, state }: SubjectClock,
  now: number,
  calendar: Calendar,
): Clock => {
  const limit = limitOf(given, name);
  if (limit === undefined) return isOnce(given, name) ? stopClock(state, now, calendar) : state;
  return isSame(limit, state.limit) ? state : relimitClock(state, limit, calendar);
};

const turn = (touched: TouchedClocks, clock: SubjectClock, now: number, calendar: Calendar): Clock => {
  const { move } = touched;
  if (stopsWith(touched, clock)) return stopClock(clock.state, now, calendar);
  if (names(move.pauses).includes(clock.name)) return pauseClock(clock.state, now, calendar, touched.until ?? null);
  if (names(move.resumes).includes(clock.name)) return resumeClock(clock.state, now, calendar);
  if (move.extends === clock.name) return extendClock(clock.state, calendar) ?? clock.state;
  if (names(move.starts).includes(clock.name)) return underLimit(touched, clock, now, calendar);
  return clock.state;
};

/** What a move that starts a clock begins: a new one, or one of the whole way that goes on; undefined when it runs, or has no limit. */
const begin = (
  ctx: Context,
  touched: TouchedClocks,
  before: readonly SubjectClock[],
  name: string,
): SubjectClock | undefined => {
  const { calendar } = ctx.deployment;
  const now = ctx.clock.now().getTime();
  const limit = limitOf(touched, name);
  if (limit === undefined) return undefined;
  const whole = isOnce(touched, name) ? before.findLast((clock) => clock.name === name) : undefined;
  if (whole === undefined)
    return { id: newId(), subjectId: touched.subjectId, name, state: startClock(limit, now, calendar) };
  if (isRunning(whole)) return undefined;
  return { ...whole, state: relimitClock(goOnClock(whole.state, now, calendar), limit, calendar) };
};

const nearest = (clocks: readonly Clock[]): Date | undefined => {
  const due = clocks.flatMap((clock) => (clock.stoppedAt === null && clock.dueAt !== null ? [clock.dueAt] : []));
  return due.length === 0 ? undefined : new Date(Math.min(...due));
};

/** Whether a move can change how any clock stands. */
const touchesAny = ({ move, endsHere }: TouchedClocks): boolean =>
  endsHere || [move.stops, move.starts, move.pauses, move.resumes, move.extends].some((named) => named !== undefined);

/** Clocks before the move: those read under the subject's lock, unless its use case wrote some since. */
const clocksBefore = async (ctx: Context, touched: TouchedClocks): Promise<readonly SubjectClock[]> => {
  if (touched.isNew) return [];
  if (touched.seen !== undefined && !hasKept(ctx.db)) return touched.seen;
  return listClocks(ctx.db, [touched.subjectId]);
};

/** Does to a subject's clocks what a move's table says. */
export const applyClocks = async (ctx: Context, touched: TouchedClocks): Promise<Date | undefined> => {
  if (touched.flow.clocks === undefined) return undefined;
  if (!touchesAny(touched)) return touched.dueAt;
  const now = ctx.clock.now().getTime();
  const { calendar } = ctx.deployment;
  const after: Clock[] = [];
  const changed: SubjectClock[] = [];
  const before = await clocksBefore(ctx, touched);
  for (const clock of before.filter(isRunning)) {
    const state = turn(touched, clock, now, calendar);
    if (state !== clock.state) changed.push({ ...clock, state });
    after.push(state);
  }
  for (const name of touched.endsHere ? [] : names(touched.move.starts)) {
    const begun = begin(ctx, touched, before, name);
    if (begun === undefined) continue;
    changed.push(begun);
    after.push(begun.state);
  }
  await keepClocks(ctx.db, changed, calendar);
  return nearest(after);
};

/** Clocks of the whole way that a subject gets with other limits, as if they had run since what begins with them. */
const newlyWhole = (
  ctx: Context,
  given: Pick<TouchedClocks, "flow" | "limits">,
  subjectId: string,
  clocks: readonly SubjectClock[],
): SubjectClock[] =>
  Object.keys(given.flow.clocks ?? {}).flatMap((name): SubjectClock[] => {
    const limit = limitOf(given, name);
    if (limit === undefined || !isOnce(given, name) || clocks.some((clock) => clock.name === name)) return [];
    const moves = Object.values(given.flow.moves).filter(({ starts }) => names(starts).includes(name));
    const beside = new Set(moves.flatMap(({ starts }) => names(starts)));
    const starts = clocks.filter((clock) => beside.has(clock.name)).map(({ state }) => state.startedAt);
    if (starts.length === 0) return [];
    const state = startClock(limit, Math.min(...starts), ctx.deployment.calendar);
    return [{ id: newId(), subjectId, name, state }];
  });

/**
 * Gives the running clocks of a subject other limits, each from its own start; where none is given the flow's own.
 * Answers the nearest deadline then.
 */
export const relimitClocks = async (
  ctx: Context,
  subjectId: string,
  given: Pick<TouchedClocks, "flow" | "limits">,
): Promise<Date | undefined> => {
  const { calendar } = ctx.deployment;
  const now = ctx.clock.now().getTime();
  const clocks = await listClocks(ctx.db, [subjectId]);
  const running = clocks.filter(isRunning);
  const after = running.map((clock) => ({ ...clock, state: underLimit(given, clock, now, calendar) }));
  const changed = after.filter(({ state }, at) => state !== running[at]?.state);
  const begun = newlyWhole(ctx, given, subjectId, clocks);
  await keepClocks(ctx.db, [...changed, ...begun], calendar);
  return nearest([...after, ...begun].map(({ state }) => state));
};

/** How the clocks of a subject stand now. */
const latenessOf = (ctx: Context, clocks: readonly SubjectClock[]): Lateness => {
  const now = ctx.clock.now().getTime();
  const late = (clock: SubjectClock) => timeLeft(clock.state, now, ctx.deployment.calendar).late;
  return {
    running: new Map(clocks.filter(isRunning).map((clock) => [clock.name, late(clock)])),
    overrun: new Set(clocks.filter(late).map((clock) => clock.name)),
    extended: clocks.reduce(
      (sums, { name, state }) => sums.set(name, (sums.get(name) ?? 0) + state.extensions.length),
      new Map<string, number>(),
    ),
  };
};

/** The platform's port for clocks, filled by this module. */
export const clockPort: ClockPort = {
  apply: applyClocks,
  read: (ctx, subjectIds) => listClocks(ctx.db, subjectIds),
  lateness: latenessOf,
};

/** Outside working hours a clock of working time stands still: when it goes on by itself, or null while it runs. */
const restsUntil = ({ deployment: { calendar } }: Context, { kind, stopped, late }: TimeLeft, now: number) => {
  if (stopped || late || (kind !== "work-hours" && kind !== "work-days")) return null;
  const next = nextWorkingMoment(calendar, now);
  return next > now ? next : null;
};

/** A clock as screens show it at this moment. */
export const toClockShape = (ctx: Context, flow: Flow, clock: SubjectClock): ClockShape => {
  const now = ctx.clock.now().getTime();
  const left = timeLeft(clock.state, now, ctx.deployment.calendar);
  const moment = (ms: number | null) => (ms === null ? undefined : new Date(ms).toISOString());
  const pause = clock.state.pauses.at(-1);
  const optional = {
    stoppedAt: moment(clock.state.stoppedAt),
    pausedAt: left.paused && pause !== undefined ? moment(pause.from) : undefined,
    resumesAt: moment(left.paused ? left.resumesAt : restsUntil(ctx, left, now)),
    dueAt: moment(left.dueAt),
    departmentId: clock.departmentId,
  };
  return {
    clock: clock.name,
    name: flow.clocks?.[clock.name]?.name ?? { zh: clock.name, en: clock.name },
    limit: clock.state.limit,
    startedAt: new Date(clock.state.startedAt).toISOString(),
    late: left.late,
    leftMs: left.leftMs,
    limitMs: left.allowedMs,
    kind: left.kind,
    provisional: left.provisional,
    extensions: clock.state.extensions.length,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
};

/** Clocks of some subjects of one flow, by subject, as screens show them. */
export const clocksOf = async (
  ctx: Context,
  flow: Flow,
  subjectIds: readonly string[],
): Promise<Map<string, ClockShape[]>> => {
  const bySubject = new Map<string, ClockShape[]>();
  for (const clock of await listClocks(ctx.db, subjectIds)) {
    const shapes = bySubject.get(clock.subjectId) ?? [];
    shapes.push(toClockShape(ctx, flow, clock));
    bySubject.set(clock.subjectId, shapes);
  }
  return bySubject;
};

/** A subject that was begun now but told of earlier: what runs on it ran since then, and is late where it would be. */
export const startEarlier = async (ctx: Context, subjectId: string, at: Date): Promise<void> => {
  const { calendar } = ctx.deployment;
  const running = (await listClocks(ctx.db, [subjectId])).filter(isRunning);
  const since = running.map((clock) => ({ ...clock, state: startClock(clock.state.limit, at.getTime(), calendar) }));
  await keepClocks(ctx.db, since, calendar);
  await updateDue(ctx.db, [subjectId]);
};

const idsOf = (clocks: readonly SubjectClock[]): string[] => clocks.map(({ id }) => id);

/**
 * Brings clocks of subjects to what another system says of them. One that is here stays the one it is: what was heard of
 * it stays heard, unless its limit comes later now. One that was over before it came is told to nobody.
 */
export const bringClocks = async (ctx: Context, brought: readonly SubjectClock[]): Promise<void> => {
  const { calendar } = ctx.deployment;
  const now = ctx.clock.now();
  const there = await listClocks(
    ctx.db,
    brought.map(({ subjectId }) => subjectId),
  );
  const known = new Map(there.map((clock) => [`${clock.subjectId} ${clock.name}`, clock]));
  const all = brought.map((clock) => ({ clock, held: known.get(`${clock.subjectId} ${clock.name}`) }));
  const begun = all.flatMap(({ clock, held }) => (held === undefined ? [clock] : []));
  const changed = all.flatMap(({ clock, held }) =>
    held === undefined || isDeepStrictEqual(held.state, clock.state) ? [] : [{ ...held, state: clock.state }],
  );
  await keepClocks(ctx.db, [...begun, ...changed], calendar);
  await hearAnew(ctx.db, idsOf(changed), now);
  await hearOver(ctx.db, idsOf(begun), now);
};

/** Clocks of a subject as they stand before it goes on as another. */
export const clocksToCarry = (ctx: Context, subjectId: string): Promise<SubjectClock[]> =>
  listClocks(ctx.db, [subjectId]);

/** Puts the clocks of a subject back as they stood: what ran went on running. Answers the nearest deadline. */
export const putBackClocks = async (
  ctx: Context,
  subjectId: string,
  before: readonly SubjectClock[],
): Promise<Date | undefined> => {
  await removeClocks(
    ctx.db,
    subjectId,
    before.map(({ id }) => id),
  );
  await keepClocks(ctx.db, before, ctx.deployment.calendar);
  await hearAnew(
    ctx.db,
    before.map(({ id }) => id),
    ctx.clock.now(),
  );
  return nearest(before.map(({ state }) => state));
};

/** Whether a limit that runs would stand still in another subject, whose own limit of that name is at rest. */
export const wouldRest = async (ctx: Context, carried: readonly SubjectClock[], to: string): Promise<boolean> => {
  const now = ctx.clock.now().getTime();
  const rests = ({ state }: SubjectClock) => timeLeft(state, now, ctx.deployment.calendar).paused;
  const own = (await listClocks(ctx.db, [to])).filter((clock) => isRunning(clock) && rests(clock));
  return carried.some((clock) => isRunning(clock) && !rests(clock) && own.some(({ name }) => name === clock.name));
};

/** A limit as it would run on from a moment: the suspension of the subject it came from is over. */
const freed = ({ state }: SubjectClock, now: number, calendar: Calendar): Clock => resumeClock(state, now, calendar);

/** A limit that came from another subject, suspended as the subject's own limit is: what is left of it stays left. */
const inPlaceOf = (twin: SubjectClock, state: Clock, now: number, calendar: Calendar): Clock => {
  const { paused, resumesAt } = timeLeft(twin.state, now, calendar);
  return paused ? pauseClock(state, now, calendar, resumesAt) : state;
};

/** A subject that takes over the clocks of another, and whose limit runs there under a name. */
interface Taker {
  readonly id: string;
  readonly holders: Readonly<Record<string, string | undefined>>;
}

/**
 * Carries clocks of one subject into another that goes on for both: of two that run under one name the one with less
 * time left goes on, with its extensions, and suspended exactly where the other subject is; what was overrun stays
 * overrun, and its department's: nobody goes on under a limit that ran out in the hands of somebody else. Answers the
 * names of the late and the nearest deadline then.
 */
export const carryClocks = async (
  ctx: Context,
  carried: readonly SubjectClock[],
  { id: to, holders }: Taker,
): Promise<{ late: string[]; dueAt?: Date }> => {
  const now = ctx.clock.now().getTime();
  const { calendar } = ctx.deployment;
  const own = (await listClocks(ctx.db, [to])).filter(isRunning);
  const isLate = ({ state }: SubjectClock) => timeLeft(state, now, calendar).late;
  const due = (state: Clock) => timeLeft(state, now, calendar).dueAt ?? Number.POSITIVE_INFINITY;
  const isOthers = (clock: SubjectClock) => isLate(clock) && clock.departmentId !== holders[clock.name];
  const changed = carried.flatMap((clock): SubjectClock[] => {
    const twin = isRunning(clock) && !isOthers(clock) ? own.find(({ name }) => name === clock.name) : undefined;
    const came = freed(clock, now, calendar);
    if (twin !== undefined && !isLate(twin) && due(came) < due(freed(twin, now, calendar)))
      return [{ ...twin, state: inPlaceOf(twin, came, now, calendar) }];
    if (!isLate(clock)) return [];
    const state = isRunning(clock) ? stopClock(clock.state, now, calendar) : clock.state;
    return [{ ...clock, id: newId(), subjectId: to, state }];
  });
  await keepClocks(ctx.db, changed, calendar);
  const stand = own.map((clock) => changed.find(({ id }) => id === clock.id)?.state ?? clock.state);
  const dueAt = nearest(stand);
  return { late: changed.filter(isLate).map(({ name }) => name), ...(dueAt === undefined ? {} : { dueAt }) };
};
