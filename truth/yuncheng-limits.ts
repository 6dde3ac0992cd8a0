import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { DictionaryImport } from "@chengyun/contracts";
import type { Figure, Skipped } from "../bench/bench.ts";
import { openByPost } from "../e2e/support/callers.ts";
import { type RunningCity, startCity } from "../e2e/support/running-city.ts";
import type { Truth } from "./truth.ts";
import {
  expectedResults,
  findYuncheng,
  type PublishedRow,
  readFull,
  readPublished,
  standardAnswers,
} from "./yuncheng-file.ts";

const what = "limits of a published standard: understood, or asked about";

const equal = (id: string, words: string, value: number, of: number): Figure => ({
  id: `yuncheng-limits ${id}`,
  what: words,
  value,
  unit: "rows",
  reach: `= ${of} rows`,
  met: value === of,
});

type Row = DictionaryImport["rows"][number];

const resultOf = ({ state, limit, question, says }: Row): string => {
  if (state === "asked") return `asked: ${question}`;
  const goal = /must be reached within it: (.*)$|时限内须达到：(.*)$/.exec(says.zh)?.[2];
  return limit === undefined
    ? state
    : `${limit.amount} ${limit.kind}${goal === undefined ? "" : `, to be reached: ${goal}`}`;
};

/** One line for each way a limit is written: how many rows write it so, and in how many the city says what is true. */
const tableOf = (rows: readonly Row[], published: readonly PublishedRow[]): Figure[] =>
  Object.entries(expectedResults).map(([written, expected]) => {
    const right = rows.filter((row) => row.written === written && resultOf(row) === expected);
    const all = published.filter((row) => row.written === written);
    return equal(written, `“${written}” is ${expected}`, right.length, all.length);
  });

const bareLimit = /^\d+(天|小时)$/;

const amountOf = (written: string | undefined): string | undefined => /\d+/.exec(written ?? "")?.[0];

const letters = (text: string): string => text.normalize("NFKC").replace(/[\s\p{P}]+/gu, "");

/** Conditions of both editions with different amounts, found without the platform. */
const listDisagreements = (one: readonly PublishedRow[], other: readonly PublishedRow[]): string[] => {
  const placeOf = ({ of, code, files }: PublishedRow) => `${of} ${code} ${letters(files)}`;
  const byPlace = new Map(other.map((row) => [placeOf(row), row]));
  return one.flatMap((row) => {
    const twin = byPlace.get(placeOf(row));
    return twin === undefined || amountOf(twin.written) === amountOf(row.written)
      ? []
      : [`${row.code} ${row.files.trim()}: ${row.written}, ${twin.written.trim()}`];
  });
};

type Paths = NonNullable<ReturnType<typeof findYuncheng>>;

const report = async (city: RunningCity, paths: Paths, tell: (words: string) => void): Promise<Figure[]> => {
  const keeper = await openByPost(city, "dictionary-keeper");
  const add = (id: string, path: string) => keeper.addImportFile(id, new Blob([readFileSync(path)]), basename(path));
  const published = readPublished(paths);
  const { id } = await keeper.beginImport({ dictionary: "yuncheng", version: "2024", name: "运城市标准" });
  const template = await add(id, paths.workbook);
  const lost = published.filter(({ written }) => bareLimit.test(written));
  const flagged = template.rows.filter(({ question }) => question === "which-calendar");
  const codes = template.rows.filter((row, at) => row.key === `${published[at]?.of}-${published[at]?.code}`);
  const refused = await keeper.takeImport(id).then(
    () => "taken",
    () => "refused",
  );
  const full = await add(id, paths.full);
  await keeper.answerImport(id, { ...standardAnswers, follow: 1 });
  const first = await keeper.takeImport(id);
  const again = await keeper.takeImport(id);
  const { items } = await keeper.dictionaryClasses(first.versionId);
  const csv = await keeper.dictionaryCsv(first.versionId, "part");
  const limitDifferences = full.differences.filter((one) => one.what === "limit");
  const amounts = limitDifferences.filter(({ first: one, other }) => amountOf(one?.says) !== amountOf(other?.says));
  const disagree = listDisagreements(published, readFull(paths.full));
  tell(`amounts differ: ${disagree.join("; ")}`);
  return [
    ...tableOf(template.rows, published),
    equal("all", "conditions understood or asked about", template.counts.understood + template.counts.asked, 519),
    equal("template", "rows of the template that lost their calendar, each flagged", flagged.length, lost.length),
    equal("full", "rows of the fuller edition that lost theirs", full.files[1]?.lost ?? -1, 0),
    equal("codes", "codes of the workbook, lost zeros restored", codes.length, 519),
    equal("guessed", "rows taken while a question was open", refused === "refused" ? 0 : 519, 0),
    equal(
      "kept",
      "conditions kept once answered",
      items.reduce((sum, one) => sum + one.conditions.length, 0),
      519,
    ),
    equal("twice", "conditions changed by taking it again", again.changed ? again.conditions : 0, 0),
    equal("export", "limits of the export that name no calendar", csv.match(/,\d+(天|小时),/g)?.length ?? 0, 0),
    equal(
      "editions",
      "conditions to which the editions give another amount, beside another calendar's name",
      amounts.length,
      disagree.length,
    ),
  ];
};

/** Every limit of the published standard of Yuncheng, against what it must mean. */
export const yunchengLimits: Truth = {
  what,
  run: async ({ data, tell }): Promise<readonly (Figure | Skipped)[]> => {
    const paths = findYuncheng(data);
    if (paths === undefined) return [{ id: "yuncheng-limits", what, skipped: `there is no standard below ${data}` }];
    tell("a city is started");
    const city = await startCity();
    try {
      return await report(city, paths, tell);
    } finally {
      await city.stop();
    }
  },
};
