import type { Access, AccessAsk, Post } from "@chengyun/contracts";
import { errors } from "@chengyun/contracts";
import { type Flow, isWithin, type Label, placeText } from "@chengyun/kernel";
import type { z } from "zod";
import { type Actor, isInScope, isPermitted, type KeyActor, type PersonActor } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { findSubject, type Subject } from "../../../platform/subject.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { listOffers } from "../../flows/flow/index.ts";
import { nameOf } from "../../persons/person/index.ts";
import { type AccountRow, getAccount } from "../account/index.ts";
import { departmentNames, postsById } from "../department/index.ts";
import { listStanding } from "../deputy/index.ts";
import { describeKey } from "../key/index.ts";
import { findRole, permissionsOfRole, roleNamesFor } from "../role/index.ts";
import { actorIn } from "../session/index.ts";
import { say, wholeCity, words } from "./words.ts";

type Asked = z.output<typeof AccessAsk>;

/** What is asked about, looked up once. */
interface Question {
  readonly permission: string;
  readonly move: string | undefined;
  readonly flow: Flow | undefined;
  readonly subject: Subject | undefined;
  readonly areaName: (path: string) => Label;
  readonly departments: ReadonlyMap<string, Label>;
}

const find = async (ctx: Context, id: string): Promise<Subject> => {
  const found = await findSubject(ctx.db, id);
  const scope = found === undefined ? undefined : ctx.flows.get(found.flow)?.scope;
  if (found === undefined || !isInScope(ctx.actor, found, scope)) throw new AppError("subject.not-found");
  return found;
};

const fault = (path: string, code: string): AppError => new AppError("request.invalid", { faults: [{ path, code }] });

const readQuestion = async (ctx: Context, asked: Asked): Promise<Question> => {
  const subject = asked.subject === undefined ? undefined : await find(ctx, asked.subject);
  const flow = subject === undefined ? undefined : ctx.flows.get(subject.flow);
  const move = asked.move === undefined ? undefined : flow?.moves[asked.move];
  if (asked.move !== undefined && move === undefined) throw fault("query.move", "no-such-move");
  const permission = move?.by ?? asked.permission;
  if (permission === undefined) throw fault("query.permission", "missing");
  const { list } = await getAreas(ctx);
  const names = new Map(list.map(({ path, name }) => [path, name]));
  return {
    permission,
    move: asked.move,
    flow,
    subject,
    areaName: (path) => (path === "" ? wholeCity : (names.get(path) ?? { zh: path, en: path })),
    departments: await departmentNames(ctx),
  };
};

type Way = Access["ways"][number];
type Found = Pick<Way, "because" | "missing">;

/** Adds a sentence to what speaks for it or to what is missing. */
const put = ({ because, missing }: Found, holds: boolean, sentence: Label): void => {
  (holds ? because : missing).push(sentence);
};

const join = (labels: readonly Label[]): Label => ({
  zh: labels.map(({ zh }) => zh).join("、"),
  en: labels.map(({ en }) => en).join(", "),
});

const tellArea = (found: Found, actor: PersonActor | KeyActor, { subject, areaName }: Question): void => {
  const own = areaName(actor.areaPath);
  if (subject === undefined) {
    put(found, true, say(words.anyArea, { own }));
    return;
  }
  const holds = isWithin(subject.areaPath, actor.areaPath);
  put(found, holds, say(holds ? words.area : words.noArea, { own, there: areaName(subject.areaPath) }));
};

const sayDepartment = (actor: PersonActor | KeyActor, question: Question): readonly [holds: boolean, Label] => {
  const { subject, flow, departments } = question;
  const nameOfEach = (ids: readonly string[]) => join(ids.flatMap((id) => departments.get(id) ?? []));
  if (actor.departments === "all") return [true, words.allDepartments];
  const own = nameOfEach(actor.departments);
  if (subject === undefined) return [true, say(words.ownDepartment, { own })];
  if (flow?.scope === "area") return [true, words.byArea];
  const holds = isInScope({ ...actor, areaPath: "" }, subject);
  const theirs = subject.departments.length === 0 ? words.nobodys : nameOfEach(subject.departments);
  return [holds, say(holds ? words.department : words.noDepartment, { own, theirs })];
};

const tellDepartment = (found: Found, actor: PersonActor | KeyActor, question: Question): void => {
  const [holds, sentence] = sayDepartment(actor, question);
  put(found, holds, sentence);
};

/** What stands in the way of the move itself, as *why can't I?* says it; the permission was told already. */
const tellMove = async (ctx: Context, found: Found, actor: Actor, question: Question): Promise<void> => {
  const { flow, subject, move } = question;
  if (flow === undefined || subject === undefined || move === undefined) return;
  const [offer] = await listOffers({ ...ctx, actor }, flow, subject, { names: [move] });
  const told = errors["permission.missing"].text.en;
  for (const sentence of offer?.missing ?? []) if (sentence.en !== told) found.missing.push(sentence);
};

const isAllowed = (actor: Actor, { permission, subject, flow }: Question): boolean =>
  isPermitted(actor, permission) && (subject === undefined || isInScope(actor, subject, flow?.scope));

/** Where it is allowed and nothing is missing, she can. */
const decide = (actor: Actor, question: Question, { missing }: Found): boolean =>
  isAllowed(actor, question) && missing.length === 0;

