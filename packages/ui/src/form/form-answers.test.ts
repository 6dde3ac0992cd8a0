import type { Fact } from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import type { FormDescription } from "./description.ts";
import { anchorsOf, dropDraft, fillKnown, keepDraft, readDraft, toSent } from "./form-answers.ts";

const name = { zh: "字", en: "word" };
const fact = (id: string, kind: Fact["kind"], more: Partial<Fact> = {}): [string, Fact] => [
  id,
  { id, name, kind, ...more },
];
const form: FormDescription = {
  id: "survey",
  version: 1,
  name,
  sections: [
    {
      name,
      fields: [{ fact: "manhole" }, { fact: "depthCm" }, { fact: "seen" }, { fact: "owner" }, { fact: "secret" }],
    },
    { name, repeats: { id: "visits" }, fields: [{ fact: "came" }] },
    { name, shownWhen: "depthCm > 300", fields: [{ fact: "why" }] },
  ],
  facts: Object.fromEntries([
    fact("manhole", "thing"),
    fact("depthCm", "number"),
    fact("seen", "time"),
    fact("came", "time"),
    fact("owner", "person"),
    fact("secret", "text", { personal: true }),
    fact("why", "text"),
  ]),
};
/** China is eight hours ahead of UTC. */
const ahead = 8 * 3_600_000;

const newStore = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
};

describe("answers on their way", () => {
  test("wall times of the city become moments, in rows too; what is blank or not asked stays behind", () => {
    const typed = {
      seen: "2026-11-20T10:00",
      visits: [{ came: "2026-11-20T09:30" }],
      depthCm: 20,
      why: "旧",
      secret: "",
    };
    expect(toSent(form, typed, ahead)).toEqual({
      seen: "2026-11-20T02:00:00.000Z",
      visits: [{ came: "2026-11-20T01:30:00.000Z" }],
      depthCm: 20,
    });
  });

  test("what is known fills what nobody typed, and never writes over what somebody did", () => {
    const sources = { depthCm: { value: 185, from: name, at: "2026-11-02T02:00:00.000Z" } };
    expect(fillKnown({ manhole: "m" }, sources)).toEqual({ manhole: "m", depthCm: 185 });
    const typed = { depthCm: 200 };
    expect(fillKnown(typed, sources)).toBe(typed);
  });

  test("only what says what the form is about is asked after", () => {
    expect(anchorsOf(form, { manhole: "m", depthCm: 3, owner: { name: "王敏" } })).toEqual({
      manhole: "m",
      owner: { name: "王敏" },
    });
  });
});

describe("a draft on this device", () => {
  test("is found again, without persons and personal words, and gone once sent", () => {
    const store = newStore();
    keepDraft(store, "open", form, { depthCm: 20, owner: { name: "王敏" }, secret: "自述", why: "" });
    expect(readDraft(store, "open")).toEqual({ depthCm: 20 });
    dropDraft(store, "open");
    expect(readDraft(store, "open")).toBeUndefined();
  });

  test("that nobody can read any more is none", () => {
    const store = newStore();
    store.setItem("chengyun.draft.open", "{half");
    expect(readDraft(store, "open")).toBeUndefined();
  });
});
