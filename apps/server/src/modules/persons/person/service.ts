import { areaCodes } from "@chengyun/kernel";
import { isInScope, isPermitted, system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { seal } from "../../../platform/seal.ts";
import { findSubject, lockSubject, type Subject } from "../../../platform/subject.ts";
import { isIdNumber, isMail, marksOf, normalName } from "../sweep/index.ts";
import { personFlow } from "../way/index.ts";
import { maskAddress, maskIdNumber, maskMail, maskName, maskPhone } from "./mask.ts";
import { type MaskedPerson, type PersonEdit, type PersonIn, personFields } from "./model.ts";
import {
  insertPerson,
  insertText,
  insertTie,
  type KeptPerson,
  listPersonIdsByIndex,
  listPersons,
  updateHeld,
  updatePerson,
} from "./store.ts";
import { cipherOf, indexOf, openPerson, sealPerson, textVaultOf } from "./vault.ts";

/** Where a person was met, and what needs them to stay. */
export interface Keeping {
  /** Area whose posts may look; the actor's own when absent. */
  readonly areaPath?: string | undefined;
  readonly heldBy?: string | undefined;
}

const kind = personFlow.kind;

/** Empty words are no words. */
const present = <Given extends PersonEdit>(person: Given): Given =>
  Object.fromEntries(
    personFields.flatMap((field) => {
      const value = person[field]?.trim();
      return value === undefined || value === "" ? [] : [[field, value]];
    }),
  ) as unknown as Given;

/** Fails with `person.id-number` or `request.invalid`: what is wrong is better refused than kept. */
export const checkPerson = (person: PersonEdit): void => {
  if (person.idNumber !== undefined && !isIdNumber(person.idNumber)) throw new AppError("person.id-number");
  if (person.email !== undefined && !isMail(person.email))
    throw new AppError("request.invalid", { faults: [{ path: "email", code: "email" }] });
};

/**
 * Who keeps or corrects a person: whoever acts when they may do that by themselves; otherwise the platform, for a
 * report or an account that brings the person with it and whose own entry says who made it.
 */
const keeper = (ctx: Context, permission: string, areaPath: string): Context =>
  isPermitted(ctx.actor, permission) && isInScope(ctx.actor, { areaPath, departments: [] }, "area")
    ? ctx
    : { ...ctx, actor: system("persons/person") };

const homeOf = ({ actor }: Context): string => ("areaPath" in actor ? actor.areaPath : "");

/** Keeps a new person in the vault; everything else holds the id alone. */
export const keepPerson = async (outer: Context, given: PersonIn, keeping: Keeping = {}): Promise<string> => {
  const person = present(given);
  checkPerson(person);
  const id = newId();
  const areaPath = keeping.areaPath ?? homeOf(outer);
  const opening = { flow: personFlow.id, move: "keep", id, areaPath, departments: [] };
  await open(keeper(outer, "persons.record", areaPath), opening, async (ctx) => {
    const cipher = cipherOf(ctx);
    const { key, wrapped } = cipher.newKey(id);
    const sealed = { id, wrappedKey: wrapped, ...sealPerson(cipher, key, id, person) };
    await insertPerson(ctx.db, { ...sealed, heldBy: keeping.heldBy, keptAt: ctx.clock.now() });
    return undefined;
  });
  return id;
};

/** Writes a person's new words; what is not given stays. Fails with `subject.not-found` after erasing. */
export const editPerson = async (outer: Context, id: string, edit: PersonEdit): Promise<void> => {
  const subject = await findSubject(outer.db, id);
  if (subject === undefined || subject.stage === "erased") throw new AppError("subject.not-found");
  await change(keeper(outer, "persons.edit", subject.areaPath), { kind, id }, "edit", {
    apply: (ctx) => writePerson(ctx, id, edit),
  });
};

/** Writes new words of a person under their own key; says which of them, never what. */
export const writePerson = async (ctx: Context, id: string, edit: PersonEdit) => {
  const cipher = cipherOf(ctx);
  const [found] = await listPersons(ctx.db, [id], "to write");
  if (found === undefined) throw new AppError("subject.not-found");
  const given = present(edit);
  checkPerson(given);
  const key = cipher.unwrap(found.wrappedKey, id);
  await updatePerson(ctx.db, {
    ...found,
    ...sealPerson(cipher, key, id, { ...openPerson(cipher, found), ...given } as PersonIn),
  });
  return { changes: { fields: Object.keys(given).sort() } };
};

/** Persons of a blind index that nothing else holds: staff are not reporters. */
const listFree = async (ctx: Context, ids: readonly string[]) =>
  (await listPersons(ctx.db, ids)).filter(({ heldBy }) => heldBy === undefined);

/** Persons of this phone or identity number and this name who are kept already: one, unless two came at once. */
const listSame = async (ctx: Context, person: PersonIn): Promise<string[]> => {
  const cipher = cipherOf(ctx);
  const ids = [
    ...(person.idNumber === undefined ? [] : await findByIdNumber(ctx, person.idNumber)),
    ...(person.phone === undefined ? [] : await listByPhone(ctx, person.phone)),
  ];
  const same = (await listFree(ctx, ids)).filter(
    (found) => normalName(openPerson(cipher, found).name) === normalName(person.name),
  );
  return same.map(({ id }) => id);
};

/** A card and where it stands, held against its erasure until the transaction ends. */
interface Held {
  readonly card: KeptPerson;
  readonly subject: Subject;
}

/** Undefined when the person was erased, be it while we waited for whoever erased them. */
const holdCard = async (ctx: Context, id: string): Promise<Held | undefined> => {
  const subject = await lockSubject(ctx.db, kind, id);
  const [card] = subject === undefined ? [] : await listPersons(ctx.db, [id]);
  return subject === undefined || card === undefined ? undefined : { subject, card };
};

/** Whether somebody found before is there still; they can't be erased before the transaction ends. */
export const holdPerson = async (ctx: Context, id: string): Promise<boolean> => (await holdCard(ctx, id)) !== undefined;

/**
 * Finds the person of the same phone (or identity number) and name, adding what was not known of them, or keeps a new
 * one: who calls five times is one person. Whose card is being erased meanwhile is somebody new. Answers the id, which is
 * all that may lie elsewhere.
 */
export const recordPerson = (outer: Context, given: PersonIn, keeping: Keeping = {}): Promise<string> =>
  transact(outer, async (ctx) => {
    const person = present(given);
    checkPerson(person);
    for (const id of await listSame(ctx, person)) {
      const held = await holdCard(ctx, id);
      if (held === undefined) continue;
      await addTo(ctx, held, person, keeping.areaPath ?? homeOf(ctx));
      return id;
    }
    return keepPerson(ctx, person, keeping);
  });

const commonArea = (one: string, other: string): string => {
  const codes = areaCodes(other);
  const end = areaCodes(one).findIndex((code, at) => code !== codes[at]);
  const shared = end === -1 ? areaCodes(one) : areaCodes(one).slice(0, end);
  return shared.map((code) => `${code}/`).join("");
};

/** Adds what was not known of a person (of what a citizen says, who proved nothing, not a word), and widens who may see them to where they were met now. */
const addTo = async (ctx: Context, { card, subject }: Held, person: PersonIn, metAt: string): Promise<void> => {
  const { id } = card;
  // Whose erasing was asked for gets nothing new.
  if (subject.stage !== "kept") return;
  const kept = openPerson(cipherOf(ctx), card);
  const told = ctx.actor.id.startsWith("citizen:") ? [] : personFields;
  const news = told.filter((field) => person[field] !== undefined && kept[field] === undefined);
  const areaPath = commonArea(subject.areaPath, metAt);
  if (news.length === 0 && areaPath === subject.areaPath) return;
  const edit = Object.fromEntries(news.map((field) => [field, person[field]]));
  await change(keeper(ctx, "persons.edit", subject.areaPath), { kind, id }, "edit", {
    apply: async (inner) => ({ ...(await writePerson(inner, id, edit)), areaPath }),
  });
};

const findByIdNumber = (ctx: Context, idNumber: string): Promise<string[]> =>
  listPersonIdsByIndex(ctx.db, "id_index", indexOf.idNumber(cipherOf(ctx), idNumber));

const listByPhone = (ctx: Context, phone: string): Promise<string[]> =>
  listPersonIdsByIndex(ctx.db, "phone_index", indexOf.phone(cipherOf(ctx), phone));

/** Those of the persons whom the actor may see. */
export const inScope = async (ctx: Context, ids: readonly string[]): Promise<string[]> => {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .selectFrom("subjects")
    .select(["id", "area_path"])
    .where("id", "in", [...ids])
    .execute();
  const seen = new Set(
    rows.flatMap((row) => (isInScope(ctx.actor, { areaPath: row.area_path, departments: [] }, "area") ? [row.id] : [])),
  );
  return ids.filter((id) => seen.has(id));
};

/** Persons of exactly this phone, however it is written, whom the actor may see. */
export const findByPhone = async (ctx: Context, phone: string): Promise<string[]> =>
  inScope(ctx, await listByPhone(ctx, phone));

/** Persons of exactly this phone, identity number or name, found by blind index. */
export const listPersonsBy = async (
  ctx: Context,
  by: { phone: string } | { idNumber: string } | { name: string },
): Promise<string[]> => {
  if ("phone" in by) return findByPhone(ctx, by.phone);
  if ("idNumber" in by) return inScope(ctx, await findByIdNumber(ctx, by.idNumber));
  const index = indexOf.name(cipherOf(ctx), by.name);
  return inScope(ctx, await listPersonIdsByIndex(ctx.db, "name_index", index));
};

const mask = (person: PersonIn): MaskedPerson => ({
  name: maskName(person.name),
  hasText: person.text !== undefined,
  ...(person.phone === undefined ? {} : { phone: maskPhone(person.phone) }),
  ...(person.idNumber === undefined ? {} : { idNumber: maskIdNumber(person.idNumber) }),
  ...(person.email === undefined ? {} : { email: maskMail(person.email) }),
  ...(person.address === undefined ? {} : { address: maskAddress(person.address) }),
});

/** Persons as everybody is shown them (张**, 138****1234); who was erased is absent. */
export const maskedOf = async (ctx: Context, ids: readonly string[]): Promise<Map<string, MaskedPerson>> => {
  const cipher = cipherOf(ctx);
  return new Map((await listPersons(ctx.db, ids)).map((person) => [person.id, mask(openPerson(cipher, person))]));
};

/** Names of persons by id, in plain: of staff, who act in their office. Who was erased is absent. */
export const nameOf = async (ctx: Context, ids: readonly string[]): Promise<Map<string, string>> => {
  const cipher = cipherOf(ctx);
  return new Map((await listPersons(ctx.db, ids)).map((person) => [person.id, openPerson(cipher, person).name]));
};

/** Phone of a person, for a message to them; when one was given and they are not erased. */
export const findPhone = async (ctx: Context, id: string): Promise<string | undefined> => {
  const [person] = await listPersons(ctx.db, [id]);
  return person === undefined ? undefined : openPerson(cipherOf(ctx), person).phone;
};

/** E-mail address of a person, for a message to them; when one was given and they are not erased. */
export const findMail = async (ctx: Context, id: string): Promise<string | undefined> => {
  const [person] = await listPersons(ctx.db, [id]);
  return person === undefined ? undefined : openPerson(cipherOf(ctx), person).email;
};

/** Whose key seals a text: its writer's, or one of its own where nobody is named or whoever was is erased. */
const keyFor = async (ctx: Context, textId: string, personId: string | undefined) => {
  const cipher = cipherOf(ctx);
  const [writer] = personId === undefined ? [] : await listPersons(ctx.db, [personId], "to seal");
  if (writer !== undefined)
    return { key: cipher.unwrap(writer.wrappedKey, writer.id), personId: writer.id, wrappedKey: null };
  const { key, wrapped } = cipher.newKey(textId);
  return { key, personId: null, wrappedKey: wrapped };
};

/** Keeps a free text; what is told in the moment in which its writer is erased is kept as nobody's. */
export const keepText = (outer: Context, personId: string | undefined, text: string): Promise<string> =>
  transact(outer, async (ctx) => {
    const id = newId();
    const { key, ...under } = await keyFor(ctx, id, personId);
    const marks = marksOf(textVaultOf(cipherOf(ctx)), text);
    await insertText(ctx.db, {
      id,
      ...under,
      sealed: seal(key, text, id),
      marks,
      keptAt: ctx.clock.now(),
    });
    return id;
  });

/** Says that a subject speaks of a person: their history shows it, and erasing them looks into it. */
export const tiePerson = async (ctx: Context, personId: string, subject: { kind: string; id: string }): Promise<void> =>
  insertTie(ctx.db, personId, { ...subject, at: ctx.clock.now() });

/** Says that nothing holds a person any more: they may be erased. */
export const releasePerson = (ctx: Context, id: string): Promise<void> => updateHeld(ctx.db, id, undefined);
