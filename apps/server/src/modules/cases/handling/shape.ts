import { type Appeal, type Case, type CaseRow, type ClockShape, Id } from "@chengyun/contracts";
import { entryType } from "@chengyun/kernel";
import type { z } from "zod";
import type { Context } from "../../../platform/context.ts";
import { present } from "../../../platform/present.ts";
import { findSubject, type Subject } from "../../../platform/subject.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { clocksOf } from "../../flows/clock/index.ts";
import { listOffers } from "../../flows/flow/index.ts";
import { caseTask, listTasks, type TaskRecord } from "../../flows/task/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { listEntriesOf } from "../../journal/entry/index.ts";
import { nameOf } from "../../persons/person/index.ts";
import { appealsOf, holderOf } from "../appeal/index.ts";
import { cityCase, type Doing, explainRoute, findCase, listMerged, type StandingCase } from "../case/index.ts";
import { categoryNames, listConditions } from "../category/index.ts";
import { listPhotos } from "../photo/index.ts";
import { answeredOf } from "./answered.ts";
import { categoriesOf, conditionIn } from "./filing.ts";
import { withConditions } from "./offers.ts";
import { listPending } from "./pending.ts";
import { proposeDepartment } from "./proposal.ts";

type Row = z.infer<typeof CaseRow>;

const unknownName = (id: string) => ({ zh: id, en: id });

/** The clock that counts: the running one that ends first. */
const decisive = (clocks: readonly ClockShape[]): ClockShape | undefined =>
  clocks
    .filter((clock) => clock.stoppedAt === undefined)
    .sort((one, other) => (one.dueAt ?? "9").localeCompare(other.dueAt ?? "9"))[0];

const heardOf = ({ fixed, at, called }: NonNullable<StandingCase["heard"]>): Row["marks"]["heard"] => ({
  fixed,
  at: at.toISOString(),
  ...(called ? { called } : {}),
});

const toRow = (one: StandingCase, clocks: readonly ClockShape[], names: Names): Row => ({
  id: one.id,
  no: one.no,
  category: one.category,
  categoryName: names.category(one.category),
  title: one.title,
  stage: one.stage,
  version: one.version,
  position: [...one.position],
  areaPath: one.areaPath,
  areaNames: names.areas(one.areaPath),
  reports: one.reports,
  openedAt: one.openedAt.toISOString(),
  changedAt: one.changedAt.toISOString(),
  marks: present({
    fixedAt: one.fixed?.at.toISOString(),
    verifiedAt: one.verified?.at.toISOString(),
    closedAt: one.closed?.at.toISOString(),
    heard: one.heard === undefined ? undefined : heardOf(one.heard),
  }),
  ...present({
    severity: one.severity,
    urgent: one.urgent ? true : undefined,
    channel: one.channel,
    unplaced: one.placed ? undefined : true,
    departmentId: one.departmentId,
    departmentName: one.departmentId === undefined ? undefined : names.department(one.departmentId),
    handedBackBy: one.handedBackBy,
    handedBackByName: one.handedBackBy === undefined ? undefined : names.department(one.handedBackBy),
    thingId: one.thingId,
    clock: decisive(clocks),
  }),
});

interface Names {
  readonly category: (id: string) => Row["categoryName"];
  readonly department: (id: string) => Row["categoryName"];
  readonly areas: (path: string) => Row["areaNames"];
}

const getNames = async (ctx: Context, cases: readonly StandingCase[]): Promise<Names> => {
  const departments = await departmentNames(ctx);
  const areas = await getAreas(ctx);
  return {
    category: await categoryNames(
      ctx,
      cases.map(({ category }) => category),
    ),
    department: (id) => departments.get(id) ?? unknownName(id),
    areas: areas.namesOf,
  };
};

/** Cases as lists show them, each with the clock that counts. */
export const toRows = async (ctx: Context, cases: readonly StandingCase[]): Promise<Row[]> => {
  const names = await getNames(ctx, cases);
  const clocks = await clocksOf(
    ctx,
    cityCase,
    cases.map(({ id }) => id),
  );
  return cases.map((one) => toRow(one, clocks.get(one.id) ?? [], names));
};

const toDone = (doing: Doing | undefined, names: ReadonlyMap<string, string>) =>
  doing === undefined ? undefined : { at: doing.at.toISOString(), by: names.get(doing.by) ?? doing.by };

type Tasks = Case["tasks"];

/** How a joint task ended, in the words and pictures of whoever ended it. */
const endOf = async (ctx: Context, { id, stage }: Subject): Promise<Partial<Tasks[number]>> => {
  if (stage !== "done" && stage !== "returned") return {};
  const type = entryType(caseTask, stage === "done" ? caseTask.moves.finish : caseTask.moves.return);
  const { result, reason, photos } =
    (await listEntriesOf(ctx, [id])).findLast((entry) => entry.type === type)?.changes ?? {};
  return {
    ...(typeof result === "string" ? { result } : {}),
    ...(typeof reason === "string" ? { reason } : {}),
    ...(Array.isArray(photos) && photos.length > 0 ? { photos: photos.map(String) } : {}),
  };
};

