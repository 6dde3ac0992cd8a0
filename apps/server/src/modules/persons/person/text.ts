import type { Context } from "../../../platform/context.ts";
import { unseal } from "./cipher.ts";
import { listTexts } from "./store.ts";
import { cipherOf } from "./vault.ts";

/** Free texts by id; those of erased persons are absent. */
export const textsOf = async (ctx: Context, ids: readonly string[]): Promise<Map<string, string>> => {
  const cipher = cipherOf(ctx);
  return new Map(
    (await listTexts(ctx.db, ids)).map((text) => [
      text.id,
      unseal(cipher.unwrap(text.wrappedKey, text.keyOf), text.sealed, text.id).toString("utf8"),
    ]),
  );
};
