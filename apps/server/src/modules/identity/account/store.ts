import { type ColumnType, sql } from "kysely";
import { type Actor, isMachine } from "../../../platform/actor.ts";
import type { Db } from "../../../platform/database.ts";
import { statement } from "../../../platform/statement.ts";

interface AccountTable {
  id: string;
  login: string;
  person_id: string;
  post_ids: string[];
  /** Null: nobody can sign in with a password (a one-click entry of the demo city). */
  password_hash: string | null;
  must_change: boolean;
  /** Counts password changes and retirement; a session of an older epoch is none. */
  epoch: number;
  demo: boolean;
  last_sign_in_at: Date | null;
  /** Text of the vault that holds a drawing of whoever it belongs to. */
  portrait_text_id: string | null;
  /** What others reset of it, until its owner has seen that. */
  resets: ColumnType<AccountReset[], string | undefined, string>;
}

/** Something of somebody's way in that somebody else set anew. */
export interface AccountReset {
  readonly what: "password" | "factor" | "sign-on" | "passkeys";
  readonly at: string;
  /** Person of the vault. */
  readonly by: string;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    accounts: AccountTable;
  }
}

/** An account with where it stands. */
export interface AccountRow {
  readonly id: string;
  readonly login: string;
  readonly personId: string;
  readonly postIds: readonly string[];
  readonly passwordHash: string | undefined;
  readonly mustChange: boolean;
  readonly epoch: number;
  readonly demo: boolean;
  readonly lastSignInAt: Date | undefined;
  readonly stage: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly hasFactor: boolean;
  readonly passkeys: number;
  /** Whether the account is connected to the city's own sign-on server, or invited by its first. */
  readonly signOn: "connected" | "invited" | null;
  readonly resets: readonly AccountReset[];
}

/** What a new account is made of. */
export interface NewAccount {
  readonly id: string;
  readonly login: string;
  readonly personId: string;
  readonly postIds: readonly string[];
  readonly passwordHash: string | undefined;
  readonly demo: boolean;
  readonly portraitTextId: string | undefined;
}

const selectAccounts = (db: Db) =>
  db
    .selectFrom("accounts as a")
    .innerJoin("subjects as s", "s.id", "a.id")
    .select([
      "a.id",
      "a.login",
      "a.person_id as personId",
      "a.post_ids as postIds",
      "a.password_hash",
      "a.must_change as mustChange",
      "a.epoch",
      "a.demo",
      "a.last_sign_in_at",
      "a.resets",
      "s.stage",
      "s.version",
      "s.created_at as createdAt",
    ])
    .select(
      sql<boolean>`EXISTS (SELECT FROM factors f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL)`.as(
        "hasFactor",
      ),
    )
    .select(sql<number>`(SELECT count(*)::int FROM passkeys k WHERE k.account_id = a.id)`.as("passkeys"))
    .select(
      sql<"connected" | "invited" | null>`(
        SELECT CASE WHEN b.subject IS NULL THEN 'invited' ELSE 'connected' END
        FROM sign_on_bindings b WHERE b.account_id = a.id)`.as("signOn"),
    );

const fromRow = ({
  password_hash,
  last_sign_in_at,
  ...row
}: Awaited<ReturnType<ReturnType<typeof selectAccounts>["executeTakeFirstOrThrow"]>>): AccountRow => ({
  ...row,
  passwordHash: password_hash ?? undefined,
  lastSignInAt: last_sign_in_at ?? undefined,
});

/** Writes a new account; false when its login is taken. */
export const insertAccount = async (db: Db, account: NewAccount): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("accounts")
    .values({
      id: account.id,
      login: account.login,
      person_id: account.personId,
      post_ids: [...account.postIds],
      password_hash: account.passwordHash ?? null,
      must_change: account.passwordHash !== undefined,
      epoch: 1,
      demo: account.demo,
      last_sign_in_at: null,
      portrait_text_id: account.portraitTextId ?? null,
    })
    .onConflict((conflict) => conflict.column("login").doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};

