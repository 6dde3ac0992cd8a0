import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeCitizenClient, ProblemError } from "@chengyun/client";
import { formatVerifierKey, parseNote } from "@chengyun/kernel";
import { serveWitness } from "../../apps/cli/src/commands/witness.ts";
import { openWitness, type WitnessFolder } from "../../apps/cli/src/witness/folder.ts";
import type { Figure, Skipped } from "../../bench/bench.ts";
import { browserMissing, openBrowser } from "../../e2e/support/browser.ts";
import { openByKey, openByPost, waitFor } from "../../e2e/support/callers.ts";
import { openBeside } from "../../e2e/support/database.ts";
import { makeFolder, type RunningCity, runCli, startCity } from "../../e2e/support/running-city.ts";
import { mustHold, type Proof, type ProofRun } from "./proof.ts";

const words = "桥下积水四十厘米";
/** Everything is looked at within five minutes; a small log much sooner. */
const mostSeconds = 300;

/** A witness that is served before it is told which log to watch: the city must know its key first. */
const startWitness = async (folder: string) => {
  let witness: WitnessFolder = openWitness({ folder, name: "witness.example/notary", logs: [] });
  const { port, stop } = await serveWitness(
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
  const watch = (keyFile: string): void => {
    witness = openWitness({ folder, name: "witness.example/notary", logs: [keyFile] });
  };
  return { key: formatVerifierKey(witness.key), url: `http://127.0.0.1:${port}`, watch, stop };
};

/** A citizen reports and takes the receipt, as soon as a witness has signed a checkpoint with it. */
const takeReceipt = async (city: RunningCity) => {
  const citizen = makeCitizenClient(() => "en", { url: city.url });
  const { extent } = await openByKey(city).city();
  const position: [number, number] = [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2];
  const token = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  const { no } = await citizen.tell({ token, position, words, kind: "other" });
  return waitFor("a receipt with the witness's signature", async () => {
    const found = await citizen.receipt({ no, token }).catch((fault: unknown) => {
      if (fault instanceof ProblemError) return undefined;
      throw fault;
    });
    const note = found?.receipt.slice(found.receipt.indexOf("\n\n") + 2) ?? "";
    return (parseNote(note)?.signatures.length ?? 0) > 1 ? found : undefined;
  });
};

interface Paper {
  readonly receipt: string;
  readonly key: string;
  readonly witness: string;
}

const flip = (text: string, at: number): string => {
  const bytes = Buffer.from(text);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString("utf8");
};

/** The page is opened while the city runs, and used after the city is gone. */
const openPage = async (url: string) => {
  const browser = await openBrowser();
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  const calls: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname.startsWith("/api")) calls.push(request.url());
  });
  await page.goto(`${url}/verify`);
  await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  const check = async ({ receipt, key, witness }: Paper): Promise<string> => {
    const hash = new URLSearchParams({ receipt, key, witnesses: witness }).toString();
    await page.goto(`${url}/verify#${hash}`);
    await page.reload();
    return (await page.locator(".verdict").textContent()) ?? "";
  };
  /** The citizen compares the key with what the city published, and says so. */
  const vouch = (): Promise<void> => page.getByRole("button", { name: "I compared it: keep this key" }).click();
  return { check, vouch, calls, close: () => browser.close() };
};

const isStopped = async (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => false,
    (fault: unknown) => fault instanceof ProblemError && fault.problem.code === "journal.stopped",
  );

