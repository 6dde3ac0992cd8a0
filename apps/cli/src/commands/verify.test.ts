import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  appendLeaf,
  createTreeHasher,
  type ExportedEntry,
  formatCheckpoint,
  formatLeaf,
  type Label,
  newFrontier,
  parseVerifierKey,
  rootOf,
  signCheckpoint,
} from "@chengyun/kernel";
import canonicalize from "canonicalize";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { system } from "../../../server/src/platform/actor.ts";
import { transact } from "../../../server/src/platform/context.ts";
import { record } from "../../../server/src/platform/journal.ts";
import { auditor, securityAdministrator } from "../../../server/src/testing/actors.ts";
import { fileSheets } from "../../../server/src/testing/sheets.ts";
import { openTestCity, type TestCity } from "../../../server/src/testing/test-city.ts";
import { exportJournal } from "./export.ts";
import { verifyExport } from "./verify.ts";
import { verifyReceipt } from "./verify-receipt.ts";

let city: TestCity;
let home: string;
let original: string;
let copy: string;
let url: string;
const said: string[] = [];
const terminal = {
  say: (text: Label) => void said.push(text.en),
  warn: (text: Label) => void said.push(text.en),
  progress: () => undefined,
};
const keyFile = () => join(home, "integrator.key");
const exportTo = (out: string) => exportJournal({ out, url, keyFile: keyFile() }, terminal);
const verify = (folder = copy, key = join(original, "key.pub")) => verifyExport(folder, { key }, terminal);

const happen = (count: number) => fileSheets(city, count);
/** Records an erasure that names one entry. */
const nameErased = () =>
  transact(city.context(system("test")), async (ctx) => {
    const { digest } = await ctx.db
      .selectFrom("journal")
      .select("digest")
      .where("position", "=", erased)
      .executeTakeFirstOrThrow();
    await record(ctx, {
      type: "person.erased",
      subject: { kind: "person", id: "person-1" },
      areaPath: "",
      departments: [],
      changes: { key: "destroyed", emptied: [digest.toString("hex")] },
    });
  });
const signNow = async () => {
  await city.settle();
  await city.call(auditor(), "GET", "/api/v1/journal/export");
};

