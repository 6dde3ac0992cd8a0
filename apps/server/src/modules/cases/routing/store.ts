import type { Label } from "@chengyun/kernel";
import { type ColumnType, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { statement } from "../../../platform/statement.ts";
import type { Fields, Rule, Run } from "./decide.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface RoutingRuleTable {
  id: string;
  place: number;
  name: Json<Label>;
  condition: string;
  department_id: string;
}

interface CaseRouteTable {
  case_id: string;
  rule_id: string | null;
  rule_version: number | null;
  rule_name: ColumnType<Label | null, string | null, string | null>;
  department_id: string;
  runs: Json<readonly Run[]>;
  fields: Json<Fields>;
  ran: number;
  at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    routing_rules: RoutingRuleTable;
    case_routes: CaseRouteTable;
  }
}

/** A rule with what people know it by. */
export interface NamedRule extends Rule {
  readonly name: Label;
  readonly place: number;
  readonly stage: string;
}

/** Where a case should go, and why: what was decided last. */
export interface Route {
  readonly caseId: string;
  /** Absent: no rule held, its category's duty decided. */
  readonly rule: { readonly id: string; readonly version: number; readonly name: Label } | undefined;
  readonly departmentId: string;
  readonly runs: readonly Run[];
  readonly fields: Fields;
  /** How many rules ran for it. */
  readonly ran: number;
  readonly at: Date;
}

const rules = statement((db, given: { retired: boolean }) =>
  db
    .selectFrom("routing_rules as r")
    .innerJoin("subjects as s", "s.id", "r.id")
    .select(["r.id", "r.place", "r.name", "r.condition", "r.department_id", "s.version", "s.stage", "s.area_path"])
    .where(sql<boolean>`(${given.retired}::boolean OR s.stage = 'active')`)
    .orderBy("r.place")
    .orderBy("r.id"),
);

/** Rules in the order in which they are asked; retired ones only when asked for. */
export const listRules = async (db: Db, options: { retired?: boolean } = {}): Promise<NamedRule[]> => {
  const rows = await rules(db, { retired: options.retired === true });
  return rows.map(({ department_id, area_path, ...row }) => ({
    ...row,
    departmentId: department_id,
    areaPath: area_path,
  }));
};

type RuleRow = Pick<NamedRule, "id" | "place" | "name" | "condition" | "departmentId">;

const toColumns = ({ name, departmentId, ...rule }: RuleRow) => ({
  ...rule,
  name: JSON.stringify(name),
  department_id: departmentId,
});

export const insertRule = async (db: Db, rule: RuleRow): Promise<void> => {
  await db.insertInto("routing_rules").values(toColumns(rule)).execute();
};

export const updateRule = async (db: Db, rule: RuleRow): Promise<void> => {
  await db.updateTable("routing_rules").set(toColumns(rule)).where("id", "=", rule.id).execute();
};

export const findRule = async (db: Db, id: string): Promise<RuleRow | undefined> => {
  const row = await db.selectFrom("routing_rules").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return undefined;
  const { department_id, ...rule } = row;
  return { ...rule, departmentId: department_id };
};

export const keepRoute = async (db: Db, route: Route): Promise<void> => {
  const row = {
    rule_id: route.rule?.id ?? null,
    rule_version: route.rule?.version ?? null,
    rule_name: route.rule === undefined ? null : JSON.stringify(route.rule.name),
    department_id: route.departmentId,
    runs: JSON.stringify(route.runs),
    fields: JSON.stringify(route.fields),
    ran: route.ran,
    at: route.at,
  };
  await db
    .insertInto("case_routes")
    .values({ case_id: route.caseId, ...row })
    .onConflict((conflict) => conflict.column("case_id").doUpdateSet(row))
    .execute();
};

export const findRoute = async (db: Db, caseId: string): Promise<Route | undefined> => {
  const row = await db.selectFrom("case_routes").selectAll().where("case_id", "=", caseId).executeTakeFirst();
  if (row === undefined) return undefined;
  const { rule_id, rule_version, rule_name } = row;
  return {
    caseId,
    rule:
      rule_id === null || rule_version === null || rule_name === null
        ? undefined
        : { id: rule_id, version: rule_version, name: rule_name },
    departmentId: row.department_id,
    runs: row.runs,
    fields: row.fields,
    ran: row.ran,
    at: row.at,
  };
};
