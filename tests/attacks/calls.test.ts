import { expect, test } from "vitest";
import { routes } from "../../apps/server/src/app.ts";
import { nameOf } from "./caller.ts";
import { calls } from "./calls.ts";
import { expectedOf } from "./role-attack.ts";

test("every route has a valid call in the table, and every call a route", () => {
  const names = routes.map(nameOf);
  expect(names.filter((name) => calls[name] === undefined)).toEqual([]);
  expect(Object.keys(calls).filter((name) => !names.includes(name))).toEqual([]);
});

test("every route that is limited to a scope can be attacked: by an object, a list that shows some, or bodies", () => {
  const blunt = routes.filter((route) => {
    const call = calls[nameOf(route)];
    if (route.scope === "list") return call?.shows === undefined;
    if (route.scope === "subject") return call?.object === undefined && call?.outside === undefined;
    return false;
  });
  expect(blunt.map(nameOf)).toEqual([]);
});

test("what belongs to no department is hidden from who sees their own department's only", () => {
  const offers = { access: "signed-in" } as const;
  const seen = (role: "handler" | "verifier") => expectedOf(offers, { noDepartment: true }, { role, isKey: false });
  expect([seen("handler"), seen("verifier")]).toEqual([404, "allowed"]);
});

test.each([
  ["public", undefined, false, "allowed"],
  ["signed-in", undefined, false, 401],
  ["signed-in", "handler", false, "allowed"],
  ["signed-in", "integrator", true, 403],
  ["cases.verify", "verifier", false, "allowed"],
  ["cases.verify", "handler", false, 403],
  ["cases.verify", undefined, false, 401],
] as const)("a route for %s called by %s (key: %s) is %s", (access, role, isKey, expected) => {
  expect(expectedOf({ access }, { personsOnly: true }, { role, isKey })).toBe(expected);
});
