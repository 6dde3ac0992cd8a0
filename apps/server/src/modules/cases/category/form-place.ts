import type { FormPlace } from "@chengyun/contracts";
import type { Context } from "../../../platform/context.ts";
import { listMovePlaces } from "../../flows/form/index.ts";
import { majorOf, widePlaces } from "./asking.ts";
import { listCategoriesOf } from "./offered.ts";
import { same } from "./succession.ts";

/** Everything a form may be attached to today: moves whose flow says so, and what people may report, alone or together. */
export const listFormPlaces = async (ctx: Context): Promise<FormPlace[]> => {
  const together = new Map<string, FormPlace>();
  const alone: FormPlace[] = [];
  for (const { type, source, major: title } of await listCategoriesOf(ctx)) {
    const { whole, major } = widePlaces(ctx, type);
    const isPack = whole.startsWith("pack:");
    together.set(whole, { place: whole, kind: isPack ? "pack" : "version", name: source });
    if (major !== undefined) {
      const said = same(title === undefined || title === "" ? majorOf(type) : title);
      const name = { zh: `${source.zh}·${said.zh}`, en: `${source.en}: ${said.en}` };
      together.set(major, { place: major, kind: "major", name });
    }
    const name = { zh: `${type.name.zh}（${source.zh}）`, en: `${type.name.en} (${source.en})` };
    alone.push({ place: type.id, kind: "category", name });
  }
  return [...listMovePlaces(ctx), ...together.values(), ...alone];
};
