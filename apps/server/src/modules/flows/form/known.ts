import type { FormShape, KnownFact } from "@chengyun/contracts";
import { type Fact, type FactSubject, type FactValues, isBlank } from "@chengyun/kernel";
import { isMachine, isPermitted } from "../../../platform/actor.ts";
import { type Context, newId } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/subject.ts";
import { departmentNames, postsById } from "../../identity/department/index.ts";
import { searchPersons } from "../../persons/person/index.ts";
import { type About, insertKnown, type KnownRecord, listKnown } from "./store.ts";
import { findFormShape } from "./version.ts";

/** Two places this near are one: four decimals of a degree are some ten metres. */
const placeDecimals = 4;

const placeKey = (value: unknown): string | undefined => {
  const position = (value as { position?: readonly number[] }).position;
  return position?.map((part) => part.toFixed(placeDecimals)).join(",");
};

/** The first answer of a kind says what the form is about: this thing, that place. */
const anchorOf = (form: FormShape, answers: FactValues, kind: FactSubject): unknown =>
  form.sections
    .filter(({ repeats }) => repeats === undefined)
    .flatMap(({ fields }) => fields.map(({ fact }) => fact))
    .filter((id) => form.facts[id]?.kind === kind && !isBlank(answers[id]))
    .map((id) => answers[id])[0];

const keyOf = (kind: FactSubject, value: unknown): string | undefined => {
  if (kind === "place") return placeKey(value);
  return typeof value === "string" ? value : undefined;
};

const plainFacts = (form: FormShape): Fact[] =>
  form.sections
    .filter(({ repeats }) => repeats === undefined)
    .flatMap(({ fields }) => fields.flatMap(({ fact }) => form.facts[fact] ?? []))
    .filter(({ personal, kind }) => personal !== true && kind !== "person") as Fact[];

const departmentOf = async (ctx: Context): Promise<string | undefined> => {
  if (ctx.actor.kind !== "person") return undefined;
  return (await postsById(ctx, [ctx.actor.postId])).get(ctx.actor.postId)?.departmentId;
};

/** Keeps what these answers say about whole things; personal words stay in the vault and are not repeated here. */
export const learn = async (
  ctx: Context,
  { form, subject, answers }: { form: FormShape; subject: Subject; answers: FactValues },
): Promise<void> => {
  const told = plainFacts(form).flatMap((fact): { fact: string; value: unknown; about: About }[] => {
    const key = fact.about === undefined ? undefined : keyOf(fact.about, anchorOf(form, answers, fact.about));
    const value = answers[fact.id];
    return fact.about === undefined || key === undefined || isBlank(value)
      ? []
      : [{ fact: fact.id, value, about: { kind: fact.about, key } }];
  });
  if (told.length === 0) return;
  const departmentId = await departmentOf(ctx);
  await insertKnown(
    ctx.db,
    told.map(
      (one): KnownRecord => ({
        ...one,
        id: newId(),
        at: ctx.clock.now(),
        form: form.id,
        version: form.version,
        subject: { kind: subject.kind, id: subject.id },
        areaPath: subject.areaPath,
        departmentId,
        actorId: ctx.actor.id,
      }),
    ),
  );
};

/**
 * What the answers so far are about; a person by the phone that was typed, for who may find persons, and each found is
 * told so in their looks.
 */
const aboutOf = async (ctx: Context, kind: FactSubject, value: unknown): Promise<string | undefined> => {
  if (kind !== "person") return keyOf(kind, value);
  const phone = (value as { phone?: unknown }).phone;
  if (typeof phone !== "string" || !isPermitted(ctx.actor, "persons.read")) return undefined;
  return (await searchPersons(ctx, { phone }))[0];
};

const toKnown = async (ctx: Context, known: readonly KnownRecord[]): Promise<KnownFact[]> => {
  const departments = await departmentNames(ctx);
  const names = new Map<string, FormShape["name"]>();
  for (const { form, version } of known)
    if (!names.has(form)) names.set(form, (await findFormShape(ctx, form, version))?.name ?? { zh: form, en: form });
  return known.map((one): KnownFact => {
    const departmentName = one.departmentId === undefined ? undefined : departments.get(one.departmentId);
    return {
      fact: one.fact,
      value: one.value,
      at: one.at.toISOString(),
      formName: names.get(one.form) ?? { zh: one.form, en: one.form },
      subject: one.subject,
      ...(departmentName === undefined ? {} : { departmentName }),
    };
  });
};

/** What is known already of what a form asks, given its answers so far: each with who said it, where and when. */
export const listKnownFor = async (ctx: Context, form: FormShape, answers: FactValues): Promise<KnownFact[]> => {
  const areaPath = isMachine(ctx.actor) ? "" : ctx.actor.areaPath;
  const asked = plainFacts(form);
  const found: KnownRecord[] = [];
  for (const kind of new Set(asked.flatMap(({ about }) => about ?? []))) {
    const anchor = anchorOf(form, answers, kind);
    const key = isBlank(anchor) ? undefined : await aboutOf(ctx, kind, anchor);
    if (key === undefined) continue;
    const facts = asked.filter(({ about }) => about === kind).map(({ id }) => id);
    found.push(...(await listKnown(ctx.db, { kind, key }, { facts, areaPath })));
  }
  return toKnown(ctx, found);
};
