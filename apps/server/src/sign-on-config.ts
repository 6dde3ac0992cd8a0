import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { isLoopback } from "./platform/loopback.ts";

/** Variables that say under which address people come, and who else may vouch for them. */
export const signOnEnvironment = {
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "must be the address people type, e.g. https://city.example" })
    .transform((text) => new URL(text).origin)
    .optional(),
  SIGN_ON_ISSUER: z
    .url({
      protocol: /^https?$/,
      error: "must be the issuer as its sign-on server names itself, e.g. https://id.example",
    })
    .optional(),
  SIGN_ON_CLIENT: z.string().min(1).max(200).optional(),
  SIGN_ON_SECRET_FILE: z.string().min(1).optional(),
};

const Environment = z.object(signOnEnvironment);
type SignOnEnvironment = z.infer<typeof Environment>;

/** The sign-on server (OpenID Connect) that may vouch for people, and as whom we ask it. */
export interface SignOnConfig {
  readonly issuer: string;
  readonly client: string;
  readonly secret: string;
}

/** Plain addresses on this machine only: what is said on the way is who somebody is. */
const isSafe = (text: string): boolean => {
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || isLoopback(hostname);
};

/** Sentences for settings that don't go together. */
export const listSignOnFaults = (from: SignOnEnvironment): string[] => {
  const faults = (["PUBLIC_URL", "SIGN_ON_ISSUER"] as const).flatMap((name) => {
    const address = from[name];
    return address === undefined || isSafe(address) ? [] : [`${name}=${address}: must begin with https://`];
  });
  if (from.SIGN_ON_ISSUER === undefined) return faults;
  for (const name of ["SIGN_ON_CLIENT", "SIGN_ON_SECRET_FILE", "PUBLIC_URL"] as const)
    if (from[name] === undefined) faults.push(`SIGN_ON_ISSUER=${from.SIGN_ON_ISSUER}: needs ${name}`);
  const file = from.SIGN_ON_SECRET_FILE;
  if (file !== undefined && (!existsSync(file) || readFileSync(file, "utf8").trim() === ""))
    faults.push(`SIGN_ON_SECRET_FILE=${file}: there is no such file, or it is empty`);
  return faults;
};

/** The settings of signing on elsewhere; undefined: people come in with us alone. */
export const toSignOnConfig = (from: SignOnEnvironment): SignOnConfig | undefined =>
  from.SIGN_ON_ISSUER === undefined || from.SIGN_ON_CLIENT === undefined || from.SIGN_ON_SECRET_FILE === undefined
    ? undefined
    : {
        issuer: from.SIGN_ON_ISSUER,
        client: from.SIGN_ON_CLIENT,
        secret: readFileSync(from.SIGN_ON_SECRET_FILE, "utf8").trim(),
      };
