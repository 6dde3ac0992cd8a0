import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Hopeless } from "./child.ts";

/** 32 bytes as base64url. */
const wellFormed = /^[\w-]{43}$/;

const pathOf = (keysDir: string, name: string): string => join(keysDir, `${name}.key`);

/** One name a line: several processes of a deployment add to it at once. */
const madePath = (keysDir: string): string => join(keysDir, "made.txt");

const listMade = (keysDir: string): string[] =>
  existsSync(madePath(keysDir)) ? readFileSync(madePath(keysDir), "utf8").split("\n").filter(Boolean) : [];

const sync = (path: string, write: (file: number) => void): void => {
  const file = openSync(path, "a", 0o600);
  try {
    write(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

const syncFolder = (path: string): void => {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

const lost = (path: string, fault: string): Hopeless =>
  new Hopeless(
    `${path} ${fault}. Restore it from the backup; without it what was made with it cannot be read or verified. Nothing was changed.`,
  );

const readSecret = (keysDir: string, name: string): string => {
  const path = pathOf(keysDir, name);
  if (!existsSync(path)) throw lost(path, "is missing, though this city has used it before");
  const secret = readFileSync(path, "utf8").trim();
  if (!wellFormed.test(secret)) throw lost(path, "is damaged: it does not hold a key");
  return secret;
};

/** Whole or not at all: another process may read it in the same moment. */
const makeSecret = (keysDir: string, name: string): void => {
  const draft = `${pathOf(keysDir, name)}.${randomBytes(6).toString("hex")}.new`;
  sync(draft, (file) => writeFileSync(file, randomBytes(32).toString("base64url")));
  try {
    linkSync(draft, pathOf(keysDir, name));
  } catch (error) {
    // Another process of this deployment made it in the same moment: take its secret.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
  syncFolder(keysDir);
};

/** Throws `Hopeless` when a secret that was made in this key folder is gone or damaged. */
export const checkSecrets = (keysDir: string): void => {
  for (const name of new Set(listMade(keysDir))) readSecret(keysDir, name);
};

/**
 * Reads a secret of the deployment from its key folder, making 32 random bytes (as base64url) at first need.
 * One that was made before is never made anew: what it opens would be lost without a word.
 */
export const deploymentSecret = (keysDir: string, name: string): string => {
  const made = listMade(keysDir).includes(name);
  if (!made && !existsSync(pathOf(keysDir, name))) makeSecret(keysDir, name);
  const secret = readSecret(keysDir, name);
  if (!made) {
    sync(madePath(keysDir), (file) => appendFileSync(file, `${name}\n`));
    syncFolder(keysDir);
  }
  return secret;
};
