import { expect, test } from "vitest";
import { checkForm, defineForm } from "./form.ts";

const name = { zh: "字", en: "word" };
const form = defineForm({
  id: "report",
  name,
  asks: [
    { fact: { id: "what", name, kind: "text" }, required: true },
    { fact: { id: "depthCm", name, kind: "number" }, required: false },
  ],
});

test.each([
  ["a full answer", { what: "积水", depthCm: 20 }, []],
  ["what may be left out, left out", { what: "积水" }, []],
  ["what may be left out, empty", { what: "积水", depthCm: "" }, []],
  ["what may be left out, wrong", { what: "积水", depthCm: "deep" }, [{ fact: "depthCm", code: "kind" }]],
  ["what must be told, left out", { depthCm: 20 }, [{ fact: "what", code: "missing" }]],
  ["what nobody asked", { what: "积水", mood: "bad" }, [{ fact: "mood", code: "unknown" }]],
  [
    "everything wrong at once, in the order of the form",
    { mood: "bad", depthCm: "deep" },
    [
      { fact: "what", code: "missing" },
      { fact: "depthCm", code: "kind" },
      { fact: "mood", code: "unknown" },
    ],
  ],
])("%s", (_, answers, faults) => {
  expect(checkForm(form, answers)).toEqual(faults);
});
