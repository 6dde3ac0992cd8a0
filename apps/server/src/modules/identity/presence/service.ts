import type { Presence } from "@chengyun/contracts";
import { metresApart } from "@chengyun/kernel";
import type { PersonActor } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import {
  findPresence,
  listPresences,
  type PresenceRecord,
  putPresence,
  removePresence,
  removePresencesHeardBefore,
} from "./store.ts";

type Place = readonly [longitude: number, latitude: number];

/** Who was heard longer ago than this may be anywhere. */
const freshMs = 30 * 60_000;
/** A forgotten phone goes off duty by itself. */
const longestSilenceMs = 12 * 3_600_000;
/** A position that may be farther off than this says nothing about who is nearest. */
const usableM = 2_000;

const getPerson = (ctx: Context): PersonActor => {
  if (ctx.actor.kind !== "person") throw new AppError("permission.missing");
  return ctx.actor;
};

/** That somebody began or ended is kept; where they were is not. */
const recordDuty = (ctx: Context, actor: PersonActor, type: "presence.began" | "presence.ended") =>
  record(ctx, {
    type,
    subject: { kind: "presence", id: actor.id },
    areaPath: actor.areaPath,
    departments: actor.departments === "all" ? [] : actor.departments,
    changes: { post: actor.postId },
  });

const toShape = (found: PresenceRecord | undefined): Presence =>
  found === undefined ? { onDuty: false } : { onDuty: true, since: found.since.toISOString() };

const findOwn = async (ctx: Context, actor: PersonActor): Promise<PresenceRecord | undefined> => {
  const found = await findPresence(ctx.db, actor.id);
  // In another post it is another duty.
  return found?.postId === actor.postId ? found : undefined;
};

/** Whether the caller is on duty in the present post. */
export const describePresence = async (ctx: Context): Promise<Presence> => toShape(await findOwn(ctx, getPerson(ctx)));

/** Begins duty, or tells where one is now. */
export const tellPresence = (outer: Context, told: { position: Place; accuracyM: number }): Promise<Presence> =>
  transact(outer, async (ctx) => {
    const actor = getPerson(ctx);
    const now = new Date();
    await removePresencesHeardBefore(ctx.db, new Date(now.getTime() - longestSilenceMs));
    const found = await findOwn(ctx, actor);
    const presence = {
      personId: actor.id,
      postId: actor.postId,
      since: found?.since ?? ctx.clock.now(),
      position: told.position,
      accuracyM: told.accuracyM,
      heardAt: now,
    };
    await putPresence(ctx.db, presence);
    if (found === undefined) await recordDuty(ctx, actor, "presence.began");
    return toShape(presence);
  });

/** Ends duty and forgets the place. */
export const endPresence = (outer: Context): Promise<void> =>
  transact(outer, async (ctx) => {
    const actor = getPerson(ctx);
    const found = await findPresence(ctx.db, actor.id);
    if (found === undefined) return;
    await removePresence(ctx.db, actor.id);
    await recordDuty(ctx, actor, "presence.ended");
  });

/** Whoever of these persons, in that post, is nearest to a place now; undefined when none of them is on duty. */
export const findNearestPresent = async <Candidate extends { readonly personId: string; readonly postId: string }>(
  ctx: Context,
  candidates: readonly Candidate[],
  near: Place,
): Promise<Candidate | undefined> => {
  const ids = [...new Set(candidates.map(({ personId }) => personId))];
  const present = await listPresences(ctx.db, ids, new Date(Date.now() - freshMs));
  const [nearest] = present
    .filter(({ accuracyM }) => accuracyM <= usableM)
    .flatMap((presence) => {
      const candidate = candidates.find(
        ({ personId, postId }) => personId === presence.personId && postId === presence.postId,
      );
      return candidate === undefined ? [] : [{ candidate, metres: metresApart(presence.position, near) }];
    })
    .sort((one, other) => one.metres - other.metres);
  return nearest?.candidate;
};
