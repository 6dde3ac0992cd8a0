import { conditionsOf, type FactTable, type FactValues, type Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { listThingsById } from "../../atlas/thing/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { maskedOf } from "../../persons/person/index.ts";

const same = (text: string): Label => ({ zh: text, en: text });

/** Shown for words that lie in the vault: who needs them looks there, with a purpose. */
const sealed: Label = { zh: "已加密保存", en: "sealed in the vault" };

interface Named {
  readonly kind: string;
  readonly personal: boolean;
  readonly value: string;
}

/** Values of facts that are ids of something, rows and all. */
const listNamed = (facts: FactTable, given: FactValues): Named[] =>
  Object.entries(given).flatMap(([id, value]): Named[] => {
    const fact = facts[id];
    if (fact === undefined)
      return Array.isArray(value) ? value.flatMap((row) => listNamed(facts, (row ?? {}) as FactValues)) : [];
    return typeof value === "string" ? [{ kind: fact.kind, personal: fact.personal === true, value }] : [];
  });

/** Ids of the words of a matter that lie in the vault. */
export const listSealed = (facts: FactTable, given: FactValues): string[] =>
  listNamed(facts, given).flatMap(({ personal, kind, value }) => (personal && kind === "text" ? [value] : []));

type Words = Record<string, Label>;

const placeWords = async (ctx: Context, ids: (kind: string) => string[]): Promise<Words> => {
  const words: Words = {};
  for (const thing of await listThingsById(ctx.db, ids("thing"))) words[thing.id] = thing.name;
  const departments = ids("department").length === 0 ? undefined : await departmentNames(ctx);
  for (const id of ids("department")) words[id] = departments?.get(id) ?? same(id);
  const wanted = ids("area");
  const areas = wanted.length === 0 ? [] : (await getAreas(ctx)).list;
  for (const area of areas) if (wanted.includes(area.path)) words[area.path] = area.name;
  return words;
};

const personWords = async (ctx: Context, ids: readonly string[]): Promise<Words> => {
  const persons = ids.length === 0 ? undefined : await maskedOf(ctx, ids);
  return Object.fromEntries(
    ids.map((id) => {
      const person = persons?.get(id);
      if (person === undefined) return [id, { zh: "已删除", en: "erased" }];
      return [id, same([person.name, person.phone].filter((part) => part !== undefined).join(" "))];
    }),
  );
};

/** A pack's condition is kept with its Chinese words: what they are in every language, for entries that name it. */
const conditionWords = (ctx: Context, given: readonly FactValues[]): Words =>
  Object.fromEntries(
    given
      .flatMap(({ condition, closing }) => [condition, closing])
      .flatMap((kept) => {
        const [category = "", id] = typeof kept === "string" ? kept.split("#") : [];
        const type = ctx.deployment.registry.cases.get(category);
        const found = type === undefined ? undefined : conditionsOf(type).find((one) => one.id === id);
        return found === undefined ? [] : [found.files, found.closes].map((said) => [said.zh, said] as const);
      }),
  );

/** Packs' categories in whose place a class of a dictionary is in force. */
const replacedWords = (ctx: Context, given: readonly FactValues[]): Words =>
  Object.fromEntries(
    given.flatMap(({ insteadOf }) =>
      typeof insteadOf === "string" ? [[insteadOf, ctx.deployment.registry.nameOf("case", insteadOf)]] : [],
    ),
  );

/** What the ids among facts are called, by id; persons masked, personal words not at all. */
export const wordsOf = async (ctx: Context, facts: FactTable, given: readonly FactValues[]): Promise<Words> => {
  const named = given.flatMap((one) => listNamed(facts, one));
  const ids = (kind: string): string[] => [
    ...new Set(named.filter((one) => one.kind === kind).map(({ value }) => value)),
  ];
  const hidden = named.filter(({ personal, kind }) => personal && kind === "text");
  return {
    ...Object.fromEntries(hidden.map(({ value }) => [value, sealed])),
    ...conditionWords(ctx, given),
    ...replacedWords(ctx, given),
    ...(await placeWords(ctx, ids)),
    ...(await personWords(ctx, ids("person"))),
  };
};
