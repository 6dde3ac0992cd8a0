import type { OwnReport } from "@chengyun/client";
import { recall, remember } from "./kept.ts";

const place = "chengyun.citizen.reports";
const mostKept = 100;

/** A report this phone may follow. */
export interface KeptReport extends OwnReport {
  readonly at: string;
}

export const listOwn = (): readonly KeptReport[] => recall<readonly KeptReport[]>(place, []);

export const findOwn = (no: string): KeptReport | undefined => listOwn().find((one) => one.no === no);

/** Keeps a report's number and secret on this phone, newest first. */
export const keepOwn = (report: OwnReport): void =>
  remember(
    place,
    [{ ...report, at: new Date().toISOString() }, ...listOwn().filter(({ no }) => no !== report.no)].slice(0, mostKept),
  );

/** Forgets a report on this phone; the report itself stays with the city. */
export const forgetOwn = (no: string): void =>
  remember(
    place,
    listOwn().filter((one) => one.no !== no),
  );

/** A new secret: 32 random bytes in base64url. Made here, so that the same report sent twice is one. */
export const newToken = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
