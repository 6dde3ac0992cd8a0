import type { Language, PersonalChannel } from "@chengyun/kernel";
import type { Selectable } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { Consent, Purpose } from "./model.ts";

interface ConsentTable {
  id: string;
  person_id: string;
  purpose: Purpose;
  channel: PersonalChannel;
  about_kind: string;
  about_id: string;
  language: Language;
  given_at: Date;
  given_by: string;
  withdrawn_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    person_consents: ConsentTable;
  }
}

const fromRow = (row: Selectable<ConsentTable>): Consent => ({
  id: row.id,
  personId: row.person_id,
  purpose: row.purpose,
  channel: row.channel,
  about: { kind: row.about_kind, id: row.about_id },
  language: row.language,
  givenAt: row.given_at,
  givenBy: row.given_by,
  withdrawnAt: row.withdrawn_at ?? undefined,
});

/** Writes a consent; false when the same one of the same giver stands already. */
export const insertConsent = async (db: Db, consent: Consent): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("person_consents")
    .values({
      id: consent.id,
      person_id: consent.personId,
      purpose: consent.purpose,
      channel: consent.channel,
      about_kind: consent.about.kind,
      about_id: consent.about.id,
      language: consent.language,
      given_at: consent.givenAt,
      given_by: consent.givenBy,
      withdrawn_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};

/** Consents that stand about some subjects, the oldest first. */
export const listStanding = async (db: Db, aboutIds: readonly string[]): Promise<Consent[]> =>
  aboutIds.length === 0
    ? []
    : (
        await db
          .selectFrom("person_consents")
          .selectAll()
          .where("about_id", "in", [...aboutIds])
          .where("withdrawn_at", "is", null)
          .orderBy("given_at")
          .orderBy("id")
          .execute()
      ).map(fromRow);

/** Everything a person ever agreed to, the newest first. */
export const listOfPerson = async (db: Db, personId: string): Promise<Consent[]> =>
  (
    await db
      .selectFrom("person_consents")
      .selectAll()
      .where("person_id", "=", personId)
      .orderBy("given_at", "desc")
      .orderBy("id", "desc")
      .limit(200)
      .execute()
  ).map(fromRow);

/** About how many reports consents were given in a person's name since a moment. */
export const countSubjects = async (db: Db, personId: string, since: Date): Promise<number> => {
  const { subjects } = await db
    .selectFrom("person_consents")
    .select((select) => select.fn.count<number>("about_id").distinct().as("subjects"))
    .where("person_id", "=", personId)
    .where("about_kind", "<>", "person")
    .where("given_at", ">", since)
    .executeTakeFirstOrThrow();
  return Number(subjects);
};

/** Takes a consent back; false when it was before. */
export const endConsent = async (db: Db, id: string, at: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("person_consents")
    .set({ withdrawn_at: at })
    .where("id", "=", id)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};
