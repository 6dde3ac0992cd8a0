import type { Context } from "../../../platform/context.ts";
import { seal, unseal } from "../../../platform/seal.ts";
import { deploymentSecret } from "../../../platform/secret.ts";
import { normalIdNumber, normalName, normalPhone, type TextVault } from "../sweep/index.ts";
import { type Cipher, createCipher } from "./cipher.ts";
import type { PersonIn } from "./model.ts";
import type { SealedPerson } from "./store.ts";

const ciphers = new Map<string, Cipher>();

/** The secret is read once for each data directory: it never changes while a process lives. */
export const cipherOf = (ctx: Context): Cipher => {
  const folder = ctx.deployment.directory.keys;
  const known = ciphers.get(folder);
  if (known !== undefined) return known;
  const cipher = createCipher(deploymentSecret(folder, "persons"));
  ciphers.set(folder, cipher);
  return cipher;
};

/** Blind indexes of words somebody is looked for by. */
export const indexOf = {
  name: (cipher: Cipher, name: string) => cipher.blindIndex("name", normalName(name)),
  phone: (cipher: Cipher, phone: string) => cipher.blindIndex("phone", normalPhone(phone)),
  idNumber: (cipher: Cipher, text: string) => cipher.blindIndex("id number", normalIdNumber(text)),
};

/** Every column of a person as it lies in the vault. */
export const sealPerson = (cipher: Cipher, key: Buffer, id: string, person: PersonIn) => {
  const { name, phone, ...more } = person;
  const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
  const none = Object.keys(given).length === 0;
  return {
    name: seal(key, name, `${id} name`),
    phone: phone === undefined ? null : seal(key, phone, `${id} phone`),
    more: none ? null : seal(key, JSON.stringify(given), `${id} more`),
    nameIndex: indexOf.name(cipher, name),
    phoneIndex: phone === undefined ? null : indexOf.phone(cipher, phone),
    idIndex: person.idNumber === undefined ? null : indexOf.idNumber(cipher, person.idNumber),
  };
};

/** A person in plain. */
export const openPerson = (cipher: Cipher, person: SealedPerson): PersonIn => {
  const key = cipher.unwrap(person.wrappedKey, person.id);
  const read = (sealed: Buffer, column: string): string => unseal(key, sealed, `${person.id} ${column}`).toString();
  return {
    name: read(person.name, "name"),
    ...(person.phone === null ? {} : { phone: read(person.phone, "phone") }),
    ...(person.more === null ? {} : (JSON.parse(read(person.more, "more")) as Partial<PersonIn>)),
  };
};

/** What opens and seals texts for whoever sweeps them; of an index half the bytes are enough to find by. */
export const textVaultOf = (cipher: Cipher): TextVault => ({
  open: ({ id, sealed, wrappedKey, keyOf }) => {
    const key = cipher.unwrap(wrappedKey, keyOf);
    return { plain: unseal(key, sealed, id).toString("utf8"), seal: (plain) => seal(key, plain, id) };
  },
  markOf: (findable) => cipher.blindIndex("in text", findable).subarray(0, 16),
});
