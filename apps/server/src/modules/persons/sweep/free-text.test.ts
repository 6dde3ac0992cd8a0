import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { freeTexts } from "./index.ts";

/** Swept by themselves (`sweep.ts`): each value by the name it goes under. */
const byName: Readonly<Record<string, string>> = { "public.journal": "changes", "public.known_facts": "value" };

/**
 * Columns that hold none of people's words: ids, codes, paths, stages, what the city itself declares and calls things,
 * and what a machine keeps. A login stays as it is, and a name somebody typed for a form, a rule or a mapping is the city's.
 */
const noWords: Readonly<Record<string, string>> = {
  "jobs.archive": "data dead_letter name policy singleton_key",
  "jobs.job": "data dead_letter name policy singleton_key",
  "jobs.queue": "dead_letter name partition_name policy",
  "jobs.schedule": "cron data name options timezone",
  "jobs.subscription": "event name",
  "public.access_review_items": "decision",
  "public.access_reviews": "role",
  "public.account_requests": "what",
  "public.accounts": "login password_hash resets",
  "public.alarm_reach": "rule",
  "public.alarms": "acknowledged_by area_path peak rule severity",
  "public.areas": "code geometry name parent_path path",
  "public.backup_runs": "asked_by fault kind name place state step",
  "public.base_features": "class geometry kind name properties ref source",
  "public.begun_entries": "note",
  "public.case_departments": "area_path category",
  "public.case_imports": "digest ref source verdict",
  "public.case_merges": "before by",
  "public.case_routes": "fields rule_name runs",
  "public.case_serials": "day",
  "public.case_views": "columns owner_id",
  "public.cases": "area_path category channel closed_by fixed_by no severity title_pairs verified_by",
  "public.channels": "kind name settings tells",
  "public.clock_calendars": "digest",
  "public.clocks": "clock state",
  "public.declared_names": "en id kind zh",
  "public.deliveries": "area_path channel key language person_id ref state subject_id subject_kind type",
  "public.departments": "code name",
  "public.devices": "area_path ref type",
  "public.dictionary_classes": "code conditions duty key major name of",
  "public.dictionary_imports": "answers dictionary files name version",
  "public.dictionary_mappings": "from_key to_key",
  "public.dictionary_versions": "dictionary digest name version",
  "public.facts": "definition key",
  "public.file_imports": "acts_for area_path began_by format kind layout mapping pass proposals stage",
  "public.follow_tokens": "digest",
  "public.form_answers": "actor_id form move",
  "public.form_attachments": "form kind name place",
  "public.form_versions": "definition form published_by",
  "public.forms": "draft key",
  "public.given_answers": "actor_id digest key",
  "public.import_batches": "counts kind lost",
  "public.import_rejects": "code field lines",
  "public.import_runs": "area_path began_by departments file kind mapping name places source",
  "public.incident_serials": "day",
  "public.incident_steps": "after kind level post step",
  "public.incidents": "area_path asked commander_id figures level no origin plan proposed proposed_words type",
  "public.journal": "actor_id actor_kind area_path cause_id cause_kind request_id stage subject_id subject_kind type",
  "public.journal_checkpoints": "note",
  "public.journal_cosignatures": "line witness",
  "public.journal_log": "frontier origin",
  "public.journal_stamps": "authority note",
  "public.keys": "scopes",
  "public.known_facts": "about_key about_kind actor_id area_path fact form subject_kind",
  "public.links": "area_path attributes line ref type",
  "public.map_versions": "what",
  "public.map_views": "owner_id",
  "public.migration_lock": "id",
  "public.migrations": "name timestamp",
  "public.notice_escalations": "by steps type",
  "public.notice_reads": "reader_id",
  "public.notice_settings": "choices language person_id quiet",
  "public.notice_templates": "by type words",
  "public.notices": "acknowledged_by area_path part permission persons subject_id subject_kind type",
  "public.pack_categories": "category",
  "public.parked_reactions": "name",
  "public.passkeys": "credential transports",
  "public.person_consents": "about_kind channel given_by language purpose",
  "public.person_ties": "kind",
  "public.persons": "held_by",
  "public.photos": "digest stage uploaded_by",
  "public.posts": "area_path name role",
  "public.quarantined": "address area_path device_id key reason",
  "public.reaction_cursors": "name",
  "public.recodings": "area_path",
  "public.reports": "area_path category channel citizen_kind client_key joined matter no urgency",
  "public.responsible_bodies": "area_path duty",
  "public.resource_uses": "kind reserved_by",
  "public.risk_scores": "colour factors",
  "public.risks": "area_path colour control_state factors inputs model",
  "public.routing_rules": "condition name",
  "public.sessions": "address agent way",
  "public.sign_on_bindings": "issuer",
  "public.streams": "area_path type",
  "public.subject_moves": "acted_for actor_id move",
  "public.subjects": "area_path flow forms kind limits stage waives",
  "public.tasks": "kind person_id state",
  "public.things": "area_path code open_alarms ref type",
  "public.warning_messages": "identifier msg_type sender",
  "public.warnings": "about area_paths colour reach shape source status type",
  "public.watches": "person_id subject_id subject_kind",
  "public.wider_reaches": "area_path permission",
};

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
});
afterAll(() => city.close());

/** Every column that can hold text, by table; partitions of the queue of jobs are its own. */
const listColumns = async (): Promise<string[]> => {
  const { rows } = await city.database.pool.query(
    `SELECT c.table_schema || '.' || c.table_name || '.' || c.column_name AS name
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE t.table_type = 'BASE TABLE' AND c.table_schema IN ('public', 'jobs')
       AND (c.data_type IN ('text', 'character varying', 'jsonb', 'json') OR c.udt_name IN ('_text', '_varchar'))
       AND NOT EXISTS (SELECT 1 FROM pg_inherits WHERE inhrelid = format('%I.%I', c.table_schema, c.table_name)::regclass)
     ORDER BY 1`,
  );
  return rows.map(({ name }: { name: string }) => name);
};

test("every column that text may lie in is swept when somebody is erased, or named as none of people's words", async () => {
  const named = (lists: Readonly<Record<string, string>>) =>
    Object.entries(lists).flatMap(([table, columns]) => columns.split(" ").map((column) => `${table}.${column}`));
  const swept = freeTexts.flatMap(({ schema, table, columns }) =>
    Object.keys(columns).map((column) => `${schema}.${table}.${column}`),
  );
  const known = [...swept, ...named(byName), ...named(noWords)];
  expect(
    known.filter((name, at) => known.indexOf(name) !== at),
    "in two lists",
  ).toEqual([]);
  expect([...known].sort()).toEqual((await listColumns()).sort());
});
