import type { Fact, FactKind } from "./fact.ts";
import type { Flow, FlowClock, Move, Stage } from "./flow.ts";
import type { Form, FormField, FormSection } from "./form.ts";
import type { Label } from "./label.ts";
import type { Limit } from "./limit.ts";
import type { NoticeType } from "./notice.ts";
import type { Permission } from "./permission.ts";

type More<Whole, Said extends keyof Whole> = Partial<Omit<Whole, Said>>;

const label = (zh: string, en: string): Label => ({ zh, en });

const fact =
  (kind: FactKind) =>
  (id: string, zh: string, en: string, more: More<Fact, "id" | "name" | "kind"> = {}): Fact => ({
    id,
    name: label(zh, en),
    kind,
    ...more,
  });

const choice = (
  id: string,
  zh: string,
  en: string,
  choices: Readonly<Record<string, readonly [zh: string, en: string]>>,
): Fact => ({
  ...fact("choice")(id, zh, en),
  choices: Object.fromEntries(Object.entries(choices).map(([code, words]) => [code, label(...words)])),
});

/** `"kept > claimed"`: the stages a move joins; it records what the stage is called where it leads. */
const move = (
  [zh, en]: readonly [zh: string, en: string],
  way: string,
  by: string,
  more: More<Move, "name" | "from" | "to" | "by"> = {},
): Move => {
  const [from = "", to = from] = way.split(">").map((stage) => stage.trim());
  return { name: label(zh, en), from, to, by, records: to, ...more };
};

const flow = (
  kind: string,
  plural: string,
  [zh, en]: readonly [zh: string, en: string],
  table: Omit<Flow, "id" | "kind" | "plural" | "name" | "version" | "facts"> & {
    facts?: readonly Fact[];
    version?: number;
  },
): Flow => ({
  id: kind,
  kind,
  plural,
  name: label(zh, en),
  version: 1,
  ...table,
  facts: Object.fromEntries((table.facts ?? []).map((each) => [each.id, each])),
});

/** `"item!"` is required, `"item"` may be left out. */
const section = (zh: string, en: string, ...fields: readonly (string | FormField)[]): FormSection => ({
  name: label(zh, en),
  fields: fields.map((field) => {
    if (typeof field !== "string") return field;
    return field.endsWith("!") ? { fact: field.slice(0, -1), required: true } : { fact: field };
  }),
});

const form = (id: string, zh: string, en: string, ...sections: readonly FormSection[]): Form => ({
  id,
  version: 1,
  name: label(zh, en),
  sections,
});

/** Told to whoever holds a permission in the area of the matter; called after the entry that causes it. */
const notice = (on: string, permission: Permission, zh: string, en: string): NoticeType => ({
  id: on.replace(".", "-"),
  on,
  text: label(zh, en),
  to: { permission },
});

/** Short forms of the declarations a small flow needs; what they can't say is written out. */
export const brief = {
  label,
  stage: (zh: string, en: string): Stage => ({ name: label(zh, en) }),
  end: (zh: string, en: string): Stage => ({ name: label(zh, en), end: true }),
  clock: (zh: string, en: string, limit: Limit): FlowClock => ({ name: label(zh, en), limit }),
  text: fact("text"),
  number: fact("number"),
  flag: fact("flag"),
  date: fact("date"),
  time: fact("time"),
  place: fact("place"),
  person: fact("person"),
  thing: fact("thing"),
  department: fact("department"),
  photos: fact("photos"),
  choice,
  move,
  flow,
  section,
  form,
  notice,
} as const;
