import { AppError } from "../../../platform/app-error.ts";
import { change } from "../../../platform/change.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { unseal } from "../../../platform/seal.ts";
import type { Subject } from "../../../platform/subject.ts";
import { purposes } from "../way/index.ts";
import { keepText } from "./service.ts";
import { listTexts, type SealedText } from "./store.ts";
import { cipherOf } from "./vault.ts";

const openTexts = (ctx: Context, texts: readonly SealedText[]): Map<string, string> => {
  const cipher = cipherOf(ctx);
  return new Map(
    texts.map((text) => [
      text.id,
      unseal(cipher.unwrap(text.wrappedKey, text.keyOf), text.sealed, text.id).toString("utf8"),
    ]),
  );
};

/** Free texts by id; those of erased persons are absent. */
export const textsOf = async (ctx: Context, ids: readonly string[]): Promise<Map<string, string>> =>
  openTexts(ctx, await listTexts(ctx.db, ids));

/** Why somebody reads words in plain. */
export interface Reading {
  readonly purpose: string;
  readonly reason: string;
}

/**
 * Opens the personal words of a subject for a purpose and a reason. Whose words they are sees the look among those of
 * their data; words nobody is named for leave an entry of the subject. The reason lies in the vault like theirs.
 */
export const readTexts = (
  outer: Context,
  of: Pick<Subject, "kind" | "id" | "areaPath" | "departments">,
  { ids, purpose, reason }: Reading & { readonly ids: readonly string[] },
): Promise<Map<string, string>> =>
  transact(outer, async (ctx) => {
    if (!Object.hasOwn(purposes, purpose))
      throw new AppError("subject.missing-facts", { faults: [{ path: "facts.purpose", code: "choice" }] });
    const texts = await listTexts(ctx.db, ids);
    const about = { kind: of.kind, id: of.id };
    for (const id of new Set(texts.map(({ keyOf }) => keyOf))) {
      const isNobodys = texts.some((text) => text.id === id);
      if (isNobodys) continue;
      await change(ctx, { kind: "person", id }, "unmask", {
        facts: { purpose, reason },
        apply: async (inner) => ({
          changes: { fields: ["text"], about, reasonText: await keepText(inner, id, reason) },
        }),
      });
    }
    await record(ctx, {
      type: `${of.kind}.words-read`,
      subject: about,
      areaPath: of.areaPath,
      departments: [...of.departments],
      changes: { purpose, texts: texts.length, reasonText: await keepText(ctx, undefined, reason) },
    });
    return openTexts(ctx, texts);
  });
