// `npm run faults -- [ids | --but ids] [--long] [--rounds N] [--seed N] [--json]`: breaks a running city and says what it lost.
// `npm run faults -- --soak MINUTES [--rate N] [--every MINUTES] [--seed N]`: a steady load for so long, a fault every few minutes.
import { parseArgs } from "node:util";
import { backupFaults } from "./backup-faults.ts";
import { claimFaults } from "./claim-faults.ts";
import { clockFaults } from "./clock-faults.ts";
import { dataFaults } from "./data-faults.ts";
import { diskFaults } from "./disk-faults.ts";
import type { Fault, FaultFigure, SkippedFault } from "./fault.ts";
import { intakeFaults } from "./intake-faults.ts";
import { ledgerFaults } from "./ledger-faults.ts";
import { lineFaults } from "./line-faults.ts";
import { noticeFaults } from "./notice-faults.ts";
import { overloadFaults } from "./overload-faults.ts";
import { poisonFaults } from "./poison-faults.ts";
import { processFaults } from "./process-faults.ts";
import { replayFaults } from "./replay-faults.ts";
import { closeSmallCity } from "./small-city.ts";
import { soak } from "./soak.ts";
import { stormFaults } from "./storm-faults.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    but: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    long: { type: "boolean", default: false },
    every: { type: "string", default: "5" },
    rate: { type: "string", default: "300" },
    rounds: { type: "string" },
    seed: { type: "string" },
    soak: { type: "string" },
  },
});

const numberOf = (id: string): number => Number(id.slice(1));
const faults: readonly (readonly [string, Fault])[] = Object.entries({
  ...processFaults,
  ...dataFaults,
  ...claimFaults,
  ...intakeFaults,
  ...noticeFaults,
  ...replayFaults,
  ...backupFaults,
  ...overloadFaults,
  ...poisonFaults,
  ...lineFaults,
  ...ledgerFaults,
  ...clockFaults,
  ...diskFaults,
  ...stormFaults,
}).sort(([one], [other]) => numberOf(one) - numberOf(other));
const named = positionals.map((id) => id.toUpperCase());
const isWanted = (id: string): boolean => named.length === 0 || named.includes(id) !== values.but;
const unknown = named.filter((id) => !faults.some(([known]) => known === id));
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const rounds = Number(values.rounds ?? (values.long ? 20 : 3));

const show = (id: string, figures: readonly (FaultFigure | SkippedFault)[], command: string): void => {
  for (const figure of figures) {
    if (values.json) console.log(JSON.stringify({ id, ...figure, seed, command }));
    else if ("skipped" in figure) console.log(`${id.padEnd(4)} skip ${figure.what}: ${figure.skipped}`);
    else {
      const { what, value, unit, reach, met } = figure;
      console.log(
        `${id.padEnd(4)} ${met === undefined ? "    " : met ? "ok  " : "FAIL"} ${what}: ${value}${unit === "" ? "" : ` ${unit}`} (reach ${reach})`,
      );
    }
  }
};

const runOne = async (id: string, fault: Fault): Promise<void> => {
  console.error(`${id}: ${fault.what} (seed ${seed})`);
  const tell = (words: string) => console.error(`${id}: ${words}`);
  const command = `npm run faults -- ${id}${values.long ? " --long" : ""} --rounds ${rounds} --seed ${seed}`;
  const figures = await fault.run({ rounds, seed, long: values.long, tell }).catch((error: unknown) => {
    console.error(error);
    return [{ what: `${fault.what}: did not come to its end`, value: 1, unit: "", reach: "0", met: false }];
  });
  show(id, figures, command);
};

/** A soak, by its own options. */
const runSoak = async (minutes: number): Promise<void> => {
  const [perSecond, everyMinutes] = [Number(values.rate), Number(values.every)];
  console.error(
    `soak: ${minutes} minutes, ${perSecond} messages/s, a fault every ${everyMinutes} minutes (seed ${seed})`,
  );
  const began = Date.now();
  const tell = (words: string) => console.error(`soak, minute ${Math.round((Date.now() - began) / 60_000)}: ${words}`);
  const command = `npm run faults -- --soak ${minutes} --rate ${perSecond} --every ${everyMinutes} --seed ${seed}`;
  show("soak", await soak({ minutes, seed, perSecond, everyMinutes, tell }), command);
};

if (values.soak !== undefined) {
  await runSoak(Number(values.soak));
  process.exit();
} else if (unknown.length > 0) {
  console.error(`No fault ${unknown.join(", ")}; there are ${faults.map(([id]) => id).join(", ")}.`);
  process.exitCode = 2;
} else {
  for (const [id, fault] of faults) if (isWanted(id)) await runOne(id, fault);
  await closeSmallCity();
  // Lines that were cut in the middle of a test must not keep a finished report from ending.
  process.exit();
}
