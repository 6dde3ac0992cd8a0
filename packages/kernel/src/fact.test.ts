import { expect, test } from "vitest";
import { checkFact, type Fact, type FactKind } from "./fact.ts";

const name = { zh: "字", en: "word" };
const fact = (kind: FactKind, more: Partial<Fact> = {}): Fact => ({ id: "it", name, kind, ...more });
const choice = fact("choice", { choices: { yes: name, no: name } });

test.each<[string, Fact, unknown, string | undefined]>([
  ["a text", fact("text"), "路面塌陷", undefined],
  ["blank text", fact("text"), "  ", "kind"],
  ["no text", fact("text"), "", "missing"],
  ["nothing", fact("text"), undefined, "missing"],
  ["null", fact("text"), null, "missing"],
  ["a number for a text", fact("text"), 5, "kind"],
  ["text of 2,000 characters", fact("text"), "长".repeat(2_000), undefined],
  ["text of one more", fact("text"), "长".repeat(2_001), "long"],
  ["text at its own length", fact("text", { longest: 3 }), "三个字", undefined],
  ["text over its own length", fact("text", { longest: 3 }), "四个字了", "long"],
  ["a number", fact("number"), -1.5, undefined],
  ["zero", fact("number"), 0, undefined],
  ["a number written as text", fact("number"), "1.5", "kind"],
  ["infinity", fact("number"), Number.POSITIVE_INFINITY, "kind"],
  ["no number", fact("number"), Number.NaN, "kind"],
  ["a flag that says no", fact("flag"), false, undefined],
  ["a flag as a word", fact("flag"), "true", "kind"],
  ["a time", fact("time"), "2026-11-20T10:00:00.000Z", undefined],
  ["a time with an offset", fact("time"), "2026-11-20T18:00+08:00", undefined],
  ["a time without a zone", fact("time"), "2027-03-01T18:00", "no-zone"],
  ["a time without a zone, with a space", fact("time"), "2027-03-01 18:00:00", "no-zone"],
  ["a day for a time", fact("time"), "2027-03-01", "no-zone"],
  ["a year for a time", fact("time"), "2026", "no-zone"],
  ["a time in a country's own order", fact("time"), "12/01/2026", "kind"],
  ["a time of a day that is none", fact("time"), "2027-02-30T18:00:00Z", "kind"],
  ["a time of an hour that is none", fact("time"), "2027-02-20T25:00:00Z", "kind"],
  ["a time that is none", fact("time"), "soon", "kind"],
  ["a time as a number", fact("time"), 1_790_000_000_000, "kind"],
  ["a choice", choice, "yes", undefined],
  ["a choice of no list", choice, "maybe", "choice"],
  ["a choice named like every object's parts", choice, "constructor", "choice"],
  ["photos", fact("photos"), ["file-1"], undefined],
  ["no photos", fact("photos"), [], "kind"],
  ["photos with a gap", fact("photos"), ["file-1", ""], "kind"],
  ["one photo outside a list", fact("photos"), "file-1", "kind"],
  ["a department by its id", fact("department"), "0199a0a0-0000-7000-8000-000000000001", undefined],
  ["a department by its name", fact("department"), "foo", "kind"],
  ["a case by its id", fact("case"), "0199A0A0-0000-7000-8000-000000000001", undefined],
  ["a case by its number", fact("case"), "4309812026110200001", "kind"],
  ["an area by its path", fact("area"), "4309/430981/", undefined],
  ["a limit", fact("limit"), { amount: 4, kind: "work-hours" }, undefined],
  ["a limit without its kind", fact("limit"), { amount: 4 }, "kind"],
  ["a limit without its amount", fact("limit"), { kind: "work-hours" }, "kind"],
  ["a limit as a word", fact("limit"), "4h", "kind"],
  ["an area that is an object", fact("area"), {}, "kind"],
])("%s", (_, asked, value, code) => {
  expect(checkFact(asked, value)).toEqual(code === undefined ? undefined : { fact: "it", code });
});
