import type { Flow } from "@chengyun/kernel";
import type { Route } from "../apps/server/src/platform/route.ts";
import { code, pageOf, tableOf } from "./page.ts";

/** Roles by id, each with the permissions it holds. */
export type RolePermissions = Readonly<Record<string, readonly string[]>>;

const unlisted = (access: string): boolean => access === "public" || access === "signed-in";

const isMove = ({ path }: Route): boolean => /\/moves\/[^:]/.test(path);

/** What each permission opens: routes, and moves of flows. */
const opensOf = (routes: readonly Route[], flows: readonly Flow[]): Map<string, string[]> => {
  const opens = new Map<string, string[]>();
  const add = (permission: string, what: string): void => {
    opens.set(permission, [...(opens.get(permission) ?? []), what]);
  };
  for (const route of routes)
    if (!unlisted(route.access) && !isMove(route)) add(route.access, code(`${route.method} ${route.path}`));
  for (const flow of flows)
    for (const [name, move] of Object.entries(flow.moves))
      if (move.byMachine !== "only") add(move.by, `${code(name)} of a ${flow.kind}`);
  return opens;
};

/** The page of permissions: what each opens, which role holds it. */
export const makePermissions = (routes: readonly Route[], flows: readonly Flow[], roles: RolePermissions): string => {
  const opens = opensOf(routes, flows);
  const names = Object.keys(roles);
  const rows = [...new Set([...opens.keys(), ...Object.values(roles).flat()])]
    .sort()
    .map((permission) => [
      code(permission),
      (opens.get(permission) ?? []).join(", "),
      ...names.map((role) => (roles[role]?.includes(permission) === true ? "✓" : "")),
    ]);
  const open = routes
    .filter(({ access }) => unlisted(access))
    .map(({ method, path, access, summary }) => [code(`${method} ${path}`), access, summary]);
  return pageOf(
    "# Permissions",
    "A post holds the permissions of its role, within its area and departments. Who lacks the permission gets 403, who lacks the scope 404.",
    tableOf(["permission", "opens", ...names], rows),
    "## Without a permission",
    tableOf(["route", "who", "what"], open),
  );
};
