import type { Flow, Label } from "@chengyun/kernel";
import type { Route } from "../apps/server/src/platform/route.ts";
import { code, pageOf, tableOf } from "./page.ts";

export interface PermissionTables {
  readonly permissions: Readonly<Record<string, Label>>;
  readonly roles: Readonly<Record<string, { readonly name: Label; readonly permissions: readonly string[] }>>;
}

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
export const makePermissions = (
  routes: readonly Route[],
  flows: readonly Flow[],
  { permissions, roles }: PermissionTables,
): string => {
  const opens = opensOf(routes, flows);
  const rows = Object.entries(permissions).map(([id, name]) => [
    code(id),
    name.zh,
    name.en,
    (opens.get(id) ?? []).join(", "),
    ...Object.values(roles).map((role) => (role.permissions.includes(id) ? "✓" : "")),
  ]);
  const open = routes
    .filter(({ access }) => unlisted(access))
    .map(({ method, path, access, summary }) => [code(`${method} ${path}`), access, summary]);
  return pageOf(
    "# Permissions",
    "A post holds the permissions of its role, within its area and departments. Who lacks the permission gets 403, who lacks the scope 404.",
    tableOf(["permission", "权限", "to", "opens", ...Object.values(roles).map(({ name }) => name.en)], rows),
    "## Without a permission",
    tableOf(["route", "who", "what"], open),
  );
};
