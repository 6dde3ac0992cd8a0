import type { MoveOffer, TaskQuery, TaskRow } from "@chengyun/contracts";
import { Id } from "@chengyun/contracts";
import { type Flow, type Label, movesFrom } from "@chengyun/kernel";
import type { z } from "zod";
import { isMachine, isPermitted } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { beyond, type Context } from "../../../platform/context.ts";
import { lookAtAll, type Seen } from "../../../platform/foresight.ts";
import { listSubjects, type Subject } from "../../../platform/subject.ts";
import { listIncidentCases, listIncidentsByIds } from "../../command/incident/index.ts";
import { listStepsByIds } from "../../command/plan/index.ts";
import { listOffers } from "../../flows/flow/index.ts";
import { caseTask, incidentTaskKinds, listOpenTasks, type OpenTask, type TaskKind } from "../../flows/task/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { nameOf } from "../../persons/person/index.ts";
import { cityCase, listCasesByIds, type StandingCase } from "../case/index.ts";
import { type Categories, categoriesOf, toRows, withConditions } from "../handling/index.ts";

/** Who does which kind of task, and by which moves of the case; a joint task has its own. */
const kinds: Readonly<Record<TaskKind, { by: string; moves: readonly string[] | "own" }>> = {
  dispose: { by: "tasks.own", moves: ["accept", "feed-back", "hand-back"] },
  joint: { by: "tasks.own", moves: "own" },
  look: { by: "cases.look", moves: ["look"] },
  verify: { by: "cases.verify", moves: ["verify", "rework"] },
  step: { by: "tasks.own", moves: "own" },
  order: { by: "tasks.own", moves: "own" },
  lesson: { by: "tasks.own", moves: "own" },
};

const names = Object.keys(kinds) as TaskKind[];

type Asked = z.output<typeof TaskQuery>;

const toCursor = (after: string | undefined): { by: number; id: string } | undefined => {
  if (after === undefined) return undefined;
  const [by = "", id = ""] = after.split("_");
  if (!/^-?\d{1,18}$/.test(by) || !Id.safeParse(id).success)
    throw new AppError("request.invalid", { faults: [{ path: "query.after", code: "cursor" }] });
  return { by: Number(by), id };
};

const listFound = (ctx: Context, asked: Asked) => {
  const { actor } = ctx;
  const mine = asked.mine === "true";
  return listOpenTasks(ctx.db, {
    kinds: names.filter((kind) => (asked.kind ?? kind) === kind && (!mine || isPermitted(actor, kinds[kind].by))),
    areaPath: isMachine(actor) ? "" : actor.areaPath,
    departments: isMachine(actor) ? "all" : actor.departments,
    personId: mine ? actor.id : undefined,
    near: asked.near,
    after: toCursor(asked.after),
    limit: asked.limit,
  });
};

interface Doable {
  readonly stage: string;
  readonly stageName: Label;
  readonly subject: TaskRow["subject"];
  readonly waives: string[];
  readonly moves: MoveOffer[];
  readonly heldUp?: NonNullable<TaskRow["heldUp"]>;
}

const stageOf = (flow: Flow, stage: string): Label => flow.stages[stage]?.name ?? { zh: stage, en: stage };

/** What whoever asks would do next, were it not for what stands in the way. */
const toHeldUp = (stage: string, offers: readonly MoveOffer[]): NonNullable<TaskRow["heldUp"]> =>
  offers.flatMap(({ move, name, missing = [], others, quiet }) =>
    missing.length === 0 || others === true || quiet === true ? [] : [{ move, name, stage, why: [...missing] }],
  );

const { accept, "feed-back": feedBack } = cityCase.moves;

/** What was read of all tasks of a page at once. */
interface Page {
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly look: (id: string) => Required<Seen>;
  readonly departments: ReadonlyMap<string, Label>;
  readonly categories: Categories;
}

/** What will be held up once a case is accepted: a phone without the net goes on from there. */
const heldUpAhead = async (
  ctx: Context,
  { kind }: OpenTask,
  subject: Subject,
  { look, departments }: Page,
): Promise<NonNullable<TaskRow["heldUp"]>> => {
  if (kind !== "dispose" || subject.stage !== accept.from) return [];
  const ahead = { ...subject, stage: feedBack.from };
  const names = ["feed-back"];
  return toHeldUp(
    feedBack.from,
    await listOffers(ctx, cityCase, ahead, { names, seen: look(subject.id), departments }),
  );
};

const subjectOf = (task: OpenTask): string => (kinds[task.kind].moves === "own" ? task.id : task.subjectId);

/** What can be done about a task: moves of its case, or a joint task's own. */
const toDoable = async (ctx: Context, task: OpenTask, found: StandingCase, page: Page): Promise<Doable | undefined> => {
  const { moves } = kinds[task.kind];
  const flow: Flow = moves === "own" ? caseTask : cityCase;
  const subject = page.subjects.get(subjectOf(task));
  if (subject === undefined) return undefined;
  const names = movesFrom(flow, subject.stage).filter((name) => moves === "own" || moves.includes(name));
  const seen = page.look(subject.id);
  const offers = await listOffers(ctx, flow, subject, { names, seen, departments: page.departments });
  const own = moves === "own" ? offers : await withConditions(ctx, offers, found, page.categories);
  const heldUp = [...toHeldUp(subject.stage, own), ...(await heldUpAhead(ctx, task, subject, page))];
  const stage = moves === "own" ? subject.stage : subject.stage === "dispatched" ? "given" : "accepted";
  return {
    stage,
    stageName: stageOf(caseTask, stage),
    subject: { kind: flow.kind, plural: flow.plural, id: subject.id, version: subject.version },
    waives: [...subject.waives],
    moves: own.filter(({ whyNot }) => whyNot === undefined),
    ...(heldUp.length === 0 ? {} : { heldUp }),
  };
};

