import { type Actor, system } from "../platform/actor.ts";
import { transact } from "../platform/context.ts";
import { record } from "../platform/journal.ts";
import type { TestCity } from "./test-city.ts";

/** What is different of some entries. */
interface Sheets {
  readonly actor?: Actor;
  readonly type?: string;
  readonly areaPath?: string;
  readonly changes?: (at: number) => Record<string, unknown>;
}

/** Records so many entries of one kind in one transaction, for tests that want a journal and not what it is about. */
export const fileSheets = (city: TestCity, count: number, of: Sheets = {}): Promise<void> =>
  transact(city.context(of.actor ?? system("test")), async (ctx) => {
    for (let at = 0; at < count; at += 1)
      await record(ctx, {
        type: of.type ?? "sheet.filed",
        subject: { kind: "case", id: `case-${at}` },
        areaPath: of.areaPath ?? "4309/",
        departments: [],
        changes: of.changes?.(at) ?? { at, note: "井盖缺失" },
      });
  });
