import type { FormShape } from "@chengyun/contracts";
import { evaluate } from "@chengyun/formula";
import {
  checkForm,
  type Fact,
  type FactTable,
  type FactValues,
  type Form,
  type FormGround,
  isBlank,
  toHeard,
  walkForm,
} from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId } from "../../../platform/context.ts";
import type { FormPort, GivenAnswers } from "../../../platform/form-port.ts";
import { inTimeOf } from "../../../platform/in-time.ts";
import type { Subject } from "../../../platform/subject.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { listThingsById } from "../../atlas/thing/index.ts";
import { attachPhotos } from "../../cases/photo/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { keepText, type PersonIn, recordPerson, tiePerson } from "../../persons/person/index.ts";
import { ofCategories, ofMove } from "./attach.ts";
import { learn } from "./known.ts";
import { insertAnswer } from "./store.ts";
import { findFormShape, keepVersion, newestVersion } from "./version.ts";

/** What an answer's places lead with: they lie in the facts of the move. */
const at = (path: string): string => `facts.${path}`;

const groundOf = (form: FormShape): FormGround => ({
  form: form as Form,
  facts: form.facts as FactTable,
  evaluate: inTimeOf(evaluate),
});

/** Shown questions that were answered, rows and all. */
const answeredIn = (form: FormShape, answers: FactValues) =>
  walkForm(groundOf(form), answers)
    .flatMap(({ rows }) => rows.flat())
    .filter(({ shown, value }) => shown && !isBlank(value));

/** What ids among the answers must name: departments, areas and things that are there. */
const checkNamed = async (ctx: Context, form: FormShape, answers: FactValues): Promise<void> => {
  const answered = answeredIn(form, answers);
  const valuesOf = (kind: Fact["kind"]) => answered.filter(({ fact }) => fact.kind === kind);
  const things = valuesOf("thing");
  const there = new Set(
    (
      await listThingsById(
        ctx.db,
        things.map(({ value }) => String(value)),
      )
    ).map(({ id }) => id),
  );
  const departments = valuesOf("department").length === 0 ? new Map() : await departmentNames(ctx);
  const areas = valuesOf("area").length === 0 ? [] : (await getAreas(ctx)).list.map(({ path }) => path);
  const faults = [
    ...things.filter(({ value }) => !there.has(String(value))),
    ...valuesOf("department").filter(({ value }) => !departments.has(String(value))),
    ...valuesOf("area").filter(({ value }) => !areas.includes(String(value))),
  ].map(({ path }) => ({ path: at(path), code: "choice" }));
  if (faults.length > 0) throw new AppError("subject.missing-facts", { faults });
};

/** A person goes to the vault, met in the subject's area; their id is what stays. */
const keepPersonOf = async (ctx: Context, subject: Subject, value: unknown): Promise<string> => {
  const id = await recordPerson(ctx, value as PersonIn, { areaPath: subject.areaPath });
  await tiePerson(ctx, id, { kind: subject.kind, id: subject.id });
  return id;
};

/**
 * Answers as they may lie in plain tables: persons and personal words are in the vault and leave their ids. Words are
 * sealed under the key of the first person of the form: whoever erases the person erases them.
 */
export const keepPersonal = async (
  ctx: Context,
  subject: Subject,
  { facts, answers }: { facts: FactTable; answers: FactValues },
): Promise<Record<string, unknown>> => {
  let owner: string | undefined;
  const keep = async (fact: Fact | undefined, value: unknown): Promise<unknown> => {
    if (isBlank(value) || fact === undefined) return value;
    if (fact.kind === "person") {
      const id = await keepPersonOf(ctx, subject, value);
      owner ??= id;
      return id;
    }
    return fact.personal === true ? keepText(ctx, owner, String(value)) : value;
  };
  const keepRow = async (row: FactValues): Promise<Record<string, unknown>> => {
    const kept: Record<string, unknown> = {};
    const personsFirst = Object.keys(row).sort((one, other) => rank(facts[one]) - rank(facts[other]));
    for (const id of personsFirst) {
      const value = row[id];
      const isRows = facts[id] === undefined && Array.isArray(value);
      kept[id] = isRows ? await keepRows(value) : await keep(facts[id], value);
    }
    return kept;
  };
  const keepRows = async (rows: readonly unknown[]): Promise<unknown[]> => {
    const kept: unknown[] = [];
    for (const row of rows) kept.push(await keepRow(row as FactValues));
    return kept;
  };
  return keepRow(answers);
};

const rank = (fact: Fact | undefined): number => (fact?.kind === "person" ? 0 : 1);

/** The part of a move's facts that its form asks for. */
const answersOf = ({ move, facts }: GivenAnswers): FactValues => {
  const others = new Set([...(move.needs ?? []), ...(move.takes ?? [])]);
  return Object.fromEntries(Object.entries(facts).filter(([id]) => !others.has(id)));
};

const getForm = async (ctx: Context, given: GivenAnswers): Promise<FormShape> => {
  const form = await findFormShape(ctx, given.move.form ?? "", given.formVersion);
  if (form === undefined) throw new AppError("form.not-published");
  return form;
};

const checkAnswers = (form: FormShape, answers: FactValues): void => {
  const faults = checkForm(groundOf(form), answers);
  if (faults.length > 0)
    throw new AppError("subject.missing-facts", {
      faults: faults.map(({ path, code, says }) => ({
        path: at(path),
        code,
        ...(says === undefined ? {} : { text: `${says.zh} ${says.en}` }),
      })),
    });
};

const take: FormPort["take"] = async (ctx, given) => {
  const form = await getForm(ctx, given);
  const answers = answersOf(given);
  checkAnswers(form, answers);
  await checkNamed(ctx, form, answers);
  await keepVersion(ctx, form);
  const { subject, flow, name } = given;
  const heard = toHeard(groundOf(form), answers);
  const photos = answeredIn(form, heard).filter(({ fact }) => fact.kind === "photos");
  if (photos.length > 0) {
    const ids = photos.flatMap(({ value }) => value as string[]);
    await attachPhotos(ctx, { caseId: subject.id, stage: subject.stage }, ids);
  }
  const kept = await keepPersonal(ctx, subject, { facts: form.facts as FactTable, answers: heard });
  await insertAnswer(ctx.db, {
    id: newId(),
    subjectId: subject.id,
    move: name,
    form: form.id,
    version: form.version,
    answers: kept,
    at: ctx.clock.now(),
    actorId: ctx.actor.id,
  });
  await learn(ctx, { form, subject: { ...subject, kind: flow.kind }, answers: kept });
  return { answers: kept, form: `${form.id}@${form.version}` };
};

/** The platform's port for forms, filled by this module. */
export const formPort: FormPort = { take, newest: newestVersion, ofMove, ofCategories };
