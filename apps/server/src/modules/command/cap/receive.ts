import {
  type CapAlert,
  type CapInfo,
  type CapSeverity,
  capCategories,
  capCertainties,
  capSeverities,
  capUrgencies,
  colourOf,
  type Label,
  type Reach,
  type Severity,
  severities,
  type WarningStatus,
  warningStatuses,
} from "@chengyun/kernel";
import { system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { resolveReach } from "../reach/index.ts";
import {
  findMessage,
  findWarning,
  insertMessage,
  insertWarning,
  type MessageRecord,
  warningFlow,
} from "../warning/index.ts";
import { readCap } from "./read.ts";
import { toPolygons } from "./shape.ts";

/** What became of a message that is valid. */
export type Verdict = "kept" | "repeated" | "ended" | "not-here" | "over" | "no-business-of-ours";

/** What became of it, and the warning it is about. */
export interface Received {
  readonly verdict: Verdict;
  readonly identifier: string;
  readonly warningId?: string;
}

/** How long a message without an end holds. */
const usualMs = 86_400_000;

const among = <Word extends string>(words: readonly Word[], word: string | undefined, otherwise: Word): Word =>
  words.find((one) => one === word) ?? otherwise;

/** The info block of a language, else the first. */
const infoIn = ({ infos }: CapAlert, language: string): CapInfo | undefined =>
  infos.find((info) => info.language.toLowerCase().startsWith(language)) ?? infos[0];

const inBoth = (alert: CapAlert, of: (info: CapInfo) => string | undefined): Label => ({
  zh: of(infoIn(alert, "zh") ?? emptyInfo) ?? "",
  en: of(infoIn(alert, "en") ?? emptyInfo) ?? "",
});
const emptyInfo: CapInfo = {
  ...{ language: "en-US", categories: [], event: "", responses: [], urgency: "Unknown", severity: "Unknown" },
  ...{ certainty: "Unknown", eventCodes: [], parameters: [], areas: [] },
};

/** The colour a message names (Chinese senders say it in a parameter), else the one of its severity. */
const colourIn = (info: CapInfo, severity: CapSeverity): Severity => {
  const named = info.parameters.find(({ name }) => /^colou?r$/i.test(name))?.value.toLowerCase();
  return severities.find((colour) => colour === named) ?? colourOf(severity);
};

/** Where a message holds: what it draws, else the areas whose codes it names, else the whole city: nobody is left out by its silence. */
const reachOf = async (ctx: Context, alert: CapAlert): Promise<Reach> => {
  const polygons = toPolygons(alert);
  if (polygons.length > 0) return { kind: "drawn", polygons };
  const areas = (await getAreas(ctx)).list.filter(({ geometry }) => geometry !== undefined);
  const codes = new Set(
    alert.infos.flatMap((info) => info.areas).flatMap(({ geocodes }) => geocodes.map(({ value }) => value)),
  );
  const coded = areas.filter(({ code }) => codes.has(code));
  const top = Math.min(...areas.map(({ level }) => level));
  const chosen = coded.length > 0 ? coded : areas.filter(({ level }) => level === top);
  return { kind: "areas", paths: chosen.map(({ path }) => path) };
};

/** Messages of another authority that this one speaks of and that we know. */
const listReferred = async (ctx: Context, { references }: CapAlert): Promise<MessageRecord[]> => {
  const found: MessageRecord[] = [];
  for (const reference of references) {
    const [sender = "", identifier = ""] = reference.split(",");
    const message = await findMessage(ctx.db, { sender, identifier });
    if (message !== undefined) found.push(message);
  }
  return found;
};

/** Ends what was received before. A foreign message never touches a warning of ours, whatever it refers to. */
const endReferred = async (ctx: Context, referred: readonly MessageRecord[], move: "supersede" | "end-received") => {
  for (const warningId of new Set(referred.map((message) => message.warningId))) {
    const warning = await findWarning(ctx.db, warningId);
    if (warning?.source !== "received" || warning.stage !== "received") continue;
    const actor = system("command/cap.receive");
    await change({ ...ctx, actor }, { kind: warningFlow.kind, id: warningId }, move, {});
  }
};

const toMessage = (alert: CapAlert, warningId: string): MessageRecord => ({
  identifier: alert.identifier,
  sender: alert.sender,
  warningId,
  msgType: among(["Alert", "Update", "Cancel"], alert.msgType, "Alert"),
  sentAt: new Date(alert.sent),
  alert,
});

const momentOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));

