import type { PublicWarning, Warning, WarningRow } from "@chengyun/contracts";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import { isInScope, isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { beyond, type Context } from "../../../platform/context.ts";
import { findSubject } from "../../../platform/subject.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { listOffers } from "../../flows/flow/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { areaWords, listNamed } from "./area-words.ts";
import { told, warningFlow } from "./flow.ts";
import { markText } from "./mark.ts";
import type { StandingWarning } from "./model.ts";
import * as store from "./store.ts";

const isTold = (stage: string): boolean => told.some((one) => one === stage);

/** Warnings as lists show them. */
export const toRows = async (ctx: Context, found: readonly StandingWarning[]): Promise<WarningRow[]> => {
  const areas = await getAreas(ctx);
  const names = await departmentNames(ctx);
  return found.map((one) => {
    const departmentName = one.departmentId === undefined ? undefined : names.get(one.departmentId);
    return {
      ...{ id: one.id, stage: one.stage, version: one.version, source: one.source },
      ...(one.type === undefined ? {} : { type: one.type }),
      ...{ event: one.said.event, colour: one.colour, status: one.status },
      headline: markText(one.said.text, one.status).headline,
      areaNames: listNamed(areas, one.reach, one.areaPaths).flatMap((path) => areas.find(path)?.name ?? []),
      ...(one.onset === undefined ? {} : { onset: one.onset.toISOString() }),
      expires: one.expires.toISOString(),
      ...(one.sentAt === undefined ? {} : { sentAt: one.sentAt.toISOString() }),
      ...(departmentName === undefined ? {} : { departmentName }),
      ...(one.said.senderName === undefined ? {} : { senderName: one.said.senderName }),
      shape: one.shape,
    };
  });
};

/** A warning that may be seen: of one's area, or told to everybody and touching it. */
export const getSeen = async (ctx: Context, id: string): Promise<StandingWarning> => {
  const found = await store.findWarning(ctx.whole, id);
  if (found === undefined) throw new AppError("subject.not-found");
  const inScope = isInScope(ctx.actor, { areaPath: found.areaPath, departments: [] }, warningFlow.scope);
  const reach = isMachine(ctx.actor) ? "" : ctx.actor.areaPath;
  if (!inScope && !(isTold(found.stage) && found.areaPaths.some((path) => path.startsWith(reach))))
    throw new AppError("subject.not-found");
  return found;
};

/** Everything about one warning; not found out of reach. */
export const readWarning = async (outer: Context, id: string): Promise<Warning> => {
  const found = await getSeen(outer, id);
  const ctx = beyond(outer);
  const [row] = await toRows(ctx, [found]);
  const subject = await findSubject(ctx.db, id);
  if (row === undefined || subject === undefined) throw new AppError("subject.not-found");
  const areas = await getAreas(ctx);
  const update = await store.findUpdateOf(ctx.db, id);
  const { category, urgency, severity, certainty, text, values } = found.said;
  const messages = await store.listMessages(ctx.db, id);
  return {
    ...row,
    ...{ category, urgency, severity, certainty, text, values: { ...values } },
    reach: found.reach as Warning["reach"],
    areas: found.areaPaths.flatMap((path) => {
      const area = areas.find(path);
      return area === undefined ? [] : [{ path, name: area.name }];
    }),
    ...(found.updates === undefined ? {} : { updates: found.updates }),
    ...(update === undefined || !isTold(update.stage) ? {} : { updatedBy: update.id }),
    ...(found.about === undefined ? {} : { about: found.about }),
    messages: messages.map(({ identifier, msgType, sentAt, alert }) => ({
      ...{ identifier, msgType, sentAt: sentAt.toISOString() },
      references: [...alert.references],
    })),
    moves: await listOffers(ctx, warningFlow, subject),
  };
};

const mostPublic = 200;

/** Warnings of ours in force, as everybody may see them; those that hold at a position when one is given. */
export const listPublic = async (ctx: Context, at: readonly [number, number] | undefined): Promise<PublicWarning[]> => {
  const found = await store.listInForce(ctx.whole, { now: ctx.clock.now(), at, limit: mostPublic });
  const here = found.filter(({ shape }) => at === undefined || booleanPointInPolygon([at[0], at[1]], shape));
  const areas = await getAreas(ctx);
  const names = await departmentNames(ctx);
  const warnings = here.map(async (one): Promise<PublicWarning[]> => {
    const messages = await store.listMessages(ctx.whole, one.id);
    const last = messages.at(-1);
    if (last === undefined) return [];
    const { headline, short, description, instruction } = one.said.text;
    return [
      {
        identifier: last.identifier,
        ...{ event: one.said.event, colour: one.colour, headline, short, description, instruction },
        ...(one.onset === undefined ? {} : { onset: one.onset.toISOString() }),
        expires: one.expires.toISOString(),
        sentAt: last.sentAt.toISOString(),
        senderName: names.get(one.departmentId ?? "") ?? ctx.deployment.profile.name,
        areaNames: [areaWords(areas, listNamed(areas, one.reach, one.areaPaths))],
      },
    ];
  });
  return (await Promise.all(warnings)).flat();
};
