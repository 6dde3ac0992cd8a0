import type { Database } from "../platform/database.ts";

/**
 * Cases whose departments, area, category or opening are carried otherwise than they are (0012). Every test city looks
 * for them when it is closed: whatever a suite did to cases, lists show them to nobody else than their scope does.
 */
export const listCarriedAstray = async ({ pool }: Pick<Database, "pool">): Promise<string[]> => {
  const { rows } = await pool.query(`
    WITH are AS (
      SELECT DISTINCT cases.id AS case_id, seer AS department_id, cases.area_path, category, opened_at
      FROM cases JOIN subjects ON subjects.id = cases.id, unnest(subjects.departments) AS seer
    ), carried AS (SELECT case_id, department_id, area_path, category, opened_at FROM case_departments)
    SELECT DISTINCT case_id FROM (
      (TABLE are EXCEPT TABLE carried) UNION ALL (TABLE carried EXCEPT TABLE are)
    ) AS astray`);
  return rows.map(({ case_id }) => case_id);
};