beforeAll(async () => {
  city = await openTestCity();
  home = mkdtempSync(join(tmpdir(), "chengyun-verify-"));
  original = join(home, "original");
  await city.app.listen({ port: 0, host: "127.0.0.1" });
  url = `http://127.0.0.1:${(city.app.server.address() as AddressInfo).port}`;
  const key = await city.call(securityAdministrator(), "POST", "/api/v1/keys", {
    name: "auditor",
    scopes: ["journal.read"],
  });
  writeFileSync(keyFile(), `${key.body.secret}\n`);
  await happen(299);
  await signNow();
  await happen(300);
  await signNow();
  await happen(100);
  await nameErased();
  await city.settle();
  expect(await exportTo(original)).toBe(0);
});
afterAll(async () => {
  await city.close();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(() => {
  copy = join(home, "copy");
  cpSync(original, copy, { recursive: true });
  said.length = 0;
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

const entriesFile = () => join(copy, "entries-000001.ndjson");
const readEntries = (): ExportedEntry[] =>
  readFileSync(entriesFile(), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const writeEntries = (entries: readonly unknown[]) =>
  writeFileSync(entriesFile(), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
/** The entry that an erasure names. */
const erased = 420;
const empty = (entries: readonly ExportedEntry[], position: number): ExportedEntry[] =>
  entries.map((entry) => {
    if (entry.position !== position) return entry;
    const { salt: _, changes: __, ...leaf } = entry;
    return leaf;
  });
const alter = (change: (entries: ExportedEntry[]) => unknown[]) => writeEntries(change(readEntries()));

describe("an outsider with the public key", () => {
  test("finds an untouched export right", async () => {
    expect(await verify()).toBe(0);
    expect(said[0]).toBe(
      "Verified: 701 entries, 3 checkpoints, changes of 0 erased and of 0 withheld; signed up to position 701.",
    );
    expect(readdirSync(join(copy, "checkpoints"))).toEqual(["300", "600", "701"]);
  });

  test("finds an export right whose changes were erased by law", async () => {
    alter((entries) => empty(entries, erased));
    expect(await verify()).toBe(0);
    expect(said[0]).toContain("changes of 1 erased and of 0 withheld");
    // Written as it is exported, it goes the quick way and is found right, too.
    alter((entries) => entries);
    writeFileSync(
      entriesFile(),
      readEntries()
        .map((entry) => `${canonicalize(entry)}\n`)
        .join(""),
    );
    expect(await verify()).toBe(0);
    expect(said[2]).toContain("changes of 1 erased and of 0 withheld");
  });

  test.each([
    ["as it is exported", (entry: unknown) => canonicalize(entry)],
    ["in any order of keys", (entry: object) => JSON.stringify(Object.fromEntries(Object.entries(entry).reverse()))],
  ])("finds changes taken out that no erasure names, %s", async (_, write) => {
    writeFileSync(
      entriesFile(),
      empty(readEntries(), 421)
        .map((entry) => `${write(entry)}\n`)
        .join(""),
    );
    expect(await verify()).toBe(1);
    expect(said.join("\n")).toContain("position 421: The changes are gone and no erasure names this entry");
  });

  test("is told how much was withheld from whoever exported", async () => {
    const withheld = empty(readEntries(), 421).map((entry) =>
      entry.position === 421 ? { ...entry, withheld: true } : entry,
    );
    writeFileSync(entriesFile(), withheld.map((entry) => `${canonicalize(entry)}\n`).join(""));
    expect(await verify()).toBe(0);
    expect(said[0]).toContain("changes of 0 erased and of 1 withheld");
  });

  const swap = (entries: ExportedEntry[], one: number, other: number) =>
    entries.map((entry, at) => (at === one ? entries[other] : at === other ? entries[one] : entry));

  test.each<[string, (entries: ExportedEntry[]) => unknown[], string]>([
    [
      "a bit flipped in what changed",
      (entries) => entries.map((entry) => (entry.position === 420 ? { ...entry, changes: { at: 7 } } : entry)),
      "position 420: The changes do not match their digest",
    ],
    [
      "another actor in one entry",
      (entries) => entries.map((entry) => (entry.position === 420 ? { ...entry, actor: "somebody" } : entry)),
      "position 301: Entries from here up to the checkpoint do not match",
    ],
    [
      "an entry left out",
      (entries) => entries.filter(({ position }) => position !== 420),
      "position 420: Positions do not follow",
    ],
    ["two entries swapped", (entries) => swap(entries, 419, 500), "position 420: Positions do not follow"],
    [
      "two entries swapped with their positions",
      (entries) => swap(entries, 419, 420).map((entry, at) => ({ ...entry, position: at + 1 })),
      "position 301: Entries from here up to the checkpoint do not match",
    ],
    [
      "an entry put in",
      (entries) =>
        [...entries.slice(0, 419), entries[419], ...entries.slice(419)].map((entry, at) => ({
          ...entry,
          position: at + 1,
        })),
      "position 301: Entries from here up to the checkpoint do not match",
    ],
    ["the end cut off", (entries) => entries.slice(0, 650), "position 651: A checkpoint covers more entries"],
    [
      "a line that is no JSON",
      (entries) => [...entries.slice(0, 9), "x", ...entries.slice(10)],
      "position 10: The entry lacks a field",
    ],
  ])("finds %s", async (_, change, words) => {
    alter(change);
    expect(await verify()).toBe(1);
    expect(said.join("\n")).toContain(words);
    expect(said[0]).toMatch(/^Not verified/);
  });

  test.each([
    ...["actor", "actorKind", "at", "cause", "changes", "digest", "position", "post"],
    ...["salt", "scope", "stage", "subject", "subjectKind", "type", "v"],
  ])("finds one bit flipped in %s", async (field) => {
    const bytes = readFileSync(entriesFile());
    const line = bytes.toString().split("\n")[419] ?? "";
    const value = JSON.stringify(JSON.parse(line)[field]);
    const inLine = line.indexOf(`"${field}":`) + `"${field}":`.length + Math.floor(value.length / 2);
    const at = bytes.indexOf(line) + Buffer.byteLength(line.slice(0, inLine));
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(entriesFile(), bytes);
    expect(await verify()).toBe(1);
    expect(said.join("\n")).toMatch(/position (301|420):/);
  });

  test("finds a tail rewritten with a new tree, because nobody else can sign it", async () => {
    const hasher = createTreeHasher((data) => createHash("sha256").update(data).digest("hex"));
    const forged = readEntries().map((entry) => (entry.position > 650 ? { ...entry, actor: "nobody" } : entry));
    const tree = newFrontier();
    for (const entry of forged) appendLeaf(hasher, tree, hasher.leaf(formatLeaf(entry)));
    const key = parseVerifierKey(
      (data) => createHash("sha256").update(data).digest("hex"),
      readFileSync(join(original, "key.pub"), "utf8"),
    );
    if (key === undefined) throw new Error("no key");
    const { privateKey } = generateKeyPairSync("ed25519");
    const checkpoint = { origin: key.name, size: tree.size, root: rootOf(hasher, tree) };
    writeEntries(forged);
    const note = signCheckpoint(checkpoint, key, (text) => sign(null, Buffer.from(text), privateKey));
    expect(note).toContain(formatCheckpoint(checkpoint));
    writeFileSync(join(copy, "checkpoint"), note);
    writeFileSync(join(copy, "checkpoints", "700"), note);
    expect(await verify()).toBe(1);
    expect(said.join("\n")).toContain("A checkpoint has no valid signature of the key");
    expect(said[0]).toContain("what is signed and right ends at position 600");
  });

  test("is told when there is nothing to verify with, or nothing to verify", async () => {
    expect(await verify(copy, join(home, "no-such-key"))).toBe(2);
    writeFileSync(join(home, "rubbish"), "not a key");
    expect(await verify(copy, join(home, "rubbish"))).toBe(2);
    expect(await verify(join(home, "nowhere"))).toBe(2);
  });
});

describe("an export", () => {
  test("never writes over a folder, and leaves nothing when it fails", async () => {
    expect(await exportTo(copy)).toBe(2);
    const out = join(home, "refused");
    writeFileSync(keyFile(), "cyk_wrong\n");
    expect(await exportTo(out)).toBe(4);
    expect(existsSync(out) || existsSync(`${out}.partial`)).toBe(false);
    expect(await exportJournal({ out, url: "http://127.0.0.1:1", keyFile: keyFile() }, terminal)).toBe(4);
    expect(said.at(-1)).toBe("The server cannot be reached; nothing was sent. Try again when it is back.");
  });
});

describe("a receipt from the command line", () => {
  test("proves an entry with the public key alone, and any change of it is refused with a sentence", async () => {
    const file = join(home, "one.tlog-proof");
    const key = join(original, "key.pub");
    const answer = await city.app.inject({
      url: "/api/v1/journal/receipts/420",
      headers: { authorization: city.signedIn(auditor()) },
    });
    writeFileSync(file, answer.body);
    expect(verifyReceipt(file, { key }, terminal)).toBe(0);
    expect(said[0]).toContain("Verified: the entry at position 420 (sheet.filed");
    writeFileSync(file, answer.body.replace("index 419", "index 418"));
    expect(verifyReceipt(file, { key }, terminal)).toBe(1);
    expect(said[1]).toBe("Not verified: The entry in the receipt is not whole, or was altered.");
    expect(verifyReceipt(join(home, "nothing"), { key }, terminal)).toBe(2);
    expect(verifyReceipt(file, { key: file }, terminal)).toBe(2);
    expect(verifyReceipt(file, { key, witness: [key] }, terminal)).toBe(2);
  });
});
