import type { Clock } from "@chengyun/kernel";
import type { ColumnType } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface ClockTable {
  id: string;
  subject_id: string;
  clock: string;
  state: ColumnType<Clock, string, string>;
  started_at: Date;
  due_at: Date | null;
  stopped_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    clocks: ClockTable;
  }
}

/** One limit of one subject, running or stopped. */
export interface SubjectClock {
  readonly id: string;
  readonly subjectId: string;
  readonly name: string;
  readonly state: Clock;
}

const toColumns = (state: Clock) => ({
  state: JSON.stringify(state),
  started_at: new Date(state.startedAt),
  due_at: state.dueAt === null ? null : new Date(state.dueAt),
  stopped_at: state.stoppedAt === null ? null : new Date(state.stoppedAt),
});

/** Writes clocks as they are now, new and known alike. */
export const keepClocks = async (db: Db, clocks: readonly SubjectClock[]): Promise<void> => {
  if (clocks.length === 0) return;
  await db
    .insertInto("clocks")
    .values(
      clocks.map(({ id, subjectId, name, state }) => ({ id, subject_id: subjectId, clock: name, ...toColumns(state) })),
    )
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet((set) => ({
        state: set.ref("excluded.state"),
        started_at: set.ref("excluded.started_at"),
        due_at: set.ref("excluded.due_at"),
        stopped_at: set.ref("excluded.stopped_at"),
      })),
    )
    .execute();
};

/** Clocks of some subjects, in the order in which they were started. */
export const listClocks = async (db: Db, subjectIds: readonly string[]): Promise<SubjectClock[]> => {
  if (subjectIds.length === 0) return [];
  const rows = await db
    .selectFrom("clocks")
    .select(["id", "subject_id", "clock", "state"])
    .where("subject_id", "in", [...subjectIds])
    .orderBy("started_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ id: row.id, subjectId: row.subject_id, name: row.clock, state: row.state }));
};
