import type { PersonCertificate } from "@chengyun/contracts";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import type { Apply } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import type { PersonEdit } from "./model.ts";
import { keepText, writePerson } from "./service.ts";
import { erasePersonRow, isIndexShared, listPersons, listTextIds, listTies } from "./store.ts";
import { sweepPerson } from "./sweep.ts";
import { cipherOf, openPerson } from "./vault.ts";

/** Whom an account or a licence holds can't be erased before that ended. */
const getFree = async (ctx: Context, id: string) => {
  const [found] = await listPersons(ctx.db, [id], { lock: true });
  if (found === undefined) throw new AppError("subject.not-found");
  if (found.heldBy !== undefined) throw new AppError("person.held");
  return found;
};

const wordsOf = (facts: Readonly<Record<string, unknown>>): PersonEdit => {
  const { "id-number": idNumber, ...rest } = facts;
  return { ...rest, ...(idNumber === undefined ? {} : { idNumber }) } as PersonEdit;
};

export const applyEdit: Apply = (ctx, found, facts) => writePerson(ctx, found.id, wordsOf(facts));

/** The reason may name people: it lies under the person's own key and goes with them. */
const withReason = async (ctx: Context, id: string, facts: Readonly<Record<string, unknown>>) => ({
  changes: { reasonText: await keepText(ctx, id, String(facts["reason"])) },
});

export const applyAskErase: Apply = async (ctx, found, facts) => {
  await getFree(ctx, found.id);
  return withReason(ctx, found.id, facts);
};

export const applyRefuseErase: Apply = (ctx, found, facts) => withReason(ctx, found.id, facts);

/** Destroys key, indexes and texts, and what was typed elsewhere; the entry says what, and is the certificate. */
export const applyErase: Apply = async (ctx, { id }) => {
  const person = await getFree(ctx, id);
  const plain = openPerson(cipherOf(ctx), person);
  const [texts, ties] = await Promise.all([listTextIds(ctx.db, id), listTies(ctx.db, id)]);
  const shared = {
    phone: await isIndexShared(ctx.db, id, "phone_index", person.phoneIndex),
    idNumber: await isIndexShared(ctx.db, id, "id_index", person.idIndex),
  };
  await erasePersonRow(ctx.db, id, ctx.clock.now());
  const sweep = await sweepPerson(ctx, plain, { own: [id, ...ties.map((tie) => tie.id)], shared });
  return { changes: { key: "destroyed", fields: Object.keys(plain).sort(), texts: texts.length, ...sweep } };
};

/** The entry that says a person was erased, with what an outsider needs to check it; undefined before. */
export const findCertificate = async (
  ctx: Context,
  id: string,
): Promise<z.output<typeof PersonCertificate> | undefined> => {
  const row = await ctx.db
    .selectFrom("journal")
    .selectAll()
    .where("subject_id", "=", id)
    .where("type", "=", "person.erased")
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    at: row.at.toISOString(),
    ...(row.position === null ? {} : { position: row.position }),
    digest: row.digest.toString("hex"),
    ...(row.salt === null ? {} : { salt: row.salt.toString("hex") }),
    changes: { ...row.changes },
  };
};
