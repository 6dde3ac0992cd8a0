import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Health, PartHealth } from "@chengyun/contracts";
import type { Context } from "../../../platform/context.ts";
import { home } from "../../../platform/home.ts";
import type { Vitals } from "../../../platform/vitals.ts";

const patienceMs = 2_500;
/** However many look at once, the parts are asked no more often. */
const freshMs = 2_000;

type Whole = Health["state"];

/** The whole is down when nobody can work; anything else amiss, or not known, degrades it. */
export const stateOf = (parts: readonly PartHealth[]): Whole => {
  if (parts.some(({ part, state }) => part === "database" && state === "down")) return "down";
  return parts.every(({ state }) => state === "well") ? "well" : "degraded";
};

const readVersion = (): string => {
  const file = join(home, "package.json");
  const content = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { version?: string }) : {};
  return content.version ?? "0";
};

let version: string | undefined;

const readings = new WeakMap<Vitals, { readonly at: number; readonly parts: Promise<readonly PartHealth[]> }>();

const readParts = (ctx: Context): Promise<readonly PartHealth[]> => {
  const { vitals } = ctx.deployment;
  const known = readings.get(vitals);
  if (known !== undefined && Date.now() - known.at < freshMs) return known.parts;
  const parts = vitals.readAll(patienceMs, (part, error) => ctx.log.warn({ part, error }, "a part could not be asked"));
  readings.set(vitals, { at: Date.now(), parts });
  return parts;
};

/** Every part with its state, sentence and figures. */
export const readHealth = async (ctx: Context): Promise<Health> => {
  const parts = await readParts(ctx);
  version ??= readVersion();
  return { state: stateOf(parts), version, parts: [...parts] };
};

/** The state of the whole, and nothing that a stranger has no business to know. */
export const readState = async (ctx: Context): Promise<{ state: Whole }> => ({ state: stateOf(await readParts(ctx)) });
