import type { Label } from "@chengyun/kernel";
import type { ColumnType } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { statement } from "../../../platform/statement.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface DepartmentTable {
  id: string;
  code: string;
  name: Json<Label>;
}

interface PostTable {
  id: string;
  name: Json<Label>;
  role: string;
  department_id: string;
  area_path: string;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    departments: DepartmentTable;
    posts: PostTable;
  }
}

/** A department, without its duties: those are the profile's. */
export interface DepartmentRow {
  readonly id: string;
  readonly code: string;
  readonly name: Label;
}

/** A post with its department's name. */
export interface PostRow {
  readonly id: string;
  readonly name: Label;
  readonly role: string;
  readonly departmentId: string;
  readonly departmentName: Label;
  readonly areaPath: string;
}

/** Writes a department of the profile; its name follows the profile. */
export const keepDepartment = async (db: Db, department: DepartmentRow): Promise<void> => {
  const name = JSON.stringify(department.name);
  await db
    .insertInto("departments")
    .values({ id: department.id, code: department.code, name })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ name }))
    .execute();
};

const allDepartments = statement((db) => db.selectFrom("departments").selectAll().orderBy("code"));

export const listDepartmentRows = (db: Db): Promise<DepartmentRow[]> => allDepartments(db, {});

/** Writes a post; one that is there already stays as it is, and the answer is false. */
export const insertPost = async (db: Db, post: Omit<PostRow, "departmentName">): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("posts")
    .values({
      id: post.id,
      name: JSON.stringify(post.name),
      role: post.role,
      department_id: post.departmentId,
      area_path: post.areaPath,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};

/** All posts, or those with these ids. */
export const listPostRows = (db: Db, ids?: readonly string[]): Promise<PostRow[]> => {
  const query = db
    .selectFrom("posts as p")
    .innerJoin("departments as d", "d.id", "p.department_id")
    .select([
      "p.id",
      "p.name",
      "p.role",
      "p.department_id as departmentId",
      "d.name as departmentName",
      "p.area_path as areaPath",
    ])
    .orderBy("d.code")
    .orderBy("p.id");
  return ids === undefined ? query.execute() : query.where("p.id", "in", [...ids, emptyId]).execute();
};

/** Keeps `in ()` valid for an empty list; no post has it. */
const emptyId = "00000000-0000-0000-0000-000000000000";
