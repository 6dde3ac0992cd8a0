import { randomBytes, randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { isGuessable } from "./guessable.ts";

/** Argon2id (the library's default kind); about 0.15 s on one core of 2020. */
const cost = { memoryCost: 32_768, timeCost: 3, parallelism: 1 };

const shortest = 10;

/** The same letters typed on another keyboard are the same password. */
const normal = (password: string): string => password.normalize("NFKC");

export const hashPassword = (password: string): Promise<string> => hash(normal(password), cost);

const unpadded = (bytes: number): string => randomBytes(bytes).toString("base64").replace(/=+$/, "");

/**
 * What stands in where there is no account, so that a wrong name takes as long as a wrong password, the first one after
 * a start too: salt and digest by chance, which no password is known to give.
 */
const standIn = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${unpadded(16)}$${unpadded(32)}`;

/** Whether a password is the one that was hashed; without a hash the work is the same and the answer is no. */
export const isPassword = async (hashed: string | undefined, password: string): Promise<boolean> => {
  const fits = await verify(hashed ?? standIn, normal(password));
  return fits && hashed !== undefined;
};

/** The name itself, its parts, and the parts as people write them together, either way round. */
const namesIn = (login: string): string[] => {
  const parts = login.split(/[^a-z0-9]+/i);
  return [login, ...parts, parts.join(""), parts.toReversed().join("")];
};

/** Whether a password is too short, the account's own name, or among the first that are tried. */
export const isWeakPassword = async (login: string, password: string): Promise<boolean> =>
  [...normal(password)].length < shortest ||
  normal(password).toLowerCase() === login.toLowerCase() ||
  (await isGuessable(normal(password), namesIn(login)));

/** Without letters and digits that are mistaken for each other on paper. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** A one-time password that can be read out and typed: 16 letters in groups of four, 79 bits. */
export const makePassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => alphabet.charAt(randomInt(alphabet.length))).join(""),
  ).join("-");
