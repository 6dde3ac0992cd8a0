import { type Fact, type Flow, flowOfNotice, type NoticeValue, withPlaces } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import type { Registry } from "../../../platform/registry.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { findMatter } from "./store.ts";

const toValue = async (ctx: Context, fact: Fact, value: unknown): Promise<NoticeValue> => {
  if (value === undefined || value === null) return "";
  if (fact.kind === "choice") return fact.choices?.[String(value)] ?? String(value);
  if (fact.kind === "department") return (await departmentNames(ctx)).get(String(value)) ?? String(value);
  if (fact.kind === "time") return new Date(String(value));
  return typeof value === "number" ? value : String(value);
};

/** The facts of a matter as its notices say them; what its flow keeps in the vault has no place. */
const valuesOf =
  (flow: Flow, places: readonly string[]): ModuleNotice["values"] =>
  async (ctx, entry) => {
    const facts = (await findMatter(ctx.db, entry.subject.id))?.facts ?? {};
    const values: Record<string, NoticeValue> = {};
    for (const fact of Object.values(flow.facts ?? {}))
      if (places.includes(fact.id)) values[fact.id] = await toValue(ctx, fact, facts[fact.id]);
    return values;
  };

/** What packs declare to be told of their own matters. */
export const packNotices = ({ packs }: Pick<Registry, "packs">): ModuleNotice[] =>
  packs.flatMap((pack) =>
    (pack.notices ?? []).map((notice) => {
      const flow = flowOfNotice(pack, notice);
      if (flow === undefined) throw new Error(`notice ${notice.id}: no move of pack ${pack.id} records ${notice.on}`);
      const type = withPlaces(flow, notice);
      return { type, values: valuesOf(flow, Object.keys(type.places ?? {})) };
    }),
  );