const tellRole = (ctx: Context, found: Found, post: Post, { permission }: Question): void => {
  const { registry } = ctx.deployment;
  const role = findRole(post.role)?.name ?? { zh: post.role, en: post.role };
  const holds = permissionsOfRole(registry, post.role).has(permission);
  const roles = join(roleNamesFor(registry, permission));
  put(found, holds, say(holds ? words.role : words.noRole, { post: post.name, role, roles }));
  if (!holds || findRole(post.role)?.permissions.some((own) => own === permission) === true) return;
  for (const { name, grants } of registry.packs)
    if (Object.entries(grants ?? {}).some(([id, granted]) => id === post.role && granted.includes(permission as never)))
      put(found, true, say(words.pack, { pack: name }));
};

const tellPost = async (
  ctx: Context,
  account: AccountRow,
  { post, actingFor, until, of }: { post: Post; actingFor?: string; until?: Date; of?: string },
  question: Question,
): Promise<Way> => {
  const actor = actorIn(ctx, account, post, actingFor);
  const found: Found = { because: [], missing: [] };
  if (until !== undefined)
    put(found, true, {
      zh: say(words.deputy, { of: of ?? "", until: placeText(until, "zh", ctx.deployment.profile.zone) }).zh,
      en: say(words.deputy, { of: of ?? "", until: placeText(until, "en", ctx.deployment.profile.zone) }).en,
    });
  tellRole(ctx, found, post, question);
  const holds = permissionsOfRole(ctx.deployment.registry, post.role).has(question.permission);
  if (holds && !isPermitted(actor, question.permission))
    put(found, false, account.mustChange ? words.mustChange : words.mustFactor);
  tellArea(found, actor, question);
  tellDepartment(found, actor, question);
  await tellMove(ctx, found, actor, question);
  return {
    post,
    ...(of === undefined ? {} : { actingFor: of }),
    ...(until === undefined ? {} : { until: until.toISOString() }),
    ...found,
    may: decide(actor, question, found),
  };
};

const needsPurpose = new Set(["persons.unmask"]);

const notesOf = ({ permission }: Question): Label[] => (needsPurpose.has(permission) ? [words.purpose] : []);

/** Why somebody with an account can do something, or what is missing, by each way that is theirs at this moment. */
const explainAccount = async (ctx: Context, account: AccountRow, asked: Asked): Promise<Access> => {
  const question = await readQuestion(ctx, asked);
  const standing = await listStanding(ctx.db, account.personId, ctx.clock.now());
  const posts = await postsById(ctx, [...account.postIds, ...standing.map(({ postId }) => postId)]);
  const names = await nameOf(
    ctx,
    standing.map(({ personId }) => personId),
  );
  const ways: Way[] = [];
  for (const id of account.postIds) {
    const post = posts.get(id);
    if (post !== undefined) ways.push(await tellPost(ctx, account, { post }, question));
  }
  for (const { postId, personId, until } of standing) {
    const post = posts.get(postId);
    if (post === undefined || account.postIds.includes(postId)) continue;
    const of = names.get(personId) ?? "";
    ways.push(await tellPost(ctx, account, { post, actingFor: personId, until, of }, question));
  }
  const isOver = account.stage !== "active";
  const notes = [...(isOver ? [words.retired] : ways.length === 0 ? [words.noPost] : []), ...notesOf(question)];
  return { permission: question.permission, may: !isOver && ways.some(({ may }) => may), ways, notes };
};

/** Why somebody can, asked by who sees accounts. */
export const explainOther = async (ctx: Context, id: string, asked: Asked): Promise<Access> => {
  const subject = await findSubject(ctx.db, id);
  if (subject?.kind !== "account" || !isInScope(ctx.actor, subject)) throw new AppError("subject.not-found");
  return explainAccount(ctx, await getAccount(ctx, { id }), asked);
};

/** Why oneself can. */
export const explainOwn = async (ctx: Context, actor: PersonActor, asked: Asked): Promise<Access> =>
  explainAccount(ctx, await getAccount(ctx, { id: actor.accountId }), asked);

/** Why a key can. */
export const explainKey = async (ctx: Context, id: string, asked: Asked): Promise<Access> => {
  const subject = await findSubject(ctx.db, id);
  const key = await describeKey(ctx, id);
  if (subject?.kind !== "key" || key === undefined || !isInScope(ctx.actor, subject))
    throw new AppError("subject.not-found");
  const question = await readQuestion(ctx, asked);
  const { name: keyName, actor, isOver, endsAt } = key;
  const found: Found = { because: [], missing: [] };
  const holds = actor.permissions.has(question.permission);
  put(found, holds, say(holds ? words.scope : words.noScope, { key: keyName }));
  if (isOver) put(found, false, words.keyOver);
  else if (endsAt !== undefined) {
    const { zone } = ctx.deployment.profile;
    put(found, true, say(words.keyEnds, { until: placeText(endsAt, "zh", zone) }));
  }
  tellArea(found, actor, question);
  await tellMove(ctx, found, actor, question);
  const may = decide(actor, question, found);
  return { permission: question.permission, may, ways: [{ key: keyName, ...found, may }], notes: notesOf(question) };
};
