import { type FormDesign, FormDraft, type FormRow, type FormVersion } from "@chengyun/contracts";
import { refuseFormula } from "@chengyun/formula";
import { checkFormShape, type Form, type Label } from "@chengyun/kernel";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, open } from "../../../platform/change.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { findSubject } from "../../../platform/subject.ts";
import { nameOf } from "../../persons/person/index.ts";
import { getFacts } from "../fact/index.ts";
import { listOffers } from "../flow/index.ts";
import { formFlow } from "./flow.ts";
import { checkOwnFacts } from "./own-facts.ts";
import {
  countAnswers,
  findForm,
  insertForm,
  insertVersion,
  listAttachments,
  listForms,
  listVersions,
  updateDraft,
  updatePublished,
} from "./store.ts";
import { toFormShape } from "./version.ts";

const asking = (whole: Label, move: Label): Label => ({
  zh: `${whole.zh}·${move.zh}`,
  en: `${whole.en}: ${move.en}`,
});

/** Names of the moves for which a category of cases asks a form of its own. */
const askedByCategories = (ctx: Context, key: string): Label[] => {
  const ofCases = [...ctx.flows.values()].filter(({ kind }) => kind === "case");
  const nameOfMove = (id: string): Label =>
    ofCases.flatMap(({ moves }) => moves[id]?.name ?? [])[0] ?? { zh: id, en: id };
  return [...ctx.deployment.registry.cases.values()].flatMap(({ name, forms = {} }) =>
    Object.entries(forms)
      .filter(([, form]) => form === key)
      .map(([move]) => asking(name, nameOfMove(move))),
  );
};

/** Names of the moves that ask a form: of a flow, or of a category of cases. */
const askedBy = (ctx: Context, key: string): Label[] => [
  ...[...ctx.flows.values()].flatMap((flow) =>
    Object.values(flow.moves)
      .filter(({ form }) => form === key)
      .map(({ name }) => asking(flow.name, name)),
  ),
  ...askedByCategories(ctx, key),
];

/** All forms: packs' first, then people's. */
export const listAllForms = async (ctx: Context): Promise<FormRow[]> => {
  const attached = await listAttachments(ctx.db);
  const answers = await countAnswers(ctx.db);
  const { packs } = ctx.deployment.registry;
  const ofPacks = packs.flatMap(({ name: packName, forms = [] }) =>
    forms.map(
      ({ id, name, version }): FormRow => ({
        key: id,
        name,
        origin: "pack",
        packName,
        stage: "published",
        published: version,
        askedBy: askedBy(ctx, id),
        answers: answers.get(id) ?? 0,
      }),
    ),
  );
  const own = (await listForms(ctx.db)).map(
    ({ id, key, draft, published, stage }): FormRow => ({
      key,
      name: draft.name,
      origin: "people",
      id,
      stage,
      askedBy: [...askedBy(ctx, key), ...attached.filter(({ form }) => form === key).map(({ name }) => name)],
      answers: answers.get(key) ?? 0,
      ...(published === undefined ? {} : { published }),
    }),
  );
  return [...ofPacks, ...own];
};

/** The design as it may be kept. Fails with `form.unsound`: every fault with its place and a sentence. */
const readDesign = async (ctx: Context, value: unknown): Promise<FormDraft> => {
  const read = FormDraft.safeParse(value);
  if (!read.success)
    throw new AppError("form.unsound", {
      faults: read.error.issues.map((issue) => ({
        path: issue.path.map(String).join("."),
        code: issue.code,
        text: issue.message,
      })),
    });
  const form = { ...read.data, version: 1 } as Form;
  const faults = checkFormShape(form, await getFacts(ctx), refuseFormula);
  if (faults.length > 0)
    throw new AppError("form.unsound", {
      faults: faults.map(({ path, code, says }) => ({ path, code, text: `${says.zh} ${says.en}` })),
    });
  return read.data;
};