export const findAccountRow = async (
  db: Db,
  by: { id: string } | { login: string },
): Promise<AccountRow | undefined> => {
  const query =
    "id" in by ? selectAccounts(db).where("a.id", "=", by.id) : selectAccounts(db).where("login", "=", by.login);
  const row = await query.executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

/** One page in order of id, of those in the actor's scope. */
export const listAccountRows = async (
  db: Db,
  actor: Actor,
  page: { after: string | undefined; limit: number; withDemo: boolean },
): Promise<AccountRow[]> => {
  let query = selectAccounts(db).orderBy("a.id").limit(page.limit);
  if (page.after !== undefined) query = query.where("a.id", ">", page.after);
  if (!page.withDemo) query = query.where("a.demo", "=", false);
  if (!isMachine(actor)) {
    query = query.where(sql<boolean>`starts_with(s.area_path, ${actor.areaPath})`);
    if (actor.departments !== "all")
      query = query.where(sql<boolean>`s.departments && ${[...actor.departments]}::uuid[]`);
  }
  return (await query.execute()).map(fromRow);
};

export const updatePosts = async (db: Db, id: string, postIds: readonly string[]): Promise<void> => {
  await db
    .updateTable("accounts")
    .set({ post_ids: [...postIds] })
    .where("id", "=", id)
    .execute();
};

/** Writes a password, or takes it away, and begins a new epoch; answers the epoch. */
export const updatePassword = async (
  db: Db,
  id: string,
  password: { hash: string | undefined; mustChange: boolean },
): Promise<number> => {
  const { epoch } = await db
    .updateTable("accounts")
    .set({
      password_hash: password.hash ?? null,
      must_change: password.mustChange,
      epoch: sql<number>`epoch + 1`,
    })
    .where("id", "=", id)
    .returning("epoch")
    .executeTakeFirstOrThrow();
  return epoch;
};

/** Ends all sessions of an account. */
export const startEpoch = async (db: Db, id: string): Promise<void> => {
  await db.updateTable("accounts").set({ epoch: sql<number>`epoch + 1` }).where("id", "=", id).execute();
};

export const noteSignIn = async (db: Db, id: string, at: Date): Promise<void> => {
  await db.updateTable("accounts").set({ last_sign_in_at: at }).where("id", "=", id).execute();
};

/** Keeps what somebody else reset, for its owner to see. */
export const noteReset = async (db: Db, id: string, reset: AccountReset): Promise<void> => {
  await db
    .updateTable("accounts")
    .set({ resets: sql<string>`resets || ${JSON.stringify([reset])}::jsonb` })
    .where("id", "=", id)
    .execute();
};

/** Its owner has seen what was reset. */
export const clearResets = async (db: Db, id: string): Promise<void> => {
  await db.updateTable("accounts").set({ resets: "[]" }).where("id", "=", id).execute();
};

/** Whether somebody acts in another's post at this moment. */
export const isDeputy = async (db: Db, personId: string, now: Date): Promise<boolean> => {
  const row = await db
    .selectFrom("deputies")
    .select("id")
    .where("deputy_id", "=", personId)
    .where("ended_at", "is", null)
    .where("until_at", ">", now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};

/** Whether somebody is left who administers the whole city in a role; others who ask the same wait for this transaction. */
export const hasAdministrator = async (db: Db, role: string): Promise<boolean> => {
  await sql`SELECT pg_advisory_xact_lock(hashtext('chengyun last administrator'))`.execute(db);
  const row = await db
    .selectFrom("accounts as a")
    .innerJoin("subjects as s", "s.id", "a.id")
    .innerJoin("posts as p", (join) => join.on(sql<boolean>`p.id = ANY (a.post_ids)`))
    .select("a.id")
    .where("s.stage", "=", "active")
    .where("a.password_hash", "is not", null)
    .where("p.role", "=", role)
    .where("p.area_path", "=", "")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};

/** Somebody in one of their posts. */
export interface Holder {
  readonly personId: string;
  readonly postId: string;
  readonly departmentId: string;
  readonly areaPath: string;
}

interface Holding {
  readonly roles: readonly string[];
  readonly areaPath: string | null;
  readonly departmentId: string | null;
  readonly withDemo: boolean;
}

const holders = statement((db, given: Holding) =>
  db
    .selectFrom("accounts as a")
    .innerJoin("subjects as s", "s.id", "a.id")
    .innerJoin("posts as p", (join) => join.on(sql<boolean>`p.id = ANY (a.post_ids)`))
    .select(["a.person_id as personId", "p.id as postId", "p.department_id as departmentId", "p.area_path as areaPath"])
    .where("s.stage", "=", "active")
    .where(sql<boolean>`p.role = ANY (${given.roles}::text[])`)
    .where(sql<boolean>`(${given.areaPath}::text IS NULL OR starts_with(${given.areaPath}::text, p.area_path))`)
    .where(sql<boolean>`(${given.departmentId}::uuid IS NULL OR p.department_id = ${given.departmentId}::uuid)`)
    .where(sql<boolean>`(${given.withDemo}::boolean OR NOT a.demo)`)
    .orderBy(sql`length(p.area_path)`, "desc")
    .orderBy("a.id"),
);

/** Who has a post of one of these roles: in this department, or whose area holds this place; the narrowest area first. */
export const listHolders = async (
  db: Db,
  asked: { roles: readonly string[]; areaPath?: string; departmentId?: string; withDemo: boolean },
): Promise<Holder[]> => {
  if (asked.roles.length === 0) return [];
  const { roles, areaPath = null, departmentId = null, withDemo } = asked;
  return holders(db, { roles, areaPath, departmentId, withDemo });
};

/**
 * For each of several things, the persons with a post whose area holds its place and that has one of its roles, is of
 * one of its departments, or is named; all by one statement.
 */
export const listToldRows = async (
  db: Db,
  all: readonly {
    readonly areaPath: string;
    readonly roles: readonly string[];
    readonly departments: readonly string[];
    readonly postIds: readonly string[];
  }[],
  {
    readers,
    withDemo,
  }: {
    /** Posts of a thing's departments count with one of these roles only. */
    readonly readers: readonly string[];
    readonly withDemo: boolean;
  },
): Promise<string[][]> => {
  if (all.length === 0) return [];
  const things = all.map(({ areaPath, roles, departments, postIds }, n) => ({
    n,
    areaPath,
    roles,
    departments,
    postIds,
  }));
  const { rows } = await sql<{ n: number; persons: string[] }>`
    SELECT asked.n, array_agg(DISTINCT a.person_id ORDER BY a.person_id) AS persons
    FROM jsonb_to_recordset(${JSON.stringify(things)}::jsonb)
      AS asked(n int, "areaPath" text, roles text[], departments uuid[], "postIds" uuid[])
    JOIN posts p ON starts_with(asked."areaPath", p.area_path)
      AND (p.role = ANY (asked.roles) OR p.id = ANY (asked."postIds")
        OR (p.department_id = ANY (asked.departments) AND p.role = ANY (${[...readers]}::text[])))
    JOIN accounts a ON p.id = ANY (a.post_ids) AND (${withDemo}::boolean OR NOT a.demo)
    JOIN subjects s ON s.id = a.id AND s.stage = 'active'
    GROUP BY asked.n`.execute(db);
  const found = new Map(rows.map(({ n, persons }) => [n, persons]));
  return all.map((_, n) => found.get(n) ?? []);
};

/** Where the portrait of somebody with an account lies, in use or not: the journal goes on naming who left. */
export const findPortraitText = (db: Db, personId: string): Promise<{ textId: string | null } | undefined> =>
  db.selectFrom("accounts").select("portrait_text_id as textId").where("person_id", "=", personId).executeTakeFirst();

/** Which of these persons have an account that is in use. */
export const listWithAccount = async (db: Db, personIds: readonly string[]): Promise<string[]> =>
  personIds.length === 0
    ? []
    : (
        await db
          .selectFrom("accounts as a")
          .innerJoin("subjects as s", "s.id", "a.id")
          .select("a.person_id as personId")
          .where("s.stage", "=", "active")
          .where("a.person_id", "in", [...personIds])
          .execute()
      ).map(({ personId }) => personId);

/** Security administrators who could approve something in an area: all but these persons. */
export const listSecurityAdministrators = async (
  db: Db,
  { areaPath, but, withDemo }: { areaPath: string; but: readonly string[]; withDemo: boolean },
): Promise<string[]> =>
  (await listHolders(db, { roles: ["security-administrator"], areaPath, withDemo }))
    .map(({ personId }) => personId)
    .filter((id) => !but.includes(id));
