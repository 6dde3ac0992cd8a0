// `npm run truth -- [names] [--data DIR] [--json]`: answers of the city compared with what is known to be true.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Figure, Skipped } from "../bench/bench.ts";
import { formatTable } from "../bench/table.ts";
import { bostonSla } from "./boston-sla.ts";
import { boundaries } from "./boundaries.ts";
import { capVerdicts } from "./cap-verdicts.ts";
import { germanParking } from "./german-parking.ts";
import { majorHazardR } from "./major-hazard-r.ts";
import { mappings } from "./mappings.ts";
import { networksReport } from "./networks.ts";
import { osm } from "./osm.ts";
import { scenarioTruth } from "./scenarios.ts";
import { tideGauges } from "./tide-gauges.ts";
import type { Truth } from "./truth.ts";
import { yunchengLimits } from "./yuncheng-limits.ts";

const reports: Readonly<Record<string, Truth>> = {
  "boston-sla": bostonSla,
  boundaries,
  "cap-verdicts": capVerdicts,
  "german-parking": germanParking,
  "major-hazard-r": majorHazardR,
  mappings,
  networks: networksReport,
  osm,
  scenarios: scenarioTruth,
  "tide-gauges": tideGauges,
  "yuncheng-limits": yunchengLimits,
};

const usage = `npm run truth -- [names] [--data DIR] [--speed N] [--json]
Names: ${Object.keys(reports).join(", ")} (all when none is given). Needs a build: npm run build.`;

const root = resolve(import.meta.dirname, "..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string", default: resolve(root, "../shared/data") },
    speed: { type: "string", default: "20000" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const unknown = positionals.filter((name) => !Object.hasOwn(reports, name));
const speed = Number(values.speed);
if (values.help || unknown.length > 0 || !(speed >= 1)) {
  if (unknown.length > 0) console.error(`No report ${unknown.join(", ")}.`);
  console.error(usage);
  process.exit(values.help ? 0 : 2);
}

const data = resolve(values.data);

const runOne = async (name: string, report: Truth): Promise<readonly (Figure | Skipped)[]> => {
  if (!existsSync(data)) return [{ id: name, what: report.what, skipped: `there is no folder ${data}` }];
  return report.run({ data, speed, tell: (words) => console.error(`${name}: ${words}`) });
};

const all: (Figure | Skipped)[] = [];
for (const [name, report] of Object.entries(reports)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  for (const row of await runOne(name, report)) {
    all.push("skipped" in row ? row : { ...row, command: `npm run truth -- ${name}` });
    if (values.json) console.log(JSON.stringify(all.at(-1)));
  }
}
if (!values.json) console.log(formatTable(all));
