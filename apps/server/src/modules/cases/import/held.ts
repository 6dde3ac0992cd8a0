import { createHash } from "node:crypto";
import type { ImportedRow, RowChange } from "@chengyun/contracts";
import type { FactValues } from "@chengyun/kernel";
import canonicalize from "canonicalize";
import { attributeChanges, changesOf } from "../../../platform/row-change.ts";
import { gap } from "../../persons/sweep/index.ts";
import type { ImportedCase, Refusal } from "./model.ts";
import { type Ground, toImported } from "./row.ts";

/** A case that came from elsewhere as it is here now. */
export interface HeldReport {
  readonly ref: string;
  readonly id: string;
  /** What its row said last; unknown of those that came before that was kept. */
  readonly digest: string | null;
  /** Nobody here has moved it since its row came, and no other report joined it. */
  readonly isUntouched: boolean;
  readonly stage: string;
  readonly category: string;
  readonly title: string;
  readonly position: readonly [longitude: number, latitude: number];
  readonly placed: boolean;
  readonly areaPath: string;
  readonly departmentId: string | undefined;
  readonly channel: string;
  readonly facts: FactValues;
  readonly openedAt: number;
  readonly closedAt: number | undefined;
  readonly targetAt: number | undefined;
  readonly verdict: string | undefined;
}

const digestBytes = 16;

/** By what a row is known to say the same as before, wherever it stands in its file. */
export const digestRow = ({ line: _, ...row }: ImportedRow): string =>
  createHash("sha256")
    .update(canonicalize(row) ?? "")
    .digest()
    .subarray(0, digestBytes)
    .toString("base64url");

/** Somebody's words were taken out of it when they were erased: no file brings them back. */
const hasGap = ({ title, facts }: HeldReport): boolean => `${title} ${JSON.stringify(facts)}`.includes(gap);

/** A row of a case there is: nothing new, why it is not taken, or what the case becomes by it. */
export type Verdict =
  | { readonly kept: "known" }
  | { readonly kept: "refused"; readonly refusal: Refusal }
  | { readonly kept: "changed"; readonly one: ImportedCase; readonly changes: readonly RowChange[] };

const momentOf = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** What the row says, and of what it doesn't say what is known here. */
const complete = (row: ImportedRow, held: HeldReport): ImportedRow => {
  const { queue, result, imported: _, ...facts } = held.facts;
  const words = Object.entries(facts).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return {
    ...row,
    position: row.position ?? [held.position[0], held.position[1]],
    placed: row.position === undefined ? held.placed : row.placed,
    targetAt: row.targetAt ?? momentOf(held.targetAt),
    closedAt: row.closedAt ?? momentOf(held.closedAt),
    verdict: row.verdict ?? (held.verdict as ImportedRow["verdict"]),
    queue: row.queue ?? textOf(queue),
    result: row.result ?? textOf(result),
    facts: { ...Object.fromEntries(words), ...row.facts },
  };
};

const minuteOf = (moment: string | undefined): string | undefined =>
  moment === undefined ? undefined : new Date(moment).toISOString();

const changesBetween = (held: HeldReport, { row, ...one }: ImportedCase): RowChange[] => {
  const before = {
    ...{ category: held.category, title: held.title, position: held.position, areaPath: held.areaPath },
    ...{ department: held.departmentId, channel: held.channel, status: held.stage === "closed" ? "closed" : "open" },
    ...{ openedAt: momentOf(held.openedAt), targetAt: momentOf(held.targetAt), closedAt: momentOf(held.closedAt) },
    verdict: held.verdict,
  };
  const after = {
    ...{ category: row.category, title: row.title, position: one.position, areaPath: one.areaPath },
    ...{ department: one.departmentId, channel: row.channel, status: row.status },
    ...{ openedAt: minuteOf(row.openedAt), closedAt: minuteOf(row.closedAt), verdict: row.verdict },
    targetAt: one.clock === undefined ? momentOf(held.targetAt) : minuteOf(row.targetAt),
  };
  const { imported: _, ...facts } = held.facts;
  const said = { ...row.facts, ...(row.queue && { queue: row.queue }), ...(row.result && { result: row.result }) };
  return [
    ...changesOf(before, after, [
      ...(["category", "title", "position", "areaPath", "department", "channel"] as const),
      ...(["status", "openedAt", "targetAt", "closedAt", "verdict"] as const),
    ]),
    ...attributeChanges(facts, said, (id) => ({ zh: id, en: id })),
  ];
};

/**
 * What a row means for the case there is. What its system says anew is taken as an imported fact while nobody here has
 * worked on the case; else it is told, and so is what would open it again.
 */
export const judgeHeld = (
  source: string,
  row: ImportedRow,
  { held, ground }: { held: HeldReport; ground: Ground },
): Verdict => {
  if (held.digest === digestRow(row)) return { kept: "known" };
  if (hasGap(held)) return { kept: "refused", refusal: { line: row.line, ref: row.ref, code: "words-erased" } };
  const read = toImported(source, complete(row, held), ground);
  if ("code" in read) return { kept: "refused", refusal: read };
  const departmentId = row.department === undefined ? held.departmentId : read.departmentId;
  const one = { ...read, id: held.id, departmentId, stage: stageOf(read, departmentId) };
  const changes = changesBetween(held, one);
  if (changes.length === 0) return { kept: "known" };
  const refuse = (code: string): Verdict => ({ kept: "refused", refusal: { line: row.line, ref: row.ref, code } });
  if (!ground.isInScope(held.areaPath, held.departmentId === undefined ? [] : [held.departmentId]))
    return refuse("out-of-scope");
  if (!held.isUntouched) return refuse("goes-on-here");
  if (held.stage === "closed" && row.status === "open") return refuse("opened-again-there");
  return { kept: "changed", one, changes };
};

const stageOf = ({ row: { status }, stage }: ImportedCase, departmentId: string | undefined): string => {
  if (status === "closed") return stage;
  return departmentId === undefined ? "filed" : "disposing";
};
