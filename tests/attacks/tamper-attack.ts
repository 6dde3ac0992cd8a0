import { rmSync } from "node:fs";
import { join } from "node:path";
import { getGuard, lookAtAll } from "../../apps/server/src/modules/journal/guard/index.ts";
import { system } from "../../apps/server/src/platform/actor.ts";
import { fileSheets } from "../../apps/server/src/testing/sheets.ts";
import { Attempt } from "./attempt.ts";
import type { Outcome, Way } from "./finding.ts";
import { anybody, type Ground } from "./ground.ts";
import { probeCategory } from "./probe.ts";

const tables = ["journal", "journal_log", "journal_tiles", "journal_checkpoints"];

/** Within so long a fault is found, whatever the size of the journal. */
const foundWithinSeconds = 300;

/** One run: the journal as it was signed, and how many entries it has. */
interface Run {
  readonly attempt: Attempt;
  readonly ground: Ground;
  readonly size: number;
}

const sql = ({ city }: Ground, text: string) => city.database.pool.query(text);

const look = async ({ city }: Ground): Promise<string[]> =>
  (await lookAtAll(city.context(system("attack")))).map(({ code, position }) => `${code} ${position}`);

/** Enough entries for tiles of two levels, in two signed parts; then everything is put aside. */
const prepare = async (attempt: Attempt): Promise<Run> => {
  const { ground } = attempt;
  const { city } = ground;
  const happen = (count: number) =>
    fileSheets(city, count, { areaPath: ground.here.areaPath, changes: (at) => ({ at, note: "探测" }) });
  for (const count of [attempt.way.long ? 20_000 : 350, 350]) {
    await happen(count);
    await city.settle();
    await city.call(anybody(), "GET", "/api/v1/journal/checkpoint");
    await city.call(anybody(), "GET", "/api/v1/journal/export");
  }
  for (const table of tables) {
    await sql(ground, `DROP TABLE IF EXISTS kept_${table}`);
    await sql(ground, `CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
  }
  const { rows } = await sql(ground, "SELECT max(position) AS size FROM journal");
  return { attempt, ground, size: Number(rows[0].size) };
};

/** Puts everything back, as an operator does from a backup. */
const restore = async ({ ground }: Run): Promise<void> => {
  for (const table of tables) {
    await sql(ground, `DELETE FROM ${table}`);
    await sql(ground, `INSERT INTO ${table} SELECT * FROM kept_${table}`);
  }
  rmSync(join(ground.city.deployment.directory.root, "journal"), { recursive: true, force: true });
};

/** What somebody with every right on the database does, and what must be found first. */
const tampering = (size: number): readonly [what: string, text: string, found: RegExp][] => [
  ["who acted is altered", "UPDATE journal SET actor_id = 'nobody' WHERE position = 420", /^entry.altered 420$/],
  ["what happened is altered", "UPDATE journal SET type = 'sheet.closed' WHERE position = 421", /^entry.altered 421$/],
  [
    "when it happened is altered",
    "UPDATE journal SET at = at - interval '1 day' WHERE position = 422",
    /^entry.altered 422$/,
  ],
  ["whose area it was is altered", "UPDATE journal SET area_path = 'x/' WHERE position = 423", /^entry.altered 423$/],
  ["what changed is altered", `UPDATE journal SET changes = '{"at":7}' WHERE position = 424`, /^entry.digest 424$/],
  ["a digest is made to match", "UPDATE journal SET digest = sha256('x') WHERE position = 425", /^entry.\w+ 425$/],
  [
    "what changed is emptied",
    "UPDATE journal SET changes = NULL, salt = NULL WHERE position = 426",
    /^entry.emptied 426$/,
  ],
  ["an entry is removed", "DELETE FROM journal WHERE position = 427", /^entry.missing 427$/],
  ["many are removed", "DELETE FROM journal WHERE position BETWEEN 100 AND 300", /^entry.missing 100$/],
  [
    "the last are removed",
    `DELETE FROM journal WHERE position > ${size - 5}`,
    new RegExp(`^entry.missing ${size - 4}$`),
  ],
  ["all are removed", "TRUNCATE journal", /^entry.missing 1$/],
  [
    "two are swapped",
    `UPDATE journal SET position = NULL WHERE position = 10; UPDATE journal SET position = 10 WHERE position = 11;
     UPDATE journal SET position = 11 WHERE id = (SELECT id FROM kept_journal WHERE position = 10)`,
    /^entry.altered 10$/,
  ],
  [
    "one is put in at the end",
    `INSERT INTO journal SELECT (r).* FROM (SELECT jsonb_populate_record(NULL::journal,
       to_jsonb(j) || '{"id":999999999,"position":${size + 1}}') AS r FROM journal j WHERE position = ${size}) one`,
    new RegExp(`^entry.beyond ${size + 1}$`),
  ],
  [
    "a tile is altered",
    "UPDATE journal_tiles SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) WHERE level = 0 AND index = 1",
    /^tile.altered 258$/,
  ],
  ["the tiles are removed", "TRUNCATE journal_tiles", /^(?:tile|entry).altered 1$/],
  ["the checkpoints are removed", "TRUNCATE journal_checkpoints", /./],
  [
    "the log is rolled back",
    `DELETE FROM journal_checkpoints WHERE size > 300; DELETE FROM journal WHERE position > 300; UPDATE journal_log SET size = 300`,
    /./,
  ],
];

const report = ({ city, here }: Ground) =>
  city.call(anybody(), "POST", "/api/v1/reports", { category: probeCategory, position: here.position, text: "探测" });

const attackRows = async (run: Run): Promise<void> => {
  const { attempt, ground, size } = run;
  let slowest = 0;
  for (const [what, text, expected] of tampering(size)) {
    await restore(run);
    attempt.must((await look(ground)).length === 0, `before: ${what}`, "the journal is not whole");
    await sql(ground, text);
    const began = performance.now();
    const [first = "nothing"] = await look(ground);
    slowest = Math.max(slowest, performance.now() - began);
    attempt.must(expected.test(first), what, `found ${first}`);
    const stopped = await report(ground);
    attempt.must(
      stopped.status >= 400 && stopped.body.code === "journal.stopped",
      `${what}: a command`,
      `answered ${stopped.status} ${stopped.body.code}`,
    );
    const read = await ground.city.call(anybody(), "GET", "/api/v1/cases?limit=1");
    attempt.must(read.status === 200, `${what}: reading`, `answered ${read.status}`);
  }
  await restore(run);
  await look(ground);
  attempt.must(getGuard(ground.city).state === "whole", "put back as it was signed", getGuard(ground.city).state);
  const again = await report(ground);
  attempt.must(again.status < 300, "a command when all is whole again", `answered ${again.status}`);
  attempt.atMost(`until it is found, of ${size} entries`, slowest / 1_000, foundWithinSeconds, "s");
};

/** What the journal's table may answer instead of keeping an entry. */
const failures: readonly [what: string, code: string][] = [
  ["the disk is full", "53100"],
  ["the disk fails", "58030"],
  ["the table is damaged", "XX001"],
  ["nobody may write to it", "42501"],
];

/** Commands while the journal takes nothing: each is refused, and nothing of it stays. */
const attackAppend = async ({ attempt, ground }: Run): Promise<void> => {
  const { city, here, own, make } = ground;
  const made = await make("case", { place: here, department: own, stage: "filed" });
  const person = await make("person", { place: here, department: own });
  const commands: readonly [what: string, url: string, body: object][] = [
    ["a report", "/api/v1/reports", { category: probeCategory, position: here.position, text: "探测" }],
    ["a dispatch", `/api/v1/cases/${made.id}/moves/dispatch`, { version: made.version, facts: { department: own } }],
    ["a comment", `/api/v1/cases/${made.id}/moves/comment`, { version: made.version, facts: { comment: "探测" } }],
    [
      "a post",
      "/api/v1/posts",
      { name: { zh: "岗", en: "Post" }, role: "handler", departmentId: own, areaPath: here.areaPath },
    ],
    ["a key", "/api/v1/keys", { name: "key", scopes: ["areas.read"], areaPath: here.areaPath }],
    [
      "a look at a person in plain",
      `/api/v1/persons/${person.id}/unmask`,
      { purpose: "call-back", reason: "回访核实", fields: ["phone"] },
    ],
    ["a kept list", "/api/v1/case-views", { name: "探测", query: {}, columns: ["no"] }],
  ];
  for (const [what, code] of failures) {
    await sql(
      ground,
      `CREATE FUNCTION refuse_entries() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION 'refused' USING ERRCODE = '${code}'; END $$;
       CREATE TRIGGER refuse BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION refuse_entries()`,
    );
    const before = await ground.pulse();
    for (const [command, url, body] of commands) {
      const { status, body: answer } = await city.call(anybody(), "POST", url, body);
      attempt.must(status >= 500, `${what}: ${command}`, `answered ${status}`);
      attempt.must(
        typeof answer.title === "string" && !/refused|plpgsql/.test(JSON.stringify(answer)),
        `${what}: ${command}`,
        answer,
      );
    }
    attempt.must((await ground.pulse()) === before, `${what}: what is kept`, "something of a refused command stayed");
    await sql(ground, "DROP FUNCTION refuse_entries() CASCADE");
  }
  attempt.must((await report(ground)).status < 300, "a report when the journal takes entries again", "refused");
};

/** S19: somebody with every right on the database rewrites the journal, and a journal that takes no entries. */
export const attackJournal = async (ground: Ground, way: Way): Promise<Outcome> => {
  const run = await prepare(new Attempt(ground, way));
  try {
    await attackRows(run);
    await attackAppend(run);
  } finally {
    for (const table of tables) await sql(ground, `DROP TABLE IF EXISTS kept_${table}`);
  }
  return run.attempt.outcome("S19", "tampering nobody noticed, commands without an entry");
};
