import type { ClickHouseClient } from "@clickhouse/client";
import type { DirtyHours } from "./dirty-hours.ts";
import { toInstant, toMs } from "./instant.ts";
import type { Latest } from "./latest.ts";
import { quality, type Reading } from "./reading.ts";
import { RowBuffer, readingColumns } from "./row-buffer.ts";
import { insertBinary } from "./store.ts";
import type { Writer } from "./writer.ts";

export interface NewCorrection {
  readonly stream: number;
  readonly at: number;
  readonly value: number;
  readonly received: number;
  /** Who corrects: the id of a person or of a rule. */
  readonly author: string;
  readonly reason: string;
}

export interface CorrectionParts {
  readonly store: ClickHouseClient;
  readonly writer: Writer;
  readonly dirty: DirtyHours;
  readonly latest: Latest;
}

interface Standing {
  readonly value: number;
  readonly quality: number;
  readonly ms: string;
  readonly revision: number | null;
}

const standing = `
SELECT value, quality, toUnixTimestamp64Milli(received) AS ms,
  (SELECT if(count() = 0, NULL, max(revision)) FROM reading_corrections
    WHERE stream = {stream:UInt32} AND at = {at:DateTime64(3, 'UTC')}) AS revision
FROM readings FINAL WHERE stream = {stream:UInt32} AND at = {at:DateTime64(3, 'UTC')}`;

const write = async (
  { store, dirty, latest, writer }: CorrectionParts,
  given: NewCorrection,
): Promise<number | undefined> => {
  const { stream, at, value, received, author, reason } = given;
  const found = await store.query({
    query: standing,
    query_params: { stream, at: toInstant(at) },
    format: "JSONEachRow",
  });
  const [before] = await found.json<Standing>();
  if (before === undefined) return undefined;
  const revision = (before.revision ?? 0) + 1;
  const key = { stream, at: toInstant(at) };
  const flag: number = quality.corrected;
  const rows = [{ ...key, revision, value, quality: flag, received: toInstant(received), author, reason }];
  if (before.revision === null) {
    const measured = { value: before.value, quality: before.quality, received: toInstant(toMs(before.ms)) };
    rows.unshift({ ...key, revision: 0, ...measured, author: "", reason: "" });
  }
  await store.insert({ table: "reading_corrections", values: rows, format: "JSONEachRow" });
  if (writer.isClosed(at)) dirty.want(stream, at);
  await dirty.write();
  const corrected: Reading = { stream, at, value, received, quality: flag };
  const row = new RowBuffer();
  row.addCorrection(corrected, revision);
  await insertBinary(store, readingColumns, row.view());
  if (latest.find(stream)?.at === at) latest.put(corrected);
  return revision;
};

/** Puts a value in force over the one measured, which is kept as revision 0; undefined when nothing was measured then. */
export const correct = (parts: CorrectionParts, correction: NewCorrection): Promise<number | undefined> =>
  parts.writer.between(() => write(parts, correction));