/** Somebody with the database changes one row; how long until it is found, where, and what stops. */
const tamper = async (city: RunningCity, id: string): Promise<Figure[]> => {
  const desk = await openByPost(city, "duty-officer");
  const { extent } = await desk.city();
  const type = (await desk.caseTypes()).items[0]?.id ?? "";
  const report = () =>
    desk.report({
      category: type,
      position: [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2],
      text: "x",
      photos: [],
    });
  await report();
  const database = openBeside(city);
  const changed = await database.pool.query(
    "UPDATE journal SET actor_id = 'somebody else' WHERE position = (SELECT max(position) / 2 FROM journal) RETURNING position",
  );
  const position = Number(changed.rows[0].position);
  const began = performance.now();
  const state = await waitFor(
    "the guard to find it",
    async () => {
      const now = await desk.journalGuard();
      return now.state === "stopped" ? now : undefined;
    },
    mostSeconds * 1_000,
  );
  const seconds = (performance.now() - began) / 1_000;
  const stopped = await isStopped(report());
  await database.close();
  return [
    {
      id,
      what: "a changed row of the database is found after",
      value: Math.round(seconds),
      unit: "s",
      reach: `≤ ${mostSeconds} s`,
      met: seconds <= mostSeconds,
    },
    mustHold(id, "at its position", state.faults[0]?.position === position),
    mustHold(id, "commands are refused from then on", stopped),
    mustHold(id, "reading goes on", (await desk.journal({ limit: 1 })).items.length === 1),
  ];
};

const prove = async ({ id, tell }: ProofRun): Promise<readonly (Figure | Skipped)[]> => {
  if (browserMissing !== undefined) return [{ id, what: "a receipt verifies in a browser", skipped: browserMissing }];
  const home = makeFolder("outsider");
  mkdirSync(join(home, "witness"));
  const witness = await startWitness(join(home, "witness"));
  const city = await startCity({ env: { WITNESSES: `${witness.url} ${witness.key}`, OUTGOING_ALLOW: "127.0.0.1" } });
  const page = await openPage(city.url);
  let stopped = false;
  try {
    const key = await openByKey(city).journalKey();
    writeFileSync(join(home, "log.pub"), key);
    writeFileSync(join(home, "witness.pub"), witness.key);
    witness.watch(join(home, "log.pub"));
    tell("a citizen reports");
    const { receipt } = await takeReceipt(city);
    const file = join(home, "report.tlog-proof");
    writeFileSync(file, receipt);
    tell("somebody with the database changes a row");
    const tampering = await tamper(city, id);
    await city.stop();
    await witness.stop();
    stopped = true;
    tell("the city is gone; the receipt is checked");
    const paper = { receipt, key: key.trim(), witness: witness.key };
    const unsure = await page.check(paper);
    await page.vouch();
    const good = await page.check(paper);
    const bad: string[] = [];
    for (const at of [30, 400, Math.floor(receipt.length / 2), receipt.length - 40])
      if (!/Not verified/.test(await page.check({ ...paper, receipt: flip(receipt, at) }))) bad.push(String(at));
    const args = ["--key", join(home, "log.pub"), "--witness", join(home, "witness.pub")];
    const cli = await runCli(city, "verify", "receipt", file, ...args);
    writeFileSync(file, flip(receipt, 400));
    const forged = await runCli(city, "verify", "receipt", file, ...args);
    return [
      mustHold(id, "with a key that came along with the receipt alone it is no proof yet", /no proof yet/.test(unsure)),
      mustHold(id, "the receipt verifies in a browser after the city is gone", /^Verified/.test(good)),
      mustHold(id, "with the witness that co-signed", good.includes("witness.example/notary")),
      mustHold(id, "with a bit flipped it is refused there", bad.length === 0),
      mustHold(id, "the page called nobody", page.calls.length === 0),
      mustHold(id, "and by the command line, which refuses the flipped one", cli.code === 0 && forged.code === 1),
      ...tampering,
    ];
  } finally {
    await page.close();
    if (!stopped) {
      await city.stop();
      await witness.stop();
    }
    rmSync(home, { recursive: true, force: true });
  }
};

/** 14: one journal with outsider-checkable proofs over everything that happened. */
export const outsiderChecks: Proof = {
  what: "a citizen's receipt verifies in a browser with no call to us; a changed database row is found by the verifier",
  run: prove,
};
