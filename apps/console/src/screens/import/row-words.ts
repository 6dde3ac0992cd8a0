import type { FileImport } from "@chengyun/contracts";
import { formatMoment, useUi } from "@chengyun/ui";
import { useImportTargets } from "../../data/file-import.ts";
import { useCity } from "../../data/session.ts";
import { isReportTime } from "./draft-report.ts";
import { useFileWords } from "./file-words.ts";

/** Keys whose values are ids with names of their own. */
const coded: ReadonlySet<string> = new Set(["type", "stream", "category", "department"]);

type Row = Readonly<Record<string, unknown>>;

/** What the trial's rows are called: their columns, and what stands in them, in words rather than as they are sent. */
export interface RowWords {
  readonly head: (key: string) => string;
  readonly cell: (key: string, row: Row) => string;
  /** What a row makes, by the id under which it is counted. */
  readonly makes: (id: string) => string;
}

const longest = 80;
const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** A name as a row has it: in one language, or in both. */
const isName = (value: object): value is { readonly zh?: string; readonly en?: string } => {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => key === "zh" || key === "en");
};

const isPair = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === "number");

const cornersOf = (coordinates: unknown): number => {
  if (!Array.isArray(coordinates)) return 0;
  return typeof coordinates[0] === "number" ? 1 : coordinates.reduce((sum: number, one) => sum + cornersOf(one), 0);
};

/** Names by id: of types, of links, of streams, and of the attributes of each. */
const useNames = (): ReadonlyMap<string, string> => {
  const { say } = useUi();
  const { data: targets } = useImportTargets();
  const types = [...(targets?.things ?? []), ...(targets?.links ?? [])];
  const streams = (targets?.things ?? []).flatMap((type) => type.streams);
  const measured = [...types.flatMap(({ attributes }) => attributes), ...streams].map(
    ({ id, name, unit }): [string, string] => [id, unit === undefined ? say(name) : `${say(name)} (${unit})`],
  );
  const named = [...types, ...(targets?.categories ?? []), ...(targets?.departments ?? [])];
  return new Map([...measured, ...named.map(({ id, name }): [string, string] => [id, say(name)])]);
};

/** Words for rows of a trial. */
export const useRowWords = (shown: Pick<FileImport, "look">): RowWords => {
  const words = useFileWords(shown);
  const { say, language, zone } = useUi();
  const { data: city } = useCity();
  const names = useNames();
  const fields = words.fields as Readonly<Record<string, string>>;
  const kinds = words.baseKinds as Readonly<Record<string, string>>;
  const classes = words.baseClasses;
  const levelName = (level: number): string => {
    const name = city?.levels[level - 1];
    return name === undefined ? String(level) : say(name);
  };
  const ofObject = (key: string, value: object): string => {
    if (isName(value)) return value[language] ?? value.zh ?? value.en ?? "";
    if (isPair(value)) return value.map((one) => one.toFixed(6)).join(", ");
    if (key === "geometry" && "coordinates" in value)
      return `${words.shapes[(value as unknown as { type: keyof typeof words.shapes }).type]} · ${cornersOf(value.coordinates)}`;
    return Object.entries(value)
      .map(([id, one]) => `${names.get(id) ?? id}: ${String(one)}`)
      .join("; ");
  };
  const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    kind: kinds,
    status: words.statuses,
    verdict: words.verdicts,
    placed: words.placedWords,
    channel: words.channels,
  };
  const ofPlain = (key: string, value: unknown, row: Row): string => {
    const text = String(value);
    if (key === "at" || isReportTime(key)) return formatMoment(Date.parse(text), { language, zone });
    if (key === "level") return levelName(Number(value));
    const table = tables[key] ?? (key === "class" ? classes[String(row["kind"])] : undefined);
    if (table !== undefined) return table[text] ?? text;
    return coded.has(key) ? (names.get(text) ?? text) : text;
  };
  return {
    head: (key) => (key === "line" ? words.line : (fields[key] ?? key)),
    cell: (key, row) => {
      const value = row[key];
      if (value === undefined || value === null) return "";
      return typeof value === "object" ? cut(ofObject(key, value)) : ofPlain(key, value, row);
    },
    makes: (id) => {
      const level = /^level (\d)$/.exec(id)?.[1];
      if (level !== undefined) return levelName(Number(level));
      const [kind = "", cls = ""] = id.split("/");
      const known = kinds[kind];
      if (known !== undefined && id.includes("/"))
        return cls === "" ? known : `${known} · ${classes[kind]?.[cls] ?? cls}`;
      return names.get(id) ?? id;
    },
  };
};
