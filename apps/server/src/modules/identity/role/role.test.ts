import { permissions } from "@chengyun/contracts";
import { administratorRoles, checkPack, type Move } from "@chengyun/kernel";
import { expect, test } from "vitest";
import { flows, registry, routes } from "../../../app.ts";
import { modules } from "../../../modules.ts";
import { administrator, auditor, handler, officer, securityAdministrator, verifier } from "../../../testing/actors.ts";
import { findRole, listPermissions, permissionsOfRole, roles } from "./index.ts";

test("every permission that a route or a person's move asks for is in the table", () => {
  const asked = [
    ...routes.map((route) => route.access).filter((access) => access !== "public" && access !== "signed-in"),
    ...[...flows.values()]
      .flatMap((flow): Move[] => Object.values(flow.moves))
      .filter((move) => move.byMachine !== "only")
      .map((move) => move.by),
  ];
  const known = listPermissions(registry);
  expect(asked.filter((permission) => !known.has(permission))).toEqual([]);
});

test("every permission that a pack's flow asks for is held by some role", () => {
  const platform = {
    flows: modules.flatMap((module) => module.flows ?? []).map(({ flow }) => flow.id),
    duties: [],
    tools: [],
    permissions: Object.keys(permissions),
  };
  const faults = registry.packs.flatMap((pack) => checkPack(pack, platform));
  expect(faults.filter((fault) => fault.includes("grants:"))).toEqual([]);
});

test("a pack's grant reaches the roles it names and no other", () => {
  const pack = { id: "digging", name: { zh: "挖掘", en: "Digging" }, standards: [], things: [] };
  const packs = [{ ...pack, grants: { handler: ["permits.grant"] } as const }];
  const may = Object.keys(roles).filter((role) => permissionsOfRole({ packs }, role).has("permits.grant"));
  expect(may).toEqual(["handler"]);
  expect(permissionsOfRole({ packs }, "handler").has("tasks.own")).toBe(true);
});

test("every permission is held by some role", () => {
  const held = new Set<string>(Object.values(roles).flatMap((role) => [...role.permissions]));
  expect(Object.keys(permissions).filter((permission) => !held.has(permission))).toEqual([]);
});

test("nobody both disposes and verifies, and who hands out permissions has no part in cases", () => {
  const hold = (id: string, permission: string) => findRole(id)?.permissions.some((held) => held === permission);
  expect(Object.keys(roles).filter((id) => hold(id, "tasks.own") && hold(id, "cases.verify"))).toEqual([]);
  const apart = administratorRoles.flatMap((role) => [...roles[role].permissions]);
  // What another system kept is brought in as facts: no move of a case.
  expect(apart.filter((held) => /^(cases|tasks|alarms)[.]/.test(held))).toEqual(["cases.import"]);
});

test("the three administrators share what they see and nothing they do", () => {
  const does = (role: keyof typeof roles) => roles[role].permissions.filter((held) => !held.endsWith(".read"));
  const all = administratorRoles.flatMap(does);
  // Each reviews the others' posts, nobody the own.
  expect(all.filter((held, at) => all.indexOf(held) !== at)).toEqual(["access.review"]);
  expect(does("auditor")).toEqual(["access.audit", "access.review", "journal.guard"]);
  const holders = (permission: string) =>
    Object.entries(roles).flatMap(([id, { permissions: held }]) =>
      held.some((one) => one === permission) ? [id] : [],
    );
  expect([holders("accounts.manage"), holders("keys.manage"), holders("journal.guard")]).toEqual([
    ["security-administrator"],
    ["security-administrator"],
    ["auditor"],
  ]);
});

test.each([
  ["administrator", administrator()],
  ["security-administrator", securityAdministrator()],
  ["auditor", auditor()],
  ["duty-officer", officer()],
  ["handler", handler("0199a0a0-0000-7000-8000-000000000001")],
  ["verifier", verifier()],
])("tests act as a %s who may no more than a real one", (role, actor) => {
  const held = new Set<string>(findRole(role)?.permissions);
  expect([...actor.permissions].filter((permission) => !held.has(permission))).toEqual([]);
});

test("a role that was given up permits nothing", () => {
  expect([findRole("emperor"), findRole("constructor")]).toEqual([undefined, undefined]);
  expect(permissionsOfRole(registry, "constructor").size).toBe(0);
});
