import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { CaseRow } from "@chengyun/contracts";
import { parse } from "csv-parse/sync";
import type { Figure, Skipped } from "../bench/bench.ts";
import { listAll, openByKey } from "../e2e/support/callers.ts";
import { makeFolder, type RunningCity, runCli, startCity } from "../e2e/support/running-city.ts";
import { mappingPath } from "./empty-city.ts";
import type { Truth, TruthRun } from "./truth.ts";

const id = "boston-sla";
const dataFile = "citizen-reports/boston-311-2011h2.csv.gz";
const mapping = mappingPath("reports-boston-311");
const source = "boston-311";
const what = "cases of Boston 311, second half of 2011, as imported facts";

type Line = Readonly<Record<string, string>>;

const readLines = (path: string): Line[] => parse(gunzipSync(readFileSync(path)), { columns: true, bom: true });

/** Counts of each value of a column, so that two ways of telling them can be compared. */
const countBy = <Row>(rows: readonly Row[], of: (row: Row) => string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(of(row), (counts.get(of(row)) ?? 0) + 1);
  return counts;
};

/** How many rows stand under the same heading in both. */
const inCommon = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number =>
  [...one].reduce((sum, [key, count]) => sum + Math.min(count, other.get(key) ?? 0), 0);

const equal = (about: string, unit: string, value: number, of: number): Figure => ({
  id,
  what: about,
  value,
  unit,
  reach: `= ${of} ${unit}`,
  met: value === of,
});

const importOnce = async (city: RunningCity, file: string): Promise<number> => {
  const began = performance.now();
  const rejects = join(city.dataDir, "rejects.csv");
  const ended = await runCli(city, "import", "reports", file, "--map", mapping, "--rejects", rejects);
  // 5: rows were left out; how many is compared below.
  if (ended.code !== 0 && ended.code !== 5) throw new Error(`the import ended with ${ended.code}:\n${ended.output}`);
  return (performance.now() - began) / 1_000;
};

type Words = Readonly<Record<string, string>>;

/** Departments and channels of the file in the words of the mapping. */
const wordsOf = (): { department: Words; channel: Words } => {
  type Worded = { readonly words: Words };
  const { fields } = JSON.parse(readFileSync(mapping, "utf8")) as { fields: { department: Worded; channel: Worded } };
  return { department: fields.department.words, channel: fields.channel.words };
};

const compareWords = async (city: RunningCity, lines: readonly Line[]): Promise<Figure[]> => {
  const client = openByKey(city);
  const rows: CaseRow[] = await listAll((after) => client.cases({ limit: 500, after }));
  const codes = new Map((await client.departments()).items.map(({ id: one, code }) => [one, code]));
  const words = wordsOf();
  const said = (column: string, values: Words) => (line: Line) => values[(line[column] ?? "").trim()] ?? "";
  const departments = inCommon(
    countBy(lines, said("department", words.department)),
    countBy(rows, (row) => codes.get(row.departmentId ?? "") ?? ""),
  );
  const channels = inCommon(
    countBy(lines, said("source", words.channel)),
    countBy(rows, (row) => row.channel ?? ""),
  );
  return [
    equal("cases with the department of the file", "cases", departments, lines.length),
    equal("cases with the channel of the file", "cases", channels, lines.length),
  ];
};

const measure = async (city: RunningCity, file: string, run: TruthRun): Promise<Figure[]> => {
  const lines = readLines(file);
  const seconds = await importOnce(city, file);
  run.tell(`imported in ${seconds.toFixed(1)} s`);
  const again = await importOnce(city, file);
  const client = openByKey(city);
  const found = await client.importedCases(source);
  const timed = lines.filter((line) => line["target_dt"] !== "" && line["closed_dt"] !== "").length;
  const share = (found.agree / timed) * 100;
  return [
    equal(what, "cases", found.cases, lines.length),
    { id, what: "time of the import", value: seconds, unit: "s", reach: "≤ 60 s", met: seconds <= 60 },
    { id, what: "time of the same import again, which adds nothing", value: again, unit: "s" },
    {
      id,
      what: `deadlines judged as the city judged them, of the ${timed} rows with a promise and an end`,
      value: share,
      unit: "%",
      reach: "≥ 99.6 %",
      met: share >= 99.6,
    },
    equal("cases on the default point, flagged and on no map", "cases", found.unplaced, 4_775),
    equal("cases still open", "cases", found.open, lines.filter((line) => line["case_status"] === "Open").length),
    ...(await compareWords(city, lines)),
  ];
};

/** `boston-sla`: a city's own verdicts on its deadlines, compared with ours. */
export const bostonSla: Truth = {
  what,
  run: async (run): Promise<readonly (Figure | Skipped)[]> => {
    const file = join(run.data, dataFile);
    if (!existsSync(file)) return [{ id, what, skipped: `there is no ${file}` }];
    const dataDir = makeFolder("boston");
    const city = await startCity({ profile: "boston", dataDir });
    try {
      return await measure(city, file, run);
    } finally {
      await city.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};