/** Starts a form. Fails with `form.unsound`, `form.taken`. */
export const drawForm = async (
  ctx: Context,
  asked: { design: FormDraft; areaPath: string },
): Promise<{ id: string }> => {
  const design = await readDesign(ctx, asked.design);
  if (ctx.deployment.registry.forms.has(design.id)) throw new AppError("form.taken");
  const id = newId();
  const { areaPath } = asked;
  await open(
    ctx,
    { flow: formFlow.id, move: "draw", id, areaPath, departments: [], facts: { design } },
    async (inner) => {
      if (!(await insertForm(inner.db, id, design))) throw new AppError("form.taken");
      return {};
    },
  );
  return { id };
};

const getForm = async (ctx: Context, id: string) => {
  const found = await findForm(ctx.db, { id });
  if (found === undefined) throw new AppError("subject.not-found");
  return found;
};

export const applyEdit: Apply = async (ctx, found, facts) => {
  const design = await readDesign(ctx, facts["design"]);
  const before = await getForm(ctx, found.id);
  if (design.id !== before.key) throw new AppError("form.unsound", { faults: [{ path: "id", code: "changed" }] });
  await updateDraft(ctx.db, found.id, design);
  return {};
};

/** The draft becomes the next version, with the meaning its facts have today; it is judged again, for facts may have gone. */
export const applyPublish: Apply = async (ctx, found) => {
  const { draft, published } = await getForm(ctx, found.id);
  const design = await readDesign(ctx, draft);
  const versions = await listVersions(ctx.db, design.id);
  const version = Math.max(published ?? 0, versions[0]?.version ?? 0) + 1;
  const form = toFormShape({ ...design, version }, await getFacts(ctx));
  const attached = await listAttachments(ctx.db, { form: design.id });
  checkOwnFacts(ctx, form, { places: attached.map(({ place }) => place), path: "form" });
  await insertVersion(ctx.db, form, { at: ctx.clock.now(), actorId: ctx.actor.id });
  await updatePublished(ctx.db, found.id, version);
  return { changes: { form: `${form.id}@${version}` } };
};

export const applyRetire: Apply = async (ctx, found) => {
  const { key } = await getForm(ctx, found.id);
  const attached = (await listAttachments(ctx.db, { form: key })).map(({ name }) => name);
  const asking = [...askedBy(ctx, key), ...attached];
  if (asking.length > 0)
    throw new AppError("form.in-use", {
      faults: asking.map(({ zh, en }) => ({ path: "form", code: "asked", text: `${zh} ${en}` })),
    });
  return {};
};

/** Published versions of a form, newest first, with who published each. */
export const listFormVersions = async (ctx: Context, key: string): Promise<FormVersion[]> => {
  const versions = await listVersions(ctx.db, key);
  const ofPack = ctx.deployment.registry.forms.get(key);
  const people = versions.map(({ publishedBy }) => publishedBy).filter((id) => id !== "pack");
  const names = await nameOf(ctx, [...new Set(people)]);
  const kept = versions.map(({ version, publishedAt, publishedBy }): FormVersion => {
    const by = names.get(publishedBy);
    return { version, publishedAt: publishedAt.toISOString(), ...(by === undefined ? {} : { by }) };
  });
  return ofPack === undefined || kept.some(({ version }) => version === ofPack.version)
    ? kept
    : [{ version: ofPack.version }, ...kept];
};

/** A form as its designer opens it. */
export const readForm = async (ctx: Context, id: string): Promise<FormDesign> => {
  const subject = await findSubject(ctx.db, id);
  if (subject === undefined || !isInScope(ctx.actor, subject, formFlow.scope)) throw new AppError("subject.not-found");
  const { key, draft, stage, version } = await getForm(ctx, id);
  return {
    id,
    key,
    stage,
    version,
    draft,
    versions: await listFormVersions(ctx, key),
    attached: (await listAttachments(ctx.db, { form: key })).map(({ form: _, ...place }) => place),
    askedBy: askedBy(ctx, key),
    moves: await listOffers(ctx, formFlow, subject),
  };
};
