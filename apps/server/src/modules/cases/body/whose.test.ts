import { expect, test } from "vitest";
import { whoseIs } from "./whose.ts";

const words = ["供水公司", "排水处"];
const isDrainage = (named: string): boolean => named === "排水处";
const nobody = (): boolean => false;

test("the city's own word on a class says more than the words it was imported with", () => {
  expect(whoseIs({ own: "roads", words, inherited: "water-supply" }, isDrainage)).toMatchObject({ by: "own" });
});

test("the first body that leads somewhere has it, and those before it are said", () => {
  const found = whoseIs({ own: "", words, inherited: "water-supply" }, isDrainage);
  expect(found).toEqual({ by: "body", words: "排水处", unmapped: ["供水公司"] });
});

test("where none leads anywhere the duty before goes on, and only without one the duty desk has it", () => {
  expect(whoseIs({ own: "", words, inherited: "water-supply" }, nobody)).toEqual({
    by: "inherited",
    duty: "water-supply",
    unmapped: words,
  });
  expect(whoseIs({ own: "", words, inherited: "" }, nobody)).toEqual({ by: "desk", unmapped: words });
});