const keep = async (ctx: Context, alert: CapAlert, status: WarningStatus): Promise<Received> => {
  const { identifier } = alert;
  const info = alert.infos[0];
  if (info === undefined) return { verdict: "no-business-of-ours", identifier };
  const expires = momentOf(info.expires) ?? new Date(Date.parse(alert.sent) + usualMs);
  if (expires <= ctx.clock.now()) return { verdict: "over", identifier };
  const reach = await reachOf(ctx, alert);
  const resolved = await resolveReach(ctx, reach).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "reach.nowhere") return undefined;
    throw error;
  });
  if (resolved === undefined) return { verdict: "not-here", identifier };
  const severity = among(capSeverities, info.severity, "Unknown");
  const headline = inBoth(alert, (one) => one.headline ?? one.event);
  const description = inBoth(alert, (one) => one.description ?? one.headline ?? one.event);
  const id = newId();
  const record = {
    ...{ id, source: "received" as const, type: undefined, colour: colourIn(info, severity), status },
    said: {
      event: inBoth(alert, (one) => one.event),
      code: info.eventCodes.find(({ value }) => /^\d{2}[A-Z]\d{2}$/.test(value))?.value,
      category: among(capCategories, info.categories[0], "Other"),
      urgency: among(capUrgencies, info.urgency, "Unknown"),
      severity,
      certainty: among(capCertainties, info.certainty, "Unknown"),
      text: { headline, short: headline, description, instruction: inBoth(alert, (one) => one.instruction) },
      values: {},
      senderName: info.senderName ?? alert.sender,
    },
    ...{ reach, shape: resolved.shape, box: resolved.box, areaPaths: resolved.areaPaths },
    ...{ onset: momentOf(info.onset), expires, departmentId: undefined, updates: undefined, about: undefined },
  };
  const opening = { flow: warningFlow.id, move: "receive", id, areaPath: resolved.areaPath, departments: [] };
  await open(ctx, opening, async (inner) => {
    await insertWarning(inner.db, record);
    await insertMessage(inner.db, toMessage(alert, id));
    const { colour } = record;
    return { changes: { identifier, sender: alert.sender, colour, status, headline, areas: [...resolved.areaPaths] } };
  });
  return { verdict: "kept", identifier, warningId: id };
};

const take = async (ctx: Context, alert: CapAlert): Promise<Received> => {
  const { identifier, sender, msgType } = alert;
  const before = await findMessage(ctx.db, { identifier, sender });
  if (before !== undefined) return { verdict: "repeated", identifier, warningId: before.warningId };
  const status = warningStatuses.find((one) => one === alert.status);
  // What is meant for systems alone, is a draft, or answers somebody is no warning.
  if (status === undefined || msgType === "Ack" || msgType === "Error")
    return { verdict: "no-business-of-ours", identifier };
  const referred = (await listReferred(ctx, alert)).filter((message) => message.sender === sender);
  if (msgType !== "Cancel") {
    const received = await keep(ctx, alert, status);
    if (msgType === "Update") await endReferred(ctx, referred, "supersede");
    return received;
  }
  const [first] = referred;
  if (first === undefined) return { verdict: "no-business-of-ours", identifier };
  await endReferred(ctx, referred, "end-received");
  await insertMessage(ctx.db, toMessage(alert, first.warningId));
  return { verdict: "ended", identifier, warningId: first.warningId };
};

/**
 * Takes a message of another authority in: checked against the rules of its version, kept as a received warning where
 * it touches the city, its references honoured where the same sender made them. Fails with `cap.refused` (no XML we
 * read, or one with a document type) and `cap.invalid`, each fault with its place and line.
 */
export const receiveCap = async (outer: Context, bytes: Uint8Array): Promise<Received> => {
  const read = readCap(bytes);
  if ("refused" in read) {
    const { code, line } = read.refused;
    throw new AppError("cap.refused", { faults: [{ path: "body", code, ...(line === undefined ? {} : { line }) }] });
  }
  if ("invalid" in read) throw new AppError("cap.invalid", { faults: [...read.invalid] });
  return transact(outer, (ctx) => take(ctx, read.alert));
};