/** In whose words it was handed back last; undefined where nobody did, or the words are erased. */
const backReasonOf = async (ctx: Context, { id, handedBackBy }: StandingCase): Promise<string | undefined> => {
  if (handedBackBy === undefined) return undefined;
  const type = entryType(cityCase, cityCase.moves["hand-back"]);
  return (await listEntriesOf(ctx, [id])).findLast((entry) => entry.type === type)?.reason;
};

/** A joint task has a way and a limit of its own. */
const ownWay = async (ctx: Context, task: TaskRecord): Promise<Partial<Tasks[number]>> => {
  const subject = task.kind === "joint" ? await findSubject(ctx.db, task.id) : undefined;
  if (subject === undefined) return {};
  const clocks = (await clocksOf(ctx, caseTask, [task.id])).get(task.id) ?? [];
  const moves = await listOffers(ctx, caseTask, subject);
  const { stage, version } = subject;
  return { stage, version, moves, ...present({ clock: clocks.at(-1) }), ...(await endOf(ctx, subject)) };
};

const toTasks = (
  ctx: Context,
  tasks: readonly TaskRecord[],
  { names, people }: { names: Names; people: ReadonlyMap<string, string> },
): Promise<Tasks> =>
  Promise.all(
    tasks.map(async (task) => ({
      id: task.id,
      kind: task.kind,
      departmentId: task.departmentId,
      departmentName: names.department(task.departmentId),
      stage: task.state,
      openedAt: task.openedAt.toISOString(),
      ...present({
        what: task.what,
        personId: task.personId,
        personName: people.get(task.personId ?? ""),
        closedAt: task.closedAt?.toISOString(),
      }),
      ...(await ownWay(ctx, task)),
    })),
  );

/** The case one goes on in. */
const mergedIntoOf = async (ctx: Context, { mergedInto }: StandingCase): Promise<Case["mergedInto"]> => {
  const found = mergedInto === undefined ? undefined : await findCase(ctx.whole, mergedInto);
  return found === undefined ? undefined : { id: found.id, no: found.no };
};

/** An appeal is granted for the one limit it is against; one that names none, for those overrun by then. */
const withExemption =
  ({ exemptedAt }: StandingCase, appeals: readonly Appeal[], tasks: readonly TaskRecord[]) =>
  (clock: ClockShape): ClockShape => {
    const isGranted = appeals.some(
      ({ stage, clockStartedAt, departmentId }) =>
        stage === "granted" &&
        (clockStartedAt === undefined
          ? exemptedAt !== undefined && Date.parse(clock.startedAt) < exemptedAt.getTime()
          : clockStartedAt === clock.startedAt && departmentId === holderOf(clock, tasks)),
    );
    return isGranted && clock.clock === "dispose" && clock.late ? { ...clock, exempt: true } : clock;
  };

/** Reports are read by the module of reports; handing them in keeps the two apart. */
export const toCase = async (ctx: Context, one: StandingCase, reportList: Case["reportList"]): Promise<Case> => {
  const names = await getNames(ctx, [one]);
  const clocks = (await clocksOf(ctx, cityCase, [one.id])).get(one.id) ?? [];
  const photos = await listPhotos(ctx, one.id, { position: one.position });
  const tasks = await listTasks(ctx.db, one.id);
  const people = await nameOf(ctx, [
    // What was closed before it came here was closed by its source, which is no person.
    ...[one.fixed, one.verified, one.closed].flatMap((doing) => Id.safeParse(doing?.by).data ?? []),
    ...tasks.flatMap((task) => task.personId ?? []),
  ]);
  const subject = await findSubject(ctx.db, one.id);
  const route = await explainRoute(ctx, one, names.department);
  const backReason = await backReasonOf(ctx, one);
  const proposal = proposeDepartment(ctx, { one, route, nameOf: names.department, backReason });
  const categories = await categoriesOf(ctx, [one]);
  const type = categories.get(one.category);
  const condition = conditionIn(categories, one.facts);
  const appeals = (await appealsOf(ctx, one.id)).map((appeal) => ({
    ...appeal,
    ...(appeal.departmentId === undefined ? {} : { departmentName: names.department(appeal.departmentId) }),
  }));
  const done = {
    fixed: toDone(one.fixed, people),
    verified: toDone(one.verified, people),
    closed: toDone(one.closed, people),
  };
  return {
    ...toRow(one, clocks, names),
    files: condition?.files ?? type?.files ?? unknownName(""),
    closes: condition?.closes ?? type?.closes ?? unknownName(""),
    conditions: type === undefined ? [] : listConditions(type),
    facts: { ...proposal.known, ...one.facts },
    route,
    ...present({ ...done, exemptedAt: one.exemptedAt?.toISOString() }),
    clocks: clocks.map(withExemption(one, appeals, tasks)),
    reportList,
    pending: await listPending(ctx, one.id),
    tasks: await toTasks(ctx, tasks, { names, people }),
    appeals,
    answered: await answeredOf(ctx, one.id),
    photos,
    ...present({ mergedInto: await mergedIntoOf(ctx, one) }),
    // Wherever they lay: who sees a case sees what came into it.
    merged: await listMerged(ctx.whole, one.id),
    moves:
      subject === undefined
        ? []
        : (await withConditions(ctx, await listOffers(ctx, cityCase, subject), one, categories)).map(proposal.onOffer),
  };
};
