import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { deploymentSecret } from "../../../platform/secret.ts";
import { type Cipher, createCipher, seal, unseal } from "./cipher.ts";
import {
  erasePersonRow,
  insertPerson,
  insertText,
  listPersonIdsByIndex,
  listPersons,
  listTexts,
  type SealedPerson,
  updatePerson,
} from "./store.ts";

/** What is known of a person. */
export interface PersonIn {
  readonly name: string;
  readonly phone?: string | undefined;
}

const ciphers = new Map<string, Cipher>();

/** The secret is read once for each data directory: it never changes while a process lives. */
const cipherOf = (ctx: Context): Cipher => {
  const folder = ctx.deployment.directory.keys;
  const known = ciphers.get(folder);
  if (known !== undefined) return known;
  const cipher = createCipher(deploymentSecret(folder, "persons"));
  ciphers.set(folder, cipher);
  return cipher;
};

const normalName = (name: string): string => name.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();

/** Digits alone, without the country code of China's mainland. */
const normalPhone = (phone: string): string =>
  phone
    .normalize("NFKC")
    .replace(/\D/g, "")
    .replace(/^(?:00)?86(?=1\d{10}$)/, "");

const sealPerson = (cipher: Cipher, key: Buffer, id: string, { name, phone }: PersonIn) => ({
  name: seal(key, name, `${id} name`),
  phone: phone === undefined ? null : seal(key, phone, `${id} phone`),
  nameIndex: cipher.blindIndex("name", normalName(name)),
  phoneIndex: phone === undefined ? null : cipher.blindIndex("phone", normalPhone(phone)),
});

const recordPerson = (ctx: Context, id: string, type: string) =>
  record(ctx, { type, subject: { kind: "person", id }, areaPath: "", departments: [], changes: {} });

/** Keeps a person in the vault; everything else holds the id alone. */
export const keepPerson = (outer: Context, person: PersonIn): Promise<string> =>
  transact(outer, async (ctx) => {
    const id = newId();
    const cipher = cipherOf(ctx);
    const { key, wrapped } = cipher.newKey(id);
    await insertPerson(ctx.db, { id, wrappedKey: wrapped, ...sealPerson(cipher, key, id, person) }, ctx.clock.now());
    await recordPerson(ctx, id, "person.kept");
    return id;
  });

const open = (cipher: Cipher, person: SealedPerson): PersonIn => {
  const key = cipher.unwrap(person.wrappedKey, person.id);
  return {
    name: unseal(key, person.name, `${person.id} name`).toString("utf8"),
    phone: person.phone === null ? undefined : unseal(key, person.phone, `${person.id} phone`).toString("utf8"),
  };
};

/** Writes a person's new name or phone; what is not given stays. Fails with `subject.not-found` after erasing. */
export const editPerson = (
  outer: Context,
  id: string,
  edit: { name?: string | undefined; phone?: string | undefined },
): Promise<void> =>
  transact(outer, async (ctx) => {
    const cipher = cipherOf(ctx);
    const [found] = await listPersons(ctx.db, [id], { lock: true });
    if (found === undefined) throw new AppError("subject.not-found");
    const was = open(cipher, found);
    const now = { name: edit.name ?? was.name, phone: edit.phone ?? was.phone };
    const key = cipher.unwrap(found.wrappedKey, id);
    await updatePerson(ctx.db, { ...found, ...sealPerson(cipher, key, id, now) });
    await recordPerson(ctx, id, "person.edited");
  });

/** Names of persons by id; who was erased is absent. */
export const nameOf = async (ctx: Context, ids: readonly string[]): Promise<Map<string, string>> => {
  const cipher = cipherOf(ctx);
  return new Map((await listPersons(ctx.db, ids)).map((person) => [person.id, open(cipher, person).name]));
};

/** Phone of a person, when one was given and they are not erased. */
export const findPhone = async (ctx: Context, id: string): Promise<string | undefined> => {
  const [person] = await listPersons(ctx.db, [id]);
  return person === undefined ? undefined : open(cipherOf(ctx), person).phone;
};

/** Persons of exactly this phone or name, found by blind index. */
export const listPersonsBy = (ctx: Context, by: { phone: string } | { name: string }): Promise<string[]> => {
  const cipher = cipherOf(ctx);
  return "phone" in by
    ? listPersonIdsByIndex(ctx.db, "phone_index", cipher.blindIndex("phone", normalPhone(by.phone)))
    : listPersonIdsByIndex(ctx.db, "name_index", cipher.blindIndex("name", normalName(by.name)));
};

/** Keeps a free text under its writer's key, or under one of its own when nobody is named. */
export const keepText = (outer: Context, personId: string | undefined, text: string): Promise<string> =>
  transact(outer, async (ctx) => {
    const id = newId();
    const cipher = cipherOf(ctx);
    const keptAt = ctx.clock.now();
    if (personId === undefined) {
      const { key, wrapped } = cipher.newKey(id);
      await insertText(ctx.db, { id, personId: null, wrappedKey: wrapped, sealed: seal(key, text, id), keptAt });
      return id;
    }
    const [person] = await listPersons(ctx.db, [personId]);
    if (person === undefined) throw new AppError("subject.not-found");
    const key = cipher.unwrap(person.wrappedKey, personId);
    await insertText(ctx.db, { id, personId, wrappedKey: null, sealed: seal(key, text, id), keptAt });
    return id;
  });

/** Free texts by id; those of erased persons are absent. */
export const textsOf = async (ctx: Context, ids: readonly string[]): Promise<Map<string, string>> => {
  const cipher = cipherOf(ctx);
  return new Map(
    (await listTexts(ctx.db, ids)).map((text) => [
      text.id,
      unseal(cipher.unwrap(text.wrappedKey, text.keyOf), text.sealed, text.id).toString("utf8"),
    ]),
  );
};

/** Destroys a person's key: name, phone and texts are gone for good; ids and history stay. */
export const erasePerson = (outer: Context, id: string): Promise<void> =>
  transact(outer, async (ctx) => {
    if (!(await erasePersonRow(ctx.db, id, ctx.clock.now()))) throw new AppError("subject.not-found");
    await recordPerson(ctx, id, "person.erased");
  });
