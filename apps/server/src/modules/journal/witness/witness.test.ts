import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatVerifierKey } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveWitness } from "../../../../../cli/src/commands/witness.ts";
import { openWitness, type WitnessFolder } from "../../../../../cli/src/witness/folder.ts";
import { system } from "../../../platform/actor.ts";
import { auditor } from "../../../testing/actors.ts";
import { checkAsOutsider } from "../../../testing/outsider.ts";
import { fileSheets } from "../../../testing/sheets.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { askWitnesses, listWitnessStands } from "./service.ts";

const name = "witness.example/notary";
const home = mkdtempSync(join(tmpdir(), "chengyun-witness-"));
const folder = join(home, "data");
let city: TestCity;
let witness: WitnessFolder;
let stop: () => Promise<void>;

const open = (): WitnessFolder => openWitness({ folder, name, logs: [join(home, "log.pub")] });

beforeAll(async () => {
  // Its key is there before it is told which log to watch: the city must be told of the key first.
  witness = openWitness({ folder, name, logs: [] });
  const served = await serveWitness(
    {
      key: witness.key,
      secret: witness.secret,
      get logs() {
        return witness.logs;
      },
      last: (origin) => witness.last(origin),
      keep: (origin, seen) => witness.keep(origin, seen),
    },
    { host: "127.0.0.1", port: 0 },
  );
  stop = served.stop;
  city = await openTestCity({
    env: {
      WITNESSES: `http://127.0.0.1:${served.port} ${formatVerifierKey(witness.key)}`,
      OUTGOING_ALLOW: "127.0.0.1",
    },
  });
});
afterAll(async () => {
  await city.close();
  await stop();
  rmSync(home, { recursive: true, force: true });
});

const grow = async (count: number): Promise<void> => {
  await fileSheets(city, count);
  await city.settle();
  // An export signs the log as it stands.
  await city.call(auditor(), "GET", "/api/v1/journal/export");
};
const ask = () => askWitnesses(city.context(system("test")));
const read = async (path: string): Promise<string> =>
  (await city.call(undefined, "GET", `/api/v1/journal/${path}`)).body;
const refusals = async () =>
  (await city.call(auditor(), "GET", "/api/v1/journal?type=journal.witness-refused")).body.items as {
    changes: object;
  }[];

describe("a witness beside the city", () => {
  test("refuses a log it was not told of, which is said and no alarm", async () => {
    await grow(5);
    expect(await ask()).toMatchObject([{ name, state: "silent", words: { en: "The witness refused: HTTP 404." } }]);
    expect(await refusals()).toEqual([]);
  });

  test("co-signs every checkpoint that grew out of the last, and receipts carry it", async () => {
    writeFileSync(join(home, "log.pub"), await read("key"));
    witness = open();
    expect(await ask()).toMatchObject([{ name, state: "signed", size: 5 }]);
    await grow(300);
    expect(await ask()).toMatchObject([{ name, state: "signed", size: 305 }]);
    expect(await read("checkpoint")).toContain(`— ${name} `);
    const receipt = await city.app.inject({
      url: "/api/v1/journal/receipts/17",
      headers: { authorization: city.signedIn(auditor()) },
    });
    const proved = checkAsOutsider(receipt.body, await read("key"), { witnesses: [witness.key], quorum: 1 });
    expect(proved).toMatchObject({ checkpoint: { size: 305 }, witnesses: [{ name }] });
    expect(listWitnessStands(city.deployment)).toMatchObject([{ state: "signed" }]);
  });

  test("remembers over a start of its own what it saw, and will not go on when that is damaged", async () => {
    witness = open();
    const origin = (await read("key")).split("+")[0] ?? "";
    expect(witness.last(origin)).toMatchObject({ size: 305 });
    const file = join(folder, readdirSync(folder).find((one) => one.endsWith(".json")) ?? "");
    const kept = readFileSync(file, "utf8");
    writeFileSync(file, kept.slice(0, 20));
    expect(open).toThrow();
    writeFileSync(file, kept);
  });

  test("refuses a log that shrank, and the city raises the alarm about itself once", async () => {
    const { pool } = city.database;
    await pool.query("CREATE TABLE kept AS SELECT * FROM journal_checkpoints WHERE size = 305");
    await pool.query("DELETE FROM journal_checkpoints WHERE size = 305");
    for (let times = 0; times < 2; times += 1)
      expect(await ask()).toMatchObject(
        [{ state: "refused", size: 305, words: { en: /longer log/ } }].map((stand) => ({
          ...stand,
          words: { en: expect.stringMatching(stand.words.en) },
        })),
      );
    await city.settle();
    expect(await refusals()).toMatchObject([{ changes: { witness: name, why: "shrunk", seen: 305, size: 5 } }]);
    const { rows } = await pool.query("SELECT t::text AS row FROM notices t");
    expect(rows.map(({ row }) => row).join()).toContain("witness-refused");
    await pool.query("INSERT INTO journal_checkpoints SELECT * FROM kept");
    await pool.query("DROP TABLE kept");
    expect(await ask()).toMatchObject([{ state: "signed", size: 305 }]);
  });

  test("refuses a second view of the log, and the city raises the alarm", async () => {
    const origin = (await read("key")).split("+")[0] ?? "";
    witness.keep(origin, { size: 305, root: "ab".repeat(32) });
    await grow(3);
    expect(await ask()).toMatchObject([{ state: "refused" }]);
    await city.settle();
    expect((await refusals()).at(-1)).toMatchObject({ changes: { why: "split", seen: 305 } });
  });
});
