// `npm run check [-- names…]`: every judge of the repository, two at a time; prints each with its time, then all faults.
import { resolve } from "node:path";
import { checkComments } from "./check-comments.ts";
import { checkDependencies } from "./check-dependencies.ts";
import { checkErrors } from "./check-errors.ts";
import { checkLabels } from "./check-labels.ts";
import { checkLinks } from "./check-links.ts";
import { checkMarks } from "./check-marks.ts";
import { checkMigrations } from "./check-migrations.ts";
import { checkModules } from "./check-modules.ts";
import { checkNames } from "./check-names.ts";
import { checkSizes } from "./check-sizes.ts";
import { run } from "./run.ts";
import { type Findings, readTree, type Tree } from "./tree.ts";

interface Step {
  readonly name: string;
  readonly judge: () => Promise<Findings>;
}

const root = resolve(import.meta.dirname, "..");
const lanes = 2;

const program = (name: string, file: string, ...args: string[]): Step => ({
  name,
  judge: async () => {
    const { code, output } = await run(`node_modules/.bin/${file}`, args, { cwd: root, env: { NO_COLOR: "1" } });
    return { faults: code === 0 ? [] : [output.trim() || `${file} ended with code ${code}`] };
  },
});

const judge = (name: string, check: (tree: Tree) => Findings): Step => ({ name, judge: async () => check(tree) });

const tree = readTree(root);
const steps: readonly Step[] = [
  program("tsc node", "tsc", "-p", "tsconfig.node.json"),
  program("tsc web", "tsc", "-p", "tsconfig.web.json"),
  program(
    "depcruise",
    "depcruise",
    "--config",
    ".dependency-cruiser.mjs",
    "--output-type",
    "err-long",
    "apps",
    "packages",
    "packs",
  ),
  program("tsc pure", "tsc", "-p", "tsconfig.pure.json"),
  program("knip", "knip", "--no-progress", "--no-config-hints"),
  program("biome", "biome", "ci", "--colors=off", "--error-on-warnings", "--max-diagnostics=50", "."),
  program("drift", "tsx", "scripts/make.ts", "--check"),
  judge("names", checkNames),
  judge("sizes", checkSizes),
  judge("comments", checkComments),
  judge("links", checkLinks),
  judge("marks", checkMarks),
  judge("modules", checkModules),
  judge("migrations", checkMigrations),
  judge("dependencies", checkDependencies),
  judge("errors", checkErrors),
  judge("labels", checkLabels),
];

interface Result {
  readonly name: string;
  readonly findings: Findings;
}

const timed = async (step: Step): Promise<Result> => {
  const started = performance.now();
  const findings = await step.judge();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${findings.faults.length === 0 ? "ok    " : "FAILED"} ${step.name.padEnd(12)} ${seconds.padStart(5)} s`);
  return { name: step.name, findings };
};

const runAll = async (chosen: readonly Step[]): Promise<Result[]> => {
  const left = [...chosen];
  const results: Result[] = [];
  const lane = async (): Promise<void> => {
    for (let step = left.shift(); step !== undefined; step = left.shift()) results.push(await timed(step));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
};

const main = async (): Promise<void> => {
  const asked = process.argv.slice(2);
  const chosen = steps.filter(({ name }) => asked.length === 0 || asked.some((word) => name.includes(word)));
  if (chosen.length === 0) {
    console.error(`no such check; there are ${steps.map(({ name }) => name).join(", ")}`);
    process.exitCode = 1;
    return;
  }
  const started = performance.now();
  const results = await runAll(chosen);
  for (const { name, findings } of results) {
    for (const warning of findings.warnings ?? []) console.log(`\nwarning, ${name}: ${warning}`);
    if (findings.faults.length > 0) console.log(`\n── ${name}\n${findings.faults.join("\n")}`);
  }
  const failed = results.filter(({ findings }) => findings.faults.length > 0).length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n${results.length - failed} of ${results.length} checks passed in ${seconds} s`);
  if (failed > 0) process.exitCode = 1;
};

await main();
