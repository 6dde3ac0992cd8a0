import type { Label } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "./database.ts";
import type { Registry } from "./registry.ts";

/** What of a pack is named in history. */
export type Declared = "thing" | "rule" | "case";

interface DeclaredNameTable {
  kind: Declared;
  id: string;
  zh: string;
  en: string;
}

declare module "./database.ts" {
  interface Tables {
    declared_names: DeclaredNameTable;
  }
}

const namesOf = (registry: Registry): DeclaredNameTable[] =>
  (
    [
      ["thing", registry.things],
      ["rule", registry.rules],
      ["case", registry.cases],
    ] as const
  ).flatMap(([kind, items]) => [...items.values()].map(({ id, name }) => ({ kind, id, zh: name.zh, en: name.en })));

/**
 * Keeps what everything is called now and answers what was called something once: history outlives the packs that
 * made it, and whoever reads it later knows no ids.
 */
export const keepDeclaredNames = async (db: Db, registry: Registry): Promise<ReadonlyMap<string, Label>> => {
  const names = namesOf(registry);
  if (names.length > 0)
    await db
      .insertInto("declared_names")
      .values(names)
      .onConflict((conflict) =>
        conflict.columns(["kind", "id"]).doUpdateSet({ zh: sql`excluded.zh`, en: sql`excluded.en` }),
      )
      .execute();
  const rows = await db.selectFrom("declared_names").selectAll().execute();
  return new Map(rows.map(({ kind, id, zh, en }) => [`${kind}/${id}`, { zh, en }]));
};
