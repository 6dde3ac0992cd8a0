import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Figure } from "../bench/bench.ts";
import { levelOf, readStock, rOf, sumOfShares } from "../packs/work-safety/major-hazard.ts";
import { type Substance, substances } from "../packs/work-safety/substances.ts";
import type { Truth } from "./truth.ts";

const what = "major hazards of GB 18218-2018: the pack's table against a published one, and R worked by hand";

interface Published {
  readonly no: number;
  readonly name: string;
  readonly cas: readonly string[];
  readonly critical: number;
}

/** The published table went through text recognition: its names are not to be trusted, its quantities are. */
const readPublished = (path: string): Published[] =>
  (parse(readFileSync(path), { columns: true, bom: true }) as Record<string, string>[]).map((row) => ({
    no: Number(row["no"]),
    name: row["name_as_found"] ?? "",
    cas: (row["cas"] ?? "").match(/\d+-\d{2}-\d/g) ?? [],
    critical: Number(row["critical_quantity_t"]),
  }));

const equal = (id: string, words: string, value: number, of: number): Figure => ({
  id: `major-hazard-r ${id}`,
  what: words,
  value,
  unit: "rows",
  reach: `= ${of} rows`,
  met: value === of,
});

const letters = (text: string): string => text.normalize("NFKC").replace(/[\s\p{P}]+/gu, "");

/** A name is the substance's when one of them begins with the other. */
const isNamed = (row: Published, { name }: Substance): boolean => {
  const [one, other] = [letters(row.name), letters(name.zh)];
  return one.startsWith(other.slice(0, 4)) || other.startsWith(one.slice(0, 4));
};

/** R worked by hand from the standard's tables: α, β and Q of each stand beside it. */
const worked: readonly (readonly [stock: string, people: number, r: number, level: number])[] = [
  // 2 · 2 · 40/10
  ["7664-41-7: 40", 120, 16, 3],
  // 1.2 · 4 · 10/5
  ["7782-50-5: 10", 40, 9.6, 4],
  // 1.5 · 4 · 100/5
  ["7782-50-5: 100", 60, 120, 1],
  // 1 · (1 · 250/500 + 1 · 100/200 + 1.5 · 0.9/5)
  ["67-56-1: 250; 86290-81-5: 100; 1333-74-0: 0.9", 1, 1.27, 4],
  // 2 · (1.5 · 400/50 + 2 · 15/10)
  ["68476-85-7: 400; 7664-41-7: 15", 150, 30, 3],
  // 0.5 · 20 · 3/0.3
  ["75-44-5: 3", 0, 100, 1],
];

const workedRight = ([stock, people, r, level]: (typeof worked)[number]): boolean => {
  const { stocked, faults } = readStock(stock);
  const found = rOf(stocked, people);
  return faults.length === 0 && Math.abs(found - r) < 1e-9 && levelOf(found, sumOfShares(stocked)) === level;
};

export const majorHazardR: Truth = {
  what,
  run: async ({ data, tell }) => {
    const path = join(data, "codes/hazardous-chemicals/gb18218-2018-table1-ocr.csv");
    if (!existsSync(path)) return [{ id: "major-hazard-r", what, skipped: `there is no ${path}` }];
    const published = readPublished(path);
    const ours = new Map(substances.map((substance) => [substance.no, substance]));
    const pairs = published.flatMap((row) => {
      const own = ours.get(row.no);
      return own === undefined ? [] : [{ row, own }];
    });
    const keyed = pairs.filter(({ row }) => row.cas.length > 0);
    const sameNumber = keyed.filter(({ row, own }) => row.cas.every((cas) => own.cas.includes(cas)));
    for (const { row, own } of keyed.filter((pair) => !sameNumber.includes(pair)))
      tell(`no. ${row.no} ${own.name.zh}: the published number ${row.cas.join(" ")} is ${own.cas.join(" ")} here`);
    const misread = pairs.filter(({ row, own }) => !isNamed(row, own));
    for (const { row, own } of misread) tell(`no. ${row.no} reads “${row.name}” and is ${own.name.zh}`);
    return [
      equal("rows", "substances of table 1 in both", pairs.length, published.length),
      equal(
        "quantities",
        "critical quantities that agree",
        pairs.filter(({ row, own }) => row.critical === own.critical).length,
        published.length,
      ),
      {
        id: "major-hazard-r cas",
        what: `CAS numbers that agree, of ${keyed.length} rows that have one; those that don't are named above`,
        value: sameNumber.length,
        unit: "rows",
      },
      {
        id: "major-hazard-r names",
        what: "names misread in the published table, named above",
        value: misread.length,
        unit: "rows",
      },
      equal("worked", "R and level worked by hand", worked.filter(workedRight).length, worked.length),
    ];
  },
};
