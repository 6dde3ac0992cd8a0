import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateIdentity, identityToRecipient } from "age-encryption";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readArchive, readWhole, sha256Of, writeArchive } from "./archive.ts";
import { findNewest } from "./find.ts";
import { folderPlace, listWhole, openPlace, type Place, removeBackup } from "./place.ts";
import { type S3Store, startS3Store } from "./s3-store.fixture.ts";
import { openOpener, openSealer, type SealSettings } from "./seal.ts";

const root = mkdtempSync(join(tmpdir(), "chengyun-place-"));
const settings = { region: "cn-north-1", key: "city", secret: "a secret of the store" };
let store: S3Store;
let seal: SealSettings;

const s3 = (more: Partial<typeof settings> = {}, allow = ["127.0.0.1"]): Place =>
  openPlace("s3://vault/city/yunze", { s3: { endpoint: store.endpoint, ...settings, ...more }, outgoingAllow: allow });

beforeAll(async () => {
  store = await startS3Store("vault", settings.secret);
  const identity = await generateIdentity();
  writeFileSync(join(root, "identity"), `# kept elsewhere\n${identity}\n`);
  seal = {
    recipients: [await identityToRecipient(identity)],
    identityFile: join(root, "identity"),
    passphraseFile: undefined,
  };
});
afterAll(async () => {
  await store.close();
  rmSync(root, { recursive: true, force: true });
});

const places: readonly [string, () => Place][] = [
  ["a folder", () => folderPlace(join(root, "place"))],
  ["an S3-compatible store", () => s3()],
];

describe.each(places)("%s", (_, open) => {
  test("what was put there is there, whole, and listed in order whatever the pages", async () => {
    const place = open();
    const names = ["a/1/data.000001", "a/1/data.000002", "a/1/data.000003", "a/1/manifest.age", "a/2/data.000001"];
    for (const name of names) await place.put(name, Buffer.from(name));
    expect(await place.list("a/")).toEqual(names);
    expect((await place.get("a/1/data.000002")).toString()).toBe("a/1/data.000002");
  });

  test("a backup that was not finished is none, the newest whole one is found, removing leaves nothing", async () => {
    const place = open();
    expect(await listWhole(place)).toEqual([]);
    await place.put("a/1/backup.json", Buffer.from("{}"));
    expect(await listWhole(place)).toEqual(["a/1"]);
    expect(await findNewest(place)).toBe("a/1");
    await place.put("other-city/1/backup.json", Buffer.from("{}"));
    await expect(findNewest(place)).rejects.toThrow("several cities");
    for (const name of ["a/1", "a/2", "other-city/1"]) await removeBackup(place, name);
    expect(await place.list("")).toEqual([]);
  });

  test("an archive comes back as it was, and one bit changed is seen before anything of it is used", async () => {
    const place = open();
    const [small, large] = [Buffer.from("井盖"), randomBytes(20 * 2 ** 20)];
    const archive = await writeArchive(place, "a/3", openSealer(seal));
    await archive.add("keys/person.key", small);
    await archive.addStream("files/0a/photo.jpg", large.length, [large.subarray(0, 7), large.subarray(7)] as never);
    const volumes = await archive.end();
    expect(volumes.length).toBeGreaterThan(1);
    const read = async () => {
      const found: Record<string, string> = {};
      for await (const file of readArchive(place, { name: "a/3", volumes }, openOpener(seal)))
        found[file.path] = sha256Of(await readWhole(file.content));
      return found;
    };
    expect(await read()).toEqual({ "keys/person.key": sha256Of(small), "files/0a/photo.jpg": sha256Of(large) });
    const bytes = await place.get("a/3/data.000001");
    expect(bytes.includes(small)).toBe(false);
    bytes.writeUInt8(bytes.readUInt8(5_000) ^ 1, 5_000);
    await place.put("a/3/data.000001", bytes);
    await expect(read()).rejects.toThrow("damaged or was altered");
  });
});

test("what is half written to a folder when the process dies is not there under its name", async () => {
  const place = folderPlace(join(root, "half"));
  await place.put("a/1/backup.json", Buffer.from("{}"));
  expect(readdirSync(join(root, "half/a/1"))).toEqual(["backup.json"]);
  expect(readFileSync(join(root, "half/a/1/backup.json"), "utf8")).toBe("{}");
});

describe("the store", () => {
  test("refuses a wrong secret, and we say so", async () => {
    await expect(s3({ secret: "guessed" }).put("x", Buffer.from("1"))).rejects.toThrow("403 SignatureDoesNotMatch");
    expect(store.objects.has("vault/city/yunze/x")).toBe(false);
  });

  test("is asked again when it is busy", async () => {
    store.break(1);
    await s3().put("busy", Buffer.from("1"));
    expect(store.objects.get("vault/city/yunze/busy")?.toString()).toBe("1");
  });

  test("in the city's own network is called only when the operator allowed it", async () => {
    await expect(s3({}, []).list("")).rejects.toThrow("OUTGOING_ALLOW");
  });
});

describe("a backup is opened", () => {
  test("by a passphrase, and not by another", async () => {
    const [right, wrong] = [join(root, "right"), join(root, "wrong")];
    writeFileSync(right, "correct horse battery staple\n");
    writeFileSync(wrong, "incorrect horse battery\n");
    const byPhrase = (passphraseFile: string) => ({ recipients: [], identityFile: undefined, passphraseFile });
    const sealed = await openSealer(byPhrase(right)).encrypt("persons");
    expect(await openOpener(byPhrase(right)).decrypt(sealed, "text")).toBe("persons");
    await expect(openOpener(byPhrase(wrong)).decrypt(sealed, "text")).rejects.toThrow();
  });

  test("never by nothing: without a key none is made", () => {
    expect(() => openSealer({ recipients: [], identityFile: undefined, passphraseFile: undefined })).toThrow(
      "unsealed",
    );
    expect(existsSync(join(root, "nothing"))).toBe(false);
  });
});
