import type { Look, PersonPlain, Unmask } from "@chengyun/contracts";
import type { z } from "zod";
import { change } from "../../../platform/change.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { postsById } from "../../identity/department/index.ts";
import { personFlow } from "../way/index.ts";
import { type PersonField, personFields } from "./model.ts";
import { keepText, listPersonsBy, nameOf } from "./service.ts";
import { listPersons } from "./store.ts";
import { textsOf } from "./text.ts";
import { cipherOf, openPerson } from "./vault.ts";

const kind = personFlow.kind;

/** Finds persons by phone or identity number; that somebody was found is an entry of its own. */
export const searchPersons = (
  outer: Context,
  by: { phone: string } | { idNumber: string },
): Promise<readonly string[]> =>
  transact(outer, async (ctx) => {
    const ids = await listPersonsBy(ctx, by);
    for (const id of ids)
      await change(ctx, { kind, id }, "find", { apply: async () => ({ changes: { by: Object.keys(by)[0] } }) });
    return ids;
  });

/** Answers the asked parts of a person in plain, and records who looked, at what, for what purpose and why. */
export const unmaskPerson = (
  outer: Context,
  id: string,
  { purpose, reason, fields }: z.output<typeof Unmask>,
): Promise<z.output<typeof PersonPlain>> =>
  transact(outer, async (ctx) => {
    const shown: Partial<Record<PersonField, string>> = {};
    await change(ctx, { kind, id }, "unmask", {
      facts: { purpose, reason },
      apply: async (inner) => {
        const [found] = await listPersons(inner.db, [id]);
        const plain = found === undefined ? undefined : openPerson(cipherOf(inner), found);
        const asked = personFields.filter((field) => fields.includes(field) && plain?.[field] !== undefined);
        for (const field of asked) shown[field] = plain?.[field] ?? "";
        return { changes: { fields: asked, reasonText: await keepText(inner, id, reason) } };
      },
    });
    return { id, ...shown };
  });

const types = ["person.unmasked", "person.found"];
const most = 500;

const sayText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Who saw a person's data, newest first: every search that found them, every look in plain. */
export const looksOf = async (ctx: Context, id: string): Promise<z.output<typeof Look>[]> => {
  const rows = await ctx.db
    .selectFrom("journal")
    .select(["id", "at", "type", "actor_kind", "actor_id", "actor_post", "changes"])
    .where("subject_id", "=", id)
    .where("type", "in", types)
    .orderBy("id", "desc")
    .limit(most)
    .execute();
  const texts = await textsOf(
    ctx,
    rows.flatMap(({ changes }) => sayText(changes?.["reasonText"]) ?? []),
  );
  const names = await nameOf(
    ctx,
    rows.flatMap((row) => (row.actor_kind === "person" ? [row.actor_id] : [])),
  );
  const posts = await postsById(ctx, [...new Set(rows.flatMap((row) => row.actor_post ?? []))]);
  return rows.map((row) => {
    const purpose = sayText(row.changes?.["purpose"]);
    const reason = texts.get(sayText(row.changes?.["reasonText"]) ?? "");
    const fields = row.changes?.["fields"];
    return {
      at: row.at.toISOString(),
      how: row.type === "person.unmasked" ? ("unmasked" as const) : ("found" as const),
      by: names.get(row.actor_id) ?? row.actor_id,
      ...(posts.get(row.actor_post ?? "") === undefined ? {} : { post: posts.get(row.actor_post ?? "")?.name }),
      ...(purpose === undefined ? {} : { purpose }),
      ...(reason === undefined ? {} : { reason }),
      fields: Array.isArray(fields) ? fields.map(String) : [],
    };
  });
};
