import { evaluate } from "@chengyun/formula";
import { type FactValues, isBlank, toHeard, walkForm } from "@chengyun/kernel";
import type { FormDescription, FormSource } from "./description.ts";

const ground = (form: FormDescription) => ({ form, facts: form.facts, evaluate });

/** The wall time of a field as a moment of the city. */
const toMoment = (text: string, aheadMs: number): string =>
  /Z$|[+-]\d{2}:\d{2}$/.test(text) ? text : new Date(Date.parse(`${text}Z`) - aheadMs).toISOString();

const momentsIn = (form: FormDescription, row: FactValues, aheadMs: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([id, value]) => {
      if (Array.isArray(value) && form.facts[id] === undefined)
        return [id, value.map((each) => momentsIn(form, each as FactValues, aheadMs))];
      return [id, form.facts[id]?.kind === "time" && typeof value === "string" ? toMoment(value, aheadMs) : value];
    }),
  );

/** The answers to send: what is asked and answered, wall times as moments. `aheadMs` is how far the city is ahead of UTC. */
export const toSent = (form: FormDescription, answers: FactValues, aheadMs: number): Record<string, unknown> =>
  momentsIn(form, toHeard(ground(form), answers), aheadMs);

/** Answers with what is known filled in where nothing was typed; whatever somebody typed stays. */
export const fillKnown = (answers: FactValues, sources: Readonly<Record<string, FormSource>>): FactValues => {
  const news = Object.entries(sources).filter(([id]) => isBlank(answers[id]));
  return news.length === 0
    ? answers
    : { ...answers, ...Object.fromEntries(news.map(([id, { value }]) => [id, value])) };
};

/** The answers by which a form says what it is about: what is known depends on these alone. */
export const anchorsOf = (form: FormDescription, answers: FactValues): Record<string, unknown> =>
  Object.fromEntries(
    walkForm(ground(form), answers)
      .filter(({ section }) => section.repeats === undefined)
      .flatMap(({ rows }) => rows.flat())
      .filter(({ fact, shown, value }) => shown && anchors.includes(fact.kind) && !isBlank(value))
      .map(({ field, value }) => [field.fact, value]),
  );

const anchors: readonly string[] = ["thing", "place", "person", "department"];

/** Where drafts are kept: the browser's own storage, or what an app brings. */
export type DraftStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const place = (key: string): string => `chengyun.draft.${key}`;

/** A draft of answers kept on this device; undefined when there is none that can be read. */
export const readDraft = (store: DraftStore, key: string): FactValues | undefined => {
  try {
    const read: unknown = JSON.parse(store.getItem(place(key)) ?? "null");
    return typeof read === "object" && read !== null ? (read as FactValues) : undefined;
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined;
    throw fault;
  }
};

/** Keeps a draft on this device, or forgets it when there is nothing in it. Persons are never kept outside the vault. */
export const keepDraft = (store: DraftStore, key: string, form: FormDescription, answers: FactValues): void => {
  const kept = Object.entries(answers).filter(
    ([id, value]) => !isBlank(value) && form.facts[id]?.kind !== "person" && form.facts[id]?.personal !== true,
  );
  if (kept.length === 0) store.removeItem(place(key));
  else store.setItem(place(key), JSON.stringify(Object.fromEntries(kept)));
};

/** Forgets a draft: it was sent. */
export const dropDraft = (store: DraftStore, key: string): void => store.removeItem(place(key));
