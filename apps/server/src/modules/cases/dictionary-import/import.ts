import { createHash } from "node:crypto";
import type { DictionaryImport, ImportRow, ImportTaken } from "@chengyun/contracts";
import { type LimitReading, writeLimit } from "@chengyun/kernel";
import canonicalize from "canonicalize";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { type ClassCondition, type DictionaryClass, takeClasses } from "../dictionary/index.ts";
import { compareFiles } from "./difference.ts";
import type { Answers, ImportRecord, SourceRow } from "./model.ts";
import { countAnswers, countLost, leadOf, type RowReading, readImport, twinKey } from "./reading.ts";
import { readSheetFile } from "./sheet-file.ts";
import { toSourceFile } from "./source-row.ts";
import * as store from "./store.ts";

const filesAtMost = 10;

/** Begins an import for a version of a dictionary; nothing counts before it is taken. */
export const beginImport = async (
  ctx: Context,
  place: { dictionary: string; version: string; name: string },
): Promise<ImportRecord> => {
  const one: ImportRecord = {
    ...place,
    id: newId(),
    files: [],
    answers: { patterns: {}, rows: {} },
    createdAt: ctx.clock.now(),
    takenAt: undefined,
    versionId: undefined,
  };
  await store.insertImport(ctx.db, one);
  return one;
};

const getImport = async (ctx: Context, id: string): Promise<ImportRecord> => {
  const found = await store.lockImport(ctx.db, id);
  if (found === undefined) throw new AppError("subject.not-found");
  return found;
};

/** Adds a file; the same file once more changes nothing. */
export const addFile = (outer: Context, id: string, file: { name: string; data: Buffer }): Promise<ImportRecord> =>
  transact(outer, async (ctx) => {
    const found = await getImport(ctx, id);
    const read = toSourceFile(file.name, file.data, await readSheetFile(file.data));
    if (found.files.some(({ digest }) => digest === read.digest)) return found;
    if (found.files.length >= filesAtMost) throw new AppError("dictionary.too-many-files");
    const files = [...found.files, read];
    await store.updateImport(ctx.db, id, { files });
    return { ...found, files };
  });

/** Keeps the answers given so far, in place of those before. */
export const answerImport = (outer: Context, id: string, answers: Answers): Promise<ImportRecord> =>
  transact(outer, async (ctx) => {
    const found = await getImport(ctx, id);
    await store.updateImport(ctx.db, id, { answers });
    return { ...found, answers };
  });

/** Reads an import as it stands. */
export const findImport = (outer: Context, id: string): Promise<ImportRecord> =>
  transact(outer, (ctx) => getImport(ctx, id));

type Asked = Extract<LimitReading, { is: "asked" }>;

const toQuestion = ({ question, pattern, choices, limits }: Asked) => ({
  question,
  pattern,
  choices: [...choices],
  ...(limits === undefined ? {} : { limits: [...limits] }),
});

const toRow = ({ id, file, row, key, state, limit, reading, by, says, remarks }: RowReading): ImportRow => ({
  id,
  file,
  ...(row.sheet === undefined ? {} : { sheet: row.sheet }),
  line: row.line,
  state,
  key,
  name: row.cells.name ?? "",
  files: row.cells.files ?? "",
  closes: row.cells.closes ?? "",
  written: row.cells.written ?? "",
  ...(limit === undefined ? {} : { limit }),
  ...(reading?.is === "asked" ? toQuestion(reading) : {}),
  ...(by === undefined ? {} : { by }),
  says,
  remarks: [...remarks],
});

const questionsOf = (readings: readonly RowReading[]): DictionaryImport["questions"] => {
  const questions = new Map<string, DictionaryImport["questions"][number]>();
  for (const { state, reading, totalReading, limit, total } of readings) {
    if (state !== "asked" && state !== "answered") continue;
    const open = new Set<string>();
    for (const [asked, settled] of [[reading, limit] as const, [totalReading, total] as const]) {
      if (asked?.is !== "asked") continue;
      const known = questions.get(asked.pattern);
      const holds = settled === undefined && !open.has(asked.pattern);
      if (holds) open.add(asked.pattern);
      questions.set(asked.pattern, {
        ...toQuestion(asked),
        says: asked.says,
        rows: (known?.rows ?? 0) + Number(holds),
      });
    }
  }
  return [...questions.values()];
};

