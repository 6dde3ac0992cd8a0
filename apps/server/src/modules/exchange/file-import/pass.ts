import { randomBytes } from "node:crypto";
import type { Actor, ImportPass } from "../../../platform/actor.ts";
import type { Beginner } from "./model.ts";

/** Told from a key and a device's token at a glance. */
const prefix = "cyp_";

/** Passes that are out, in the memory of this process alone: they end with it and with their worker. */
const out = new Map<string, Actor>();

const permissions: ReadonlySet<string> = new Set(["imports.run"]);

/** Lets a worker in for one import, as whoever began it and for nothing else they may do. */
export const issuePass = (beginner: Beginner, session: string, pass: ImportPass): string => {
  const token = `${prefix}${randomBytes(32).toString("base64url")}`;
  out.set(
    token,
    beginner.kind === "person"
      ? { ...beginner, sessionId: session, permissions, pass }
      : { ...beginner, permissions, pass },
  );
  return token;
};

export const revokePass = (token: string): void => {
  out.delete(token);
};

/** Whom a pass lets in; undefined when it is none, or is out no more. */
export const findPassActor = (authorization: string | undefined): Actor | undefined =>
  authorization?.startsWith(`Bearer ${prefix}`) === true ? out.get(authorization.slice("Bearer ".length)) : undefined;
