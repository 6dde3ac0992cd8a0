import {
  defineNotice,
  type Fact,
  type Flow,
  flowOfNotice,
  type Label,
  type NoticePlace,
  type NoticeType,
  type NoticeValue,
  type Pack,
  withLimits,
  withPlaces,
} from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import type { Registry } from "../../../platform/registry.ts";
import { findSubject } from "../../../platform/subject.ts";
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

const limitPlaces = {
  about: { kind: "text", name: { zh: "事项", en: "About" }, sample: "雨伞" },
  clock: { kind: "label", name: { zh: "哪项时限", en: "Which limit" }, sample: { zh: "核对时限", en: "Checking" } },
  due: { kind: "time", name: { zh: "时限", en: "Due" }, sample: new Date("2026-11-20T10:00:00.000Z") },
} as const satisfies Readonly<Record<string, NoticePlace>>;

const limitWords: readonly (readonly ["nearly-late" | "late", Label, string, string])[] = [
  [
    "nearly-late",
    { zh: "即将超期", en: "nearly late" },
    "{clock}即将超期（{due}）：{about}",
    "due {due} ({clock}): {about}",
  ],
  ["late", { zh: "超期", en: "late" }, "{clock}已超期（{due}）：{about}", "late since {due} ({clock}): {about}"],
];

/** What a matter is called in one line: the first words kept of it that are nobody's personal ones. */
const aboutOf = (flow: Flow, facts: Readonly<Record<string, unknown>>): string => {
  const words = Object.values(flow.facts ?? {}).flatMap(({ id, kind, personal }) => {
    const value = facts[id];
    return kind === "text" && personal !== true && typeof value === "string" && value !== "" ? [value] : [];
  });
  return words[0] ?? flow.name.zh;
};

const limitValues =
  (flow: Flow): ModuleNotice["values"] =>
  async (ctx, { subject, changes }) => {
    const clock = flow.clocks?.[String(changes["clock"])]?.name ?? "";
    const due = (await findSubject(ctx.db, subject.id))?.dueAt ?? "";
    return { about: aboutOf(flow, (await findMatter(ctx.db, subject.id))?.facts ?? {}), clock, due };
  };

/** A limit of a pack's flow that is nearly over or over is told to whoever's turn it is, unless the pack says it in its own words. */
const limitNotices = ({ flows = [], notices = [] }: Pack): ModuleNotice[] =>
  flows.flatMap((flow) => {
    const records = new Set(
      Object.values(withLimits(flow).moves).flatMap(({ when, records }) => (when ? [records] : [])),
    );
    return limitWords.flatMap(([past, called, zh, en]): ModuleNotice[] => {
      const on = `${flow.kind}.${past}`;
      if (!records.has(past) || notices.some((notice) => notice.on === on)) return [];
      const type: NoticeType = defineNotice({
        id: `${flow.kind}-${past}`,
        on,
        name: { zh: `${flow.name.zh}${called.zh}`, en: `${flow.name.en}, ${called.en}` },
        text: { zh: `${flow.name.zh}${zh}`, en: `${flow.name.en} ${en}` },
        places: limitPlaces,
        to: "turn",
      });
      return [{ type, values: limitValues(flow) }];
    });
  });

/** What packs declare to be told of their own matters, and what is told of their limits. */
export const packNotices = ({ packs }: Pick<Registry, "packs">): ModuleNotice[] =>
  packs.flatMap((pack) => [
    ...(pack.notices ?? []).map((notice) => {
      const flow = flowOfNotice(pack, notice);
      if (flow === undefined) throw new Error(`notice ${notice.id}: no move of pack ${pack.id} records ${notice.on}`);
      const type = withPlaces(flow, notice);
      return { type, values: valuesOf(flow, Object.keys(type.places ?? {})) };
    }),
    ...limitNotices(pack),
  ]);
