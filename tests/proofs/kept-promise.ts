import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@chengyun/client";
import type { Figure } from "../../bench/bench.ts";
import { openByKey, openByPost, waitFor } from "../../e2e/support/callers.ts";
import { makeFolder, type RunningCity, runCli, startCity } from "../../e2e/support/running-city.ts";
import { killHard } from "../faults/ground.ts";
import { mustBeNone, mustHold, type Proof, type ProofRun } from "./proof.ts";

const kills = 5;
const writers = 4;

const reportOnce = async (desk: Client, type: string, position: [number, number]): Promise<string | undefined> => {
  try {
    return (await desk.report({ category: type, position, text: "x", photos: [] })).id;
  } catch {
    // Not acknowledged: it may be there or not, and nobody was promised anything.
    return undefined;
  }
};

/** Reports from several hands while the api is killed again and again; answers what was acknowledged. */
const reportUnderKills = async (city: RunningCity, count: number, tell: (words: string) => void): Promise<string[]> => {
  const desk = await openByPost(city, "duty-officer");
  const type = (await desk.caseTypes()).items[0]?.id ?? "";
  const { extent } = await desk.city();
  const [west, south, east, north] = extent;
  const acknowledged: string[] = [];
  let sent = 0;
  const work = async (): Promise<void> => {
    while (acknowledged.length < count) {
      sent += 1;
      const [x, y] = [((sent * 37) % 101) / 101, ((sent * 53) % 103) / 103];
      const position: [number, number] = [
        west + (east - west) * (0.4 + 0.2 * x),
        south + (north - south) * (0.4 + 0.2 * y),
      ];
      const id = await reportOnce(desk, type, position);
      if (id !== undefined) acknowledged.push(id);
      else await new Promise((done) => setTimeout(done, 100));
    }
  };
  const kill = async (): Promise<void> => {
    for (let nth = 1; nth <= kills; nth += 1) {
      const due = Math.floor((count * nth) / (kills + 1));
      await waitFor("the next kill", async () => (acknowledged.length >= due ? true : undefined), 300_000);
      killHard(city, "api");
      tell(`kill ${nth} at ${acknowledged.length} of ${count}`);
    }
  };
  await Promise.all([kill(), ...Array.from({ length: writers }, work)]);
  return acknowledged;
};

/** Ids of reports that an export has entries of. */
const readReported = (folder: string): Set<string> => {
  const found = new Set<string>();
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".ndjson")))
    for (const line of readFileSync(join(folder, name), "utf8").trimEnd().split("\n")) {
      const { changes } = JSON.parse(line) as { changes?: { reportId?: string } };
      if (changes?.reportId !== undefined) found.add(changes.reportId);
    }
  return found;
};

const prove = async ({ id, quick, tell }: ProofRun): Promise<readonly Figure[]> => {
  const home = makeFolder("promise");
  const city = await startCity();
  try {
    const acknowledged = await reportUnderKills(city, quick ? 100 : 1_000, tell);
    const folder = join(home, "journal");
    const exported = await waitFor("an export", async () => {
      const done = await runCli(city, "export", "--out", folder);
      return done.code === 0 ? done : undefined;
    });
    writeFileSync(join(home, "key"), await openByKey(city).journalKey());
    const verified = await runCli(city, "verify", folder, "--key", join(home, "key"));
    const there = readReported(folder);
    return [
      mustBeNone(
        id,
        `of ${acknowledged.length} acknowledged reports under ${kills} kill -9, missing in the journal`,
        acknowledged.filter((one) => !there.has(one)),
      ),
      mustBeNone(id, "acknowledged twice", acknowledged.length === new Set(acknowledged).size ? [] : ["repeats"]),
      mustHold(id, "the journal verifies whole", exported.code === 0 && verified.code === 0),
    ];
  } finally {
    await city.stop();
    rmSync(home, { recursive: true, force: true });
  }
};

/** 26: it can prove its own promise. */
export const keptPromise: Proof = {
  what: "kill -9 during a thousand reports: every receipt handed out is in the journal",
  run: prove,
};
