import type { ErasurePreview, PersonCertificate } from "@chengyun/contracts";
import type { z } from "zod";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/subject.ts";
import {
  type Hunted,
  listCases,
  normalIdNumber,
  normalPhone,
  type Sweep,
  sweepPerson,
  sweepTexts,
} from "../sweep/index.ts";
import type { PersonEdit } from "./model.ts";
import { keepText, writePerson } from "./service.ts";
import {
  erasePersonRow,
  findLastEntry,
  isIndexShared,
  type KeptPerson,
  listPersons,
  listTextIds,
  listTies,
} from "./store.ts";
import { cipherOf, openPerson, textVaultOf } from "./vault.ts";

/** Whom an account or a licence holds can't be erased before that ended. */
const getFree = async (ctx: Context, id: string) => {
  const [found] = await listPersons(ctx.db, [id], "to erase");
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

/** What is looked for of a person before they are erased, and which subjects are their own. */
const huntedOf = async (
  ctx: Context,
  person: KeptPerson,
): Promise<{ person: Hunted; own: string[]; fields: string[] }> => {
  const { id } = person;
  const plain = openPerson(cipherOf(ctx), person);
  const shared = {
    phone: await isIndexShared(ctx.db, id, "phone_index", person.phoneIndex),
    idNumber: await isIndexShared(ctx.db, id, "id_index", person.idIndex),
  };
  const { name, phone, idNumber, email, address } = plain;
  return {
    person: {
      ...{ name, shared },
      phones: phone === undefined ? [] : [normalPhone(phone), phone.replace(/\D/g, "")],
      idNumbers: idNumber === undefined ? [] : [normalIdNumber(idNumber)],
      words: [email, address].filter((word) => word !== undefined),
    },
    own: [id, ...(await listTies(ctx.db, id)).map((tie) => tie.id)],
    fields: Object.keys(plain).sort(),
  };
};

/** What is looked through, and whose it is. */
interface Sweeping {
  readonly id: string;
  readonly own: readonly string[];
  readonly isTrial: boolean;
}

/** In plain columns, in the journal, and in what others said that lies sealed. */
const sweepAll = async (ctx: Context, hunted: Hunted, { id, own, isTrial }: Sweeping): Promise<Sweep> => {
  const swept = await sweepPerson(ctx, hunted, { own, isTrial });
  const texts = await sweepTexts(ctx, hunted, { exceptOf: id, isTrial, vault: textVaultOf(cipherOf(ctx)) });
  if (texts.ids.length === 0) return swept;
  return {
    ...swept,
    swept: { ...swept.swept, person_texts: texts.ids.length },
    kinds: { ...swept.kinds, reports: (swept.kinds.reports ?? 0) + texts.ids.length },
    subjects: [...new Set([...swept.subjects, ...texts.cases])],
    marks: [...swept.marks, ...texts.marks],
  };
};

interface Tried extends Pick<Sweep, "kinds" | "subjects"> {
  readonly own: readonly string[];
  /** The same as long as the same rows hold the same words: keyed, so that nobody guesses words by it. */
  readonly stamp: string;
}

/** What would be touched if the person were erased this moment. Nothing is written. */
const tryErase = async (ctx: Context, person: KeptPerson): Promise<Tried> => {
  const { own, person: hunted } = await huntedOf(ctx, person);
  const { kinds, subjects, marks } = await sweepAll(ctx, hunted, { own, isTrial: true, id: person.id });
  const stamp = cipherOf(ctx).blindIndex("erasure", JSON.stringify(marks)).toString("hex");
  return { own, kinds, subjects, stamp };
};

export const applyAskErase: Apply = async (ctx, found, facts) => {
  const person = await getFree(ctx, found.id);
  const { kinds, stamp } = await tryErase(ctx, person);
  const { changes } = await withReason(ctx, found.id, facts);
  return { changes: { ...changes, touches: kinds, stamp } };
};

export const applyRefuseErase: Apply = (ctx, found, facts) => withReason(ctx, found.id, facts);

/** What whoever asked for the erasure was told it would touch. */
interface Asked {
  readonly touches: Sweep["kinds"];
  readonly stamp: string;
}

/** Undefined where it was asked for before anybody was told. */
const findAsked = async (ctx: Context, id: string): Promise<Asked | undefined> => {
  const { touches, stamp } = (await findLastEntry(ctx.db, id, "person.erase-asked"))?.changes ?? {};
  return typeof stamp === "string" ? { touches: touches as Sweep["kinds"], stamp } : undefined;
};

/**
 * Destroys key, indexes and texts, and what was typed elsewhere; the entry says what, and is the certificate. It holds for
 * what was seen: by whoever approves, or else by whoever asked. What changed since has to be looked at again.
 */
export const applyErase: Apply = async (ctx, { id }, facts) => {
  const person = await getFree(ctx, id);
  const seen = facts["seen"] ?? (await findAsked(ctx, id))?.stamp;
  if (seen !== undefined && (await tryErase(ctx, person)).stamp !== seen) throw new AppError("person.erasure-changed");
  return destroy(ctx, person);
};

const destroy = async (ctx: Context, person: KeptPerson): Promise<{ changes: Record<string, unknown> }> => {
  const { person: hunted, own, fields } = await huntedOf(ctx, person);
  const texts = await listTextIds(ctx.db, person.id);
  await erasePersonRow(ctx.db, person.id, ctx.clock.now());
  const { swept, emptied, left } = await sweepAll(ctx, hunted, { own, isTrial: false, id: person.id });
  return { changes: { key: "destroyed", fields, texts: texts.length, swept, emptied, left } };
};

/**
 * Erases a person anew whom a restore brought back: what two people decided then still holds. Answers whether there was
 * anybody to erase; whom an account holds again must be seen to by hand.
 */
export const eraseAgain = async (outer: Context, id: string): Promise<"erased" | "absent" | "held"> => {
  const [found] = await listPersons(outer.db, [id]);
  if (found === undefined) return "absent";
  if (found.heldBy !== undefined) return "held";
  await change(outer, { kind: "person", id }, "erase-again", {
    apply: async (ctx) => {
      const { changes } = await destroy(ctx, await getFree(ctx, id));
      return { changes: { ...changes, again: true } };
    },
  });
  return "erased";
};

const casesShown = 100;

/** What an erasure would touch, as whoever asks and whoever approves see it before they do. */
export const previewErase = async (ctx: Context, { id, stage }: Subject): Promise<z.output<typeof ErasurePreview>> => {
  const [person] = await listPersons(ctx.db, [id]);
  if (person === undefined) throw new AppError("subject.not-found");
  const { own, subjects, stamp, kinds } = await tryErase(ctx, person);
  const cases = await listCases(ctx.db, [...new Set([...own, ...subjects])]);
  const asked = stage === "erase-asked" ? await findAsked(ctx, id) : undefined;
  return {
    touches: { ...kinds },
    texts: (await listTextIds(ctx.db, id)).length,
    cases: cases
      .filter((one) => isInScope(ctx.actor, one))
      .slice(0, casesShown)
      .map((one) => ({ id: one.id, no: one.no, isOwn: own.includes(one.id) })),
    caseCount: cases.length,
    stamp,
    ...(asked === undefined ? {} : { asked: { touches: { ...asked.touches }, isSame: asked.stamp === stamp } }),
  };
};

/** The entry that says a person was erased, with what an outsider needs to check it; undefined before. */
export const findCertificate = async (
  ctx: Context,
  id: string,
): Promise<z.output<typeof PersonCertificate> | undefined> => {
  const row = await findLastEntry(ctx.db, id, "person.erased");
  if (row === undefined) return undefined;
  return {
    at: row.at.toISOString(),
    ...(row.position === null ? {} : { position: row.position }),
    digest: row.digest.toString("hex"),
    ...(row.salt === null ? {} : { salt: row.salt.toString("hex") }),
    changes: { ...row.changes },
  };
};
