import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/**
 * Who sees a case beside what its lists are narrowed and ordered by: a row for each of its departments. The tables
 * themselves carry it there, so that no way a case changes can forget to. It is made anew from both whenever one of them
 * says something else.
 */
export const listWhoSees: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE case_departments (
        case_id uuid NOT NULL,
        department_id uuid NOT NULL,
        area_path text NOT NULL,
        category text NOT NULL,
        opened_at timestamptz NOT NULL
      )`.execute(db);
    await sql`
      INSERT INTO case_departments (case_id, department_id, area_path, category, opened_at)
      SELECT DISTINCT cases.id, seer, cases.area_path, category, opened_at
      FROM cases JOIN subjects ON subjects.id = cases.id, unnest(subjects.departments) AS seer`.execute(db);
    await sql`ALTER TABLE case_departments ADD PRIMARY KEY (case_id, department_id)`.execute(db);
    await sql`
      CREATE INDEX case_departments_category
      ON case_departments (department_id, category, opened_at DESC, case_id DESC, area_path text_pattern_ops)`.execute(
      db,
    );
    await sql`
      CREATE INDEX case_departments_area
      ON case_departments (department_id, area_path text_pattern_ops, category, opened_at DESC, case_id DESC)`.execute(
      db,
    );
    await sql`
      CREATE INDEX case_departments_newest
      ON case_departments (department_id, opened_at DESC, case_id DESC, category, area_path text_pattern_ops)`.execute(
      db,
    );
    await sql`
      CREATE FUNCTION carry_case_departments() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM case_departments AS carried USING subjects
        WHERE carried.case_id = NEW.id AND subjects.id = NEW.id
          AND carried.department_id <> ALL (subjects.departments);
        INSERT INTO case_departments AS carried (case_id, department_id, area_path, category, opened_at)
        SELECT DISTINCT cases.id, seer, cases.area_path, category, opened_at
        FROM cases JOIN subjects ON subjects.id = cases.id, unnest(subjects.departments) AS seer
        WHERE cases.id = NEW.id
        ON CONFLICT (case_id, department_id) DO UPDATE
        SET area_path = excluded.area_path, category = excluded.category, opened_at = excluded.opened_at
        WHERE (carried.area_path, carried.category, carried.opened_at)
          IS DISTINCT FROM (excluded.area_path, excluded.category, excluded.opened_at);
        RETURN NULL;
      END $$`.execute(db);
    await sql`
      CREATE TRIGGER cases_opened_carry AFTER INSERT ON cases
      FOR EACH ROW EXECUTE FUNCTION carry_case_departments()`.execute(db);
    await sql`
      CREATE TRIGGER cases_changed_carry AFTER UPDATE OF area_path, category, opened_at ON cases
      FOR EACH ROW WHEN ((OLD.area_path, OLD.category, OLD.opened_at)
        IS DISTINCT FROM (NEW.area_path, NEW.category, NEW.opened_at))
      EXECUTE FUNCTION carry_case_departments()`.execute(db);
    await sql`
      CREATE TRIGGER cases_seen_carry AFTER UPDATE OF departments ON subjects
      FOR EACH ROW WHEN (NEW.kind = 'case' AND OLD.departments IS DISTINCT FROM NEW.departments)
      EXECUTE FUNCTION carry_case_departments()`.execute(db);
  },
};
