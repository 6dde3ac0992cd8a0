import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

/**
 * What lies in a column. `words`: a text, or all strings of a JSON value. `named`: a JSON value of which only what is
 * named as words is anybody's (facts by id, answers, settings of a search); the rest is a machine's. `names`: of a JSON
 * value what is called a name.
 */
type Holds = "words" | "named" | "names";

/** What is touched, as people count it. */
export type SweptKind = "reports" | "cases" | "things" | "notices" | "intake" | "entriesMasked" | "entriesEmptied";

/** Columns of one table that people write into. */
export interface FreeText {
  readonly kind: SweptKind;
  readonly schema: string;
  readonly table: string;
  readonly columns: Readonly<Record<string, Holds>>;
  /** Columns of names and registers: a person's number may have come into one, their name is a shop's or a street's there too. */
  readonly titles: readonly string[];
}

const kinds: Readonly<Record<string, SweptKind>> = {
  ...{ reports: "reports", given_answers: "reports", form_answers: "reports" },
  ...{
    case_appeals: "cases",
    cases: "cases",
    matters: "cases",
    tasks: "cases",
    incidents: "cases",
    incident_steps: "cases",
  },
  ...{ deliveries: "notices", notices: "notices" },
  ...{ file_imports: "intake", import_batches: "intake", import_rejects: "intake" },
  ...{ parked_reactions: "intake", quarantined: "intake" },
};

const inPublic = (table: string, columns: FreeText["columns"], titles: readonly string[] = []): FreeText => ({
  kind: kinds[table] ?? "things",
  schema: "public",
  table,
  columns,
  titles,
});

/**
 * Every column of the live database that somebody's words may lie in. What is not named here is never rewritten: ids,
 * codes, paths, stages, numbers, names of classes and places. A new column for words belongs into this list.
 */
export const freeTexts: readonly FreeText[] = [
  inPublic("access_review_items", { reason: "words" }),
  inPublic("account_requests", { reason: "words" }),
  inPublic("case_appeals", { reason: "words", answer: "words" }),
  inPublic("case_views", { name: "words", query: "named" }),
  inPublic("cases", { title: "words", facts: "named" }, ["title"]),
  inPublic("channels", { last_failure: "words" }),
  inPublic("deliveries", { text: "words", failure: "words" }),
  inPublic("devices", { name: "words" }, ["name"]),
  inPublic("file_imports", { name: "words", files: "names", look: "words", seen: "words", fault: "words" }, [
    "look",
    "seen",
  ]),
  inPublic("form_answers", { answers: "named" }),
  inPublic("given_answers", { body: "named" }),
  inPublic("import_batches", { rejects: "named" }),
  inPublic("import_rejects", { text: "words" }),
  inPublic("incident_steps", { name: "words", order: "words" }),
  inPublic("incidents", { title: "words", words: "words", review_text: "words" }, ["title"]),
  inPublic("keys", { name: "words" }, ["name"]),
  inPublic("map_views", { name: "words", query: "named" }),
  inPublic("matters", { facts: "named" }),
  inPublic("notices", { text: "words", long: "words" }),
  inPublic("parked_reactions", { error: "words" }),
  inPublic("passkeys", { name: "words" }),
  inPublic("quarantined", { payload: "words", detail: "named" }, ["payload"]),
  inPublic("reports", { words: "words", connected_to: "words" }),
  inPublic("responsible_bodies", { words: "words" }),
  inPublic("risks", { controls: "words" }),
  inPublic("tasks", { what: "words" }),
  inPublic("warning_messages", { alert: "words" }),
  inPublic("warnings", { said: "words" }),
  inPublic("wider_reaches", { reason: "words" }),
  inPublic("things", { name: "words", attributes: "words" }, ["name", "attributes"]),
  { kind: "intake", schema: "jobs", table: "job", columns: { output: "named" }, titles: [] },
  { kind: "intake", schema: "jobs", table: "archive", columns: { output: "named" }, titles: [] },
];

/** Names of words in entries, answers and searches beside the facts of flows and forms. */
const named = "address answer comment detail error long message reason result stack text title what words".split(" ");

const listDefined = async (ctx: Context): Promise<{ id: string; kind: string }[]> => {
  const { rows } = await sql<{ id: string; kind: string }>`
    SELECT DISTINCT key AS id, definition->>'kind' AS kind FROM facts
    UNION SELECT f.key, f.value->>'kind' FROM form_versions, jsonb_each(definition->'facts') f`.execute(ctx.db);
  return rows;
};

/** Under which names words lie in facts, answers and entries: those of facts that are texts, wherever declared. */
export const listWordNames = async (ctx: Context): Promise<ReadonlySet<string>> => {
  const { registry } = ctx.deployment;
  const declared = [...ctx.flows.values()].flatMap(({ facts = {} }) => Object.entries(facts));
  const facts = [
    ...declared.map(([id, { kind }]) => ({ id, kind })),
    ...[...registry.facts].map(([id, { kind }]) => ({ id, kind })),
    ...(await listDefined(ctx)),
  ];
  return new Set([...named, ...facts.filter(({ kind }) => kind === "text").map(({ id }) => id)]);
};
