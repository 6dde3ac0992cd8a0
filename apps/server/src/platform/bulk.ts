import { createHash } from "node:crypto";
import type { Label } from "@chengyun/kernel";
import canonicalize from "canonicalize";
import { type Context, newId, transact } from "./context.ts";
import { record } from "./journal.ts";

/** Most rows of one transaction: a longer one would hold the live feed back. */
export const bulkMost = 500;

/** What became of one row of many. */
export interface KeptRow {
  readonly ref: string;
  readonly kept: "added" | "changed" | "known" | "refused";
  /** Why it was refused, e.g. `unknown-type`. */
  readonly reason?: string;
  /** Which field of the row the reason is about, where it is about one. */
  readonly about?: RowField;
  /** Kept with a doubt: a report that nobody could place. */
  readonly isFlagged?: boolean;
  /** Id of what it is now, where it is something that has one. */
  readonly id?: string;
}

/** A field of a row as people call it, with what stands there. */
export interface RowField {
  readonly field: string;
  readonly name: Label;
  readonly value: string;
}

/** Where rows come from: what the entry of their batch says. */
export interface BulkSource {
  readonly source: string;
  /** SHA-256 of the whole file, hex. */
  readonly file?: string;
}

/** How rows of one kind are kept. */
export interface Bulk<Row> {
  /** Plural, as in the entry: `things`. */
  readonly of: string;
  readonly from: BulkSource;
  readonly refOf: (row: Row) => string;
  /** Keeps some rows, no ref twice among them, in the transaction of the context. */
  readonly keep: (ctx: Context, rows: readonly Row[]) => Promise<readonly KeptRow[]>;
  /** Smallest area that holds all of them: who sees it, sees their entry. */
  readonly areaOf: (rows: readonly Row[], kept: readonly KeptRow[]) => string;
}

const digestOf = (rows: readonly unknown[]): string =>
  createHash("sha256")
    .update(canonicalize(rows) ?? "")
    .digest("hex");

const isNews = ({ kept }: KeptRow): boolean => kept === "added" || kept === "changed";

/** One entry a batch: its rows are imported facts, and their digest proves what they were. */
const recordBatch = async <Row>(ctx: Context, bulk: Bulk<Row>, rows: readonly Row[], kept: readonly KeptRow[]) => {
  const news = new Set(kept.filter(isNews).map(({ ref }) => ref));
  if (news.size === 0) return;
  const count = (what: KeptRow["kept"]) => kept.filter((row) => row.kept === what).length;
  await record(ctx, {
    type: "import.kept",
    subject: { kind: "import", id: newId() },
    areaPath: bulk.areaOf(rows, kept),
    departments: [],
    changes: {
      of: bulk.of,
      ...bulk.from,
      rows: news.size,
      added: count("added"),
      changed: count("changed"),
      refused: count("refused"),
      digest: digestOf(rows.filter((row) => news.has(bulk.refOf(row)))),
    },
  });
};

/**
 * Keeps many rows, some hundred a transaction with one entry each. Safe to repeat: what is known stays and records
 * nothing. Of several rows with one ref the first counts; which of the others is right nobody can say.
 */
export const keepMany = async <Row>(outer: Context, rows: readonly Row[], bulk: Bulk<Row>): Promise<KeptRow[]> => {
  const seen = new Set<string>();
  const all: KeptRow[] = [];
  for (let from = 0; from < rows.length; from += bulkMost) {
    const some = rows.slice(from, from + bulkMost);
    const once = some.filter((row) => {
      const ref = bulk.refOf(row);
      return seen.has(ref) ? false : seen.add(ref);
    });
    const kept = await transact(outer, async (ctx) => {
      const told = await bulk.keep(ctx, once);
      await recordBatch(ctx, bulk, once, told);
      return told;
    });
    const byRef = new Map(kept.map((row) => [row.ref, row]));
    const taken = new Set(once);
    for (const row of some) {
      const ref = bulk.refOf(row);
      const told = taken.has(row) ? byRef.get(ref) : undefined;
      all.push(told ?? { ref, kept: "refused", reason: "repeated-in-file" });
    }
  }
  return all;
};
