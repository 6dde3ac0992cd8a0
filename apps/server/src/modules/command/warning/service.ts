import { type FactValues, writeWarningNumber } from "@chengyun/kernel";
import { system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change, open } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/subject.ts";
import { toAlert } from "./alert.ts";
import { draftWarning, faultsOf, type Wish } from "./draft.ts";
import { warningFlow } from "./flow.ts";
import type { MessageRecord, MessageType, StandingWarning } from "./model.ts";
import { departmentCodes } from "./sender.ts";
import * as store from "./store.ts";

const serials = 10;

const getWarning = async (ctx: Context, id: string): Promise<StandingWarning> => {
  const found = await store.findWarning(ctx.db, id);
  if (found === undefined) throw new AppError("subject.not-found");
  return found;
};

/** What the journal keeps of a warning: what was said and where, so that it stands when the draft was written anew. */
const toChanges = ({ type, colour, status, said, expires, areaPaths, about, updates }: StandingWarning | Wished) => ({
  ...{ warning: type, colour, status, headline: said.text.headline, expires: expires.toISOString() },
  areas: [...areaPaths],
  ...(about === undefined ? {} : { about }),
  ...(updates === undefined ? {} : { updates }),
});
type Wished = Awaited<ReturnType<typeof draftWarning>>["record"];

/** Drafts a warning. Where it follows another, that one must be in force and followed by no other. */
export const openWarning = async (outer: Context, wish: Wish): Promise<string> => {
  if (wish.updates !== undefined) {
    const before = await store.findWarning(outer.db, wish.updates);
    if (before === undefined) throw new AppError("subject.not-found");
    if (before.stage !== "issued" || (await store.findUpdateOf(outer.db, before.id)) !== undefined)
      throw new AppError("warning.not-in-force");
  }
  const { record, resolved } = await draftWarning(outer, wish);
  const opening = { flow: warningFlow.id, move: "draft", id: record.id, areaPath: resolved.areaPath, departments: [] };
  const { id } = await open(outer, opening, async (ctx) => {
    await store.insertWarning(ctx.db, record);
    return { changes: toChanges(record) };
  });
  return id;
};

/** Writes a draft anew; approved or not, it has to be approved again. */
export const editWarning = (outer: Context, id: string, wish: Wish & { readonly version: number }): Promise<Subject> =>
  change(outer, { kind: warningFlow.kind, id }, "edit", {
    version: wish.version,
    apply: async (ctx) => {
      const before = await getWarning(ctx, id);
      const { record, resolved } = await draftWarning(ctx, wish, id);
      const after = { ...record, updates: before.updates, about: before.about };
      await store.updateWarning(ctx.db, after);
      return { changes: toChanges(after), areaPath: resolved.areaPath };
    },
  });

const checkFit = (ctx: Context, warning: StandingWarning): void => {
  const faults = faultsOf(ctx, warning);
  if (faults.length > 0) throw new AppError("warning.faults", { faults });
};

const submit: Apply = async (ctx, { id }) => {
  checkFit(ctx, await getWarning(ctx, id));
  return undefined;
};

/** Every message of a warning and of those it followed: whoever knows any of them knows what this one ends. */
const listChain = async (ctx: Context, warning: StandingWarning): Promise<MessageRecord[]> => {
  const before = warning.updates === undefined ? undefined : await store.findWarning(ctx.db, warning.updates);
  const earlier = before === undefined ? [] : await listChain(ctx, before);
  return [...earlier, ...(await store.listMessages(ctx.db, warning.id))];
};

/** Numbers a message, says it, and writes it down. */
const send = async (
  ctx: Context,
  warning: StandingWarning,
  msgType: MessageType,
  more: { readonly note?: string } = {},
): Promise<MessageRecord> => {
  const { profile } = ctx.deployment;
  const { sender, issuer } = departmentCodes(ctx, warning.departmentId);
  const sentAt = new Date(Math.floor(ctx.clock.now().getTime() / 1_000) * 1_000);
  const follows = msgType === "Alert" ? [] : await listChain(ctx, warning);
  for (let serial = 0; serial < serials; serial += 1) {
    const parts = { area: profile.areaCode, issuer, at: sentAt.getTime(), serial };
    const identifier = writeWarningNumber(parts, profile.zone);
    if (identifier === undefined) throw new Error("the profile's codes make no warning number");
    const alert = await toAlert(ctx, warning, { identifier, sender, msgType, sentAt, follows, note: more.note });
    const message = { identifier, sender, warningId: warning.id, msgType, sentAt, alert };
    if (await store.insertMessage(ctx.db, message)) return message;
  }
  throw new AppError("warning.too-many-at-once");
};

/** The one before gives way in the same moment. */
const supersede = async (ctx: Context, before: string, by: string): Promise<void> => {
  const found = await getWarning(ctx, before);
  if (found.stage !== "issued") throw new AppError("warning.not-in-force");
  await change(
    { ...ctx, actor: system("command/warning.issue") },
    { kind: warningFlow.kind, id: before },
    "supersede",
    {
      apply: async () => ({ changes: { by } }),
    },
  );
};

const issue: Apply = async (ctx, { id }) => {
  const warning = await getWarning(ctx, id);
  checkFit(ctx, warning);
  const { identifier } = await send(ctx, warning, warning.updates === undefined ? "Alert" : "Update");
  if (warning.updates !== undefined) await supersede(ctx, warning.updates, id);
  return { changes: { identifier, ...toChanges(warning) } };
};

const cancel: Apply = async (ctx, { id }, facts: FactValues) => {
  const warning = await getWarning(ctx, id);
  const { identifier } = await send(ctx, warning, "Cancel", { note: String(facts["reason"]) });
  return { changes: { identifier } };
};

/** What the moves of a warning write beside the stage. */
export const warningApplies: Readonly<Record<string, Apply>> = { submit, issue, cancel };
