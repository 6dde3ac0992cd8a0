import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Hopeless } from "./child.ts";
import { checkSecrets, deploymentSecret } from "./secret.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keys-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a new city makes its key once, for its own user only", () => {
  const made = deploymentSecret(folder, "persons");
  expect(made).toMatch(/^[\w-]{43}$/);
  expect(deploymentSecret(folder, "persons")).toBe(made);
  expect(deploymentSecret(folder, "journal")).not.toBe(made);
  expect(statSync(join(folder, "persons.key")).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).sort()).toEqual(["journal.key", "made.txt", "persons.key"]);
  checkSecrets(folder);
});

test("a key that is gone is asked for from the backup, not made anew", () => {
  deploymentSecret(folder, "persons");
  rmSync(join(folder, "persons.key"));
  expect(() => checkSecrets(folder)).toThrow(Hopeless);
  expect(() => deploymentSecret(folder, "persons")).toThrow(/persons\.key is missing.*backup/);
  expect(readdirSync(folder)).toEqual(["made.txt"]);
});

test("a damaged key is not used", () => {
  writeFileSync(join(folder, "journal.key"), "short");
  expect(() => deploymentSecret(folder, "journal")).toThrow(/journal\.key is damaged/);
});

test("a key from before keys were listed is taken up, and missed from then on", () => {
  const old = "a".repeat(43);
  writeFileSync(join(folder, "persons.key"), `${old}\n`);
  expect(deploymentSecret(folder, "persons")).toBe(old);
  rmSync(join(folder, "persons.key"));
  expect(() => checkSecrets(folder)).toThrow(Hopeless);
});