type Row = Omit<TaskRow, keyof Doable | "case" | "incident" | "ordered">;

/** The task itself; optional in the contract means absent. */
const toPlain = (task: OpenTask, departments: ReadonlyMap<string, Label>, people: ReadonlyMap<string, string>): Row => {
  const optional = {
    what: task.what,
    personId: task.personId,
    personName: people.get(task.personId ?? ""),
    dueAt: task.dueAt?.toISOString(),
    metres: task.metres,
  };
  return {
    id: task.id,
    kind: task.kind,
    departmentId: task.departmentId,
    departmentName: departments.get(task.departmentId) ?? { zh: task.departmentId, en: task.departmentId },
    openedAt: task.openedAt.toISOString(),
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<Row>),
  };
};

/** Everything that is read of the tasks of a page: so many statements however long it is. */
const readPage = async (ctx: Context, found: readonly OpenTask[], standing: readonly StandingCase[]): Promise<Page> => {
  const ids = [...new Set(found.map(subjectOf))];
  const subjects = new Map((await listSubjects(ctx.db, ids)).map((subject) => [subject.id, subject]));
  const toVerify = new Set(found.filter(({ kind }) => kind === "verify").map(({ subjectId }) => subjectId));
  return {
    subjects,
    look: await lookAtAll(ctx, ids),
    departments: await departmentNames(ctx),
    categories: await categoriesOf(
      ctx,
      standing.filter(({ id }) => toVerify.has(id)),
    ),
  };
};

/** What of a page's tasks belongs to incidents: which, what is ordered, and the case the incident began with. */
const readIncidents = async (ctx: Context, found: readonly OpenTask[]) => {
  const tasks = found.filter(({ kind }) => incidentTaskKinds.includes(kind));
  const ids = [...new Set(tasks.map(({ subjectId }) => subjectId))];
  const incidents = new Map((await listIncidentsByIds(ctx.db, ids)).map((one) => [one.id, one]));
  const lead = new Map<string, string>();
  for (const { incident_id, case_id } of await listIncidentCases(ctx.db, ids))
    if (!lead.has(incident_id)) lead.set(incident_id, case_id);
  const steps = new Map(
    (
      await listStepsByIds(
        ctx.db,
        tasks.map(({ id }) => id),
      )
    ).map((step) => [step.id, step]),
  );
  return { incidents, lead, steps };
};

type Incidents = Awaited<ReturnType<typeof readIncidents>>;

const ofIncident = ({ id, subjectId }: OpenTask, { incidents, steps }: Incidents): Partial<TaskRow> => {
  const incident = incidents.get(subjectId);
  if (incident === undefined) return {};
  const { no, title, drill, level } = incident;
  const step = steps.get(id);
  return {
    incident: { id: subjectId, no, title, drill, ...(level === undefined ? {} : { level }) },
    ...(step === undefined ? {} : { ordered: { name: step.name, text: step.order } }),
  };
};

/** The cases of a page. Of an incident's task the first case of the incident, which may be another department's: whoever has a part in the incident sees what it began with. */
const readCases = async (ctx: Context, found: readonly OpenTask[], { lead }: Incidents): Promise<StandingCase[]> => {
  const own = found.filter(({ kind }) => !incidentTaskKinds.includes(kind)).map(({ subjectId }) => subjectId);
  const others = [...new Set(lead.values())].filter((id) => !own.includes(id));
  return [...(await listCasesByIds(ctx.db, [...new Set(own)])), ...(await listCasesByIds(beyond(ctx).db, others))];
};

/** Open tasks of the actor's scope with their cases and what can be done about each. */
export const listTaskRows = async (ctx: Context, asked: Asked): Promise<{ items: TaskRow[]; next?: string }> => {
  const found = await listFound(ctx, asked);
  const incidents = await readIncidents(ctx, found);
  const standing = await readCases(ctx, found, incidents);
  const cases = new Map(standing.map((one) => [one.id, one]));
  const rows = new Map((await toRows(ctx, standing)).map((row) => [row.id, row]));
  const page = await readPage(ctx, found, standing);
  const people = await nameOf(ctx, [...new Set(found.flatMap((task) => task.personId ?? []))]);
  const items: TaskRow[] = [];
  for (const task of found) {
    const caseId = incidents.lead.get(task.subjectId) ?? task.subjectId;
    const [one, row] = [cases.get(caseId), rows.get(caseId)];
    const doable = one === undefined ? undefined : await toDoable(ctx, task, one, page);
    if (row !== undefined && doable !== undefined)
      items.push({
        ...toPlain(task, page.departments, people),
        ...ofIncident(task, incidents),
        case: row,
        ...doable,
      });
  }
  const last = found.at(-1);
  return found.length === asked.limit && last !== undefined ? { items, next: `${last.by}_${last.id}` } : { items };
};
