import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Bench, Figure, Skipped } from "./bench.ts";
import { formatTable } from "./table.ts";

const usage = `npm run bench -- [ids] [--json] [--rounds N] [--seconds S] [--seed N]
Runs the benches of the ids given (all when none), one after another, and prints their figures.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", default: false },
  },
});

const numberOf = (id: string): number => Number(id.slice(1));

const known = readdirSync(import.meta.dirname)
  .flatMap((name) => /^(b\d+)\.ts$/.exec(name)?.[1] ?? [])
  .sort((one, other) => numberOf(one) - numberOf(other));
const wanted = positionals.map((id) => id.toLowerCase());
const unknown = wanted.filter((id) => !known.includes(id));
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const seed = Number(values.seed);

if (values.help || unknown.length > 0 || !(rounds >= 1 && seconds > 0 && Number.isInteger(seed))) {
  if (unknown.length > 0) console.error(`No bench ${unknown.join(", ")}; there are ${known.join(", ")}.`);
  console.error(usage);
  process.exit(values.help ? 0 : 2);
}

const runOne = async (name: string): Promise<readonly (Figure | Skipped)[]> => {
  const { bench } = (await import(`./${name}.ts`)) as { bench: Bench };
  const id = name.toUpperCase();
  const folder = mkdtempSync(join(tmpdir(), `chengyun-${name}-`));
  console.error(`${id}: ${bench.what}`);
  try {
    const tell = (words: string) => console.error(`${id}: ${words}`);
    return await bench.run({ id, seconds, rounds, seed, folder, tell });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const all: (Figure | Skipped)[] = [];
for (const name of known.filter((id) => wanted.length === 0 || wanted.includes(id))) {
  const command = `npm run bench -- ${name.toUpperCase()}`;
  for (const row of await runOne(name)) {
    all.push("skipped" in row ? row : { ...row, command });
    if (values.json) console.log(JSON.stringify(all.at(-1)));
  }
}
if (!values.json) console.log(formatTable(all));
