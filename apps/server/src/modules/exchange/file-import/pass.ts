import { randomBytes } from "node:crypto";
import { isWithin } from "@chengyun/kernel";
import type { Actor, ImportPass } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Standing } from "../../identity/session/index.ts";
import { reportsNeed } from "../import/index.ts";
import type { Beginner, FileImportRecord } from "./model.ts";

/** Told from a key and a device's token at a glance. */
const prefix = "cyp_";

/** Passes that are out, in the memory of this process alone: they end with it and with their worker. */
const out = new Map<string, Extract<Actor, { readonly kind: "person" | "key" }>>();

const usual: ReadonlySet<string> = new Set(["imports.run"]);
const ofReports: ReadonlySet<string> = new Set(["imports.run", reportsNeed]);

/** Lets a worker in for one import, as whoever began it and for nothing else they may do. */
export const issuePass = (
  beginner: Beginner,
  { id, kind }: Pick<FileImportRecord, "id" | "kind">,
  pass: ImportPass,
): string => {
  const permissions = kind === "reports" ? ofReports : usual;
  const token = `${prefix}${randomBytes(32).toString("base64url")}`;
  out.set(
    token,
    beginner.kind === "person" ? { ...beginner, sessionId: id, permissions, pass } : { ...beginner, permissions, pass },
  );
  return token;
};

export const revokePass = (token: string): void => {
  out.delete(token);
};

/** Finds what whoever began an import may at this moment. */
export type FindStanding = (beginner: Beginner) => Promise<Standing | undefined>;

/**
 * Whom a pass lets in; undefined when it is none, or is out no more. A pass outlives nothing: whoever began has to be
 * active, hold the post and the permission and reach where they began, at each batch anew.
 */
export const findPassActor = async (
  authorization: string | undefined,
  findStanding: FindStanding,
): Promise<Actor | undefined> => {
  const [, token = ""] = /^Bearer (cyp_.+)$/.exec(authorization ?? "") ?? [];
  const actor = out.get(token);
  if (actor === undefined) return undefined;
  const standing = await findStanding(actor);
  const mayStill = [...actor.permissions].every((one) => standing?.permissions.has(one) === true);
  if (standing === undefined || !mayStill || !isWithin(actor.areaPath, standing.areaPath))
    throw new AppError("import-file.beginner-gone");
  return standing.actingFor === undefined || actor.kind === "key" ? actor : { ...actor, actingFor: standing.actingFor };
};