/** What an import holds, row by row, as people are shown it. */
export const toImport = (one: ImportRecord): DictionaryImport => {
  const readings = readImport(one.files, one.answers);
  const count = (state: RowReading["state"]) => readings.filter((reading) => reading.state === state).length;
  const leads = new Set([leadOf(one.files, "part"), leadOf(one.files, "event")]);
  const answers = countAnswers(one.files, readings);
  const { follow, patterns, rows } = one.answers;
  return {
    id: one.id,
    dictionary: one.dictionary,
    version: one.version,
    name: one.name,
    createdAt: one.createdAt.toISOString(),
    ...(one.takenAt === undefined ? {} : { takenAt: one.takenAt.toISOString() }),
    ...(one.versionId === undefined ? {} : { versionId: one.versionId }),
    files: one.files.map((file, at) => ({
      name: file.name,
      encoding: file.encoding,
      rows: file.rows.length,
      lost: countLost(file),
      leads: leads.has(at),
      answers: answers[at] ?? 0,
    })),
    counts: {
      understood: count("understood"),
      asked: count("asked"),
      answered: count("answered"),
      fault: count("fault"),
      leftOut: count("left-out"),
    },
    questions: questionsOf(readings),
    answers: { patterns: { ...patterns }, rows: { ...rows }, ...(follow === undefined ? {} : { follow }) },
    differences: compareFiles(one.files),
    rows: readings.map(toRow),
  };
};

const optional = <Name extends string>(name: Name, value: string | undefined): { [Key in Name]?: string } =>
  (value === undefined || value === "" ? {} : { [name]: value }) as { [Key in Name]?: string };

/** What any edition says of the same condition where the leading one is silent. */
const detail = (rows: readonly SourceRow[], column: "responsible" | "supervising" | "basis" | "clause" | "notes") =>
  optional(
    column,
    rows.map(({ cells }) => cells[column]).find((text) => text !== undefined),
  );

const toCondition = (
  { row, limit, total, reading }: RowReading,
  twins: readonly SourceRow[],
  at: number,
): ClassCondition[] => {
  if (limit === undefined) return [];
  const scope = reading?.is === "fault" ? undefined : reading?.scope;
  const all = [row, ...twins];
  return [
    {
      id: String(at + 1),
      files: row.cells.files ?? "",
      closes: row.cells.closes ?? "",
      limit,
      ...(total === undefined ? {} : { total }),
      written: row.cells.written ?? writeLimit(limit),
      ...optional("season", scope?.season),
      ...optional("goal", scope?.goal),
      ...detail(all, "responsible"),
      ...detail(all, "supervising"),
      ...detail(all, "basis"),
      ...detail(all, "clause"),
      ...detail(all, "notes"),
    },
  ];
};

const groupBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};

const toClasses = (one: ImportRecord, readings: readonly RowReading[]): DictionaryClass[] => {
  const twins = groupBy(
    one.files.flatMap(({ rows }) => rows),
    twinKey,
  );
  const taken = readings.filter(({ state }) => state === "understood" || state === "answered");
  return [...groupBy(taken, ({ key }) => key)].map(([key, rows]) => {
    const cells = rows[0]?.row.cells ?? {};
    return {
      key,
      of: rows[0]?.row.of ?? "part",
      code: `${cells.majorCode ?? ""}${cells.minorCode ?? ""}`,
      major: cells.major ?? "",
      name: cells.name ?? "",
      local: false,
      conditions: rows.flatMap((reading, at) => toCondition(reading, twins.get(twinKey(reading.row)) ?? [], at)),
    };
  });
};

const digestOf = (classes: readonly DictionaryClass[]): string =>
  createHash("sha256")
    .update(canonicalize([...classes].sort((one, other) => one.key.localeCompare(other.key))) ?? "")
    .digest("hex");

/**
 * Takes an import into the draft of its version. The same import again changes nothing, whatever stage the version is
 * in by then. Fails with `dictionary.unanswered` while a limit has no calendar, and with `dictionary.not-draft`.
 */
export const takeImport = (outer: Context, id: string): Promise<z.infer<typeof ImportTaken>> =>
  transact(outer, async (ctx) => {
    const found = await getImport(ctx, id);
    const readings = readImport(found.files, found.answers);
    if (found.files.length === 0 || readings.some(({ state }) => state === "asked"))
      throw new AppError("dictionary.unanswered");
    const classes = toClasses(found, readings);
    const told = {
      classes: classes.length,
      conditions: classes.reduce((sum, { conditions }) => sum + conditions.length, 0),
      rejected: readings.filter(({ state }) => state === "fault").length,
    };
    const files = found.files.map(({ name, digest }) => ({ name, digest }));
    const made = await takeClasses(ctx, found, {
      classes,
      digest: digestOf(classes),
      changes: { ...told, files, answers: found.answers },
    });
    if (made.changed) await store.updateImport(ctx.db, id, { takenAt: ctx.clock.now(), versionId: made.versionId });
    return { ...made, ...told };
  });
