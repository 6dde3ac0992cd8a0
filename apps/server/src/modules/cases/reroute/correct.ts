import type { FactValues } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import { type Applied, change } from "../../../platform/change.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { type CaseRecord, findCase, routeAgain, type StandingCase, updateCase } from "../case/index.ts";

/** What a case becomes with another category: what it waives and asks, its limits, and the condition it counts as filed under. */
export interface Recast extends Required<Pick<Applied, "waives" | "forms" | "limits">>, Pick<Applied, "dueAt"> {
  readonly category: string;
  readonly facts: FactValues;
}

/** What is put right about a case. */
export interface Correction {
  readonly version: number;
  readonly reason: string;
  readonly position?: readonly [number, number] | undefined;
  /** Judges the category given, the case being locked; undefined when it stays what it was. */
  readonly recast: (ctx: Context, found: StandingCase) => Promise<Recast | undefined>;
}

type Place = Pick<CaseRecord, "position" | "areaPath">;

const findPlace = async (ctx: Context, position: Place["position"] | undefined): Promise<Place | undefined> => {
  if (position === undefined) return undefined;
  const areas = await getAreas(ctx);
  const areaPath = areas.at(position);
  if (areaPath === undefined || !areas.holds(position)) throw new AppError("thing.outside-areas");
  return { position, areaPath };
};

/** Puts place or category of a case right; then the rules that read it are asked again. */
export const correctCase = (outer: Context, id: string, given: Correction) =>
  transact(outer, async (ctx) => {
    const { version, reason, position } = given;
    const made = await change(ctx, { kind: "case", id }, "correct", {
      version,
      facts: { reason },
      apply: async (inner) => {
        const found = await findCase(inner.db, id);
        if (found === undefined) throw new AppError("subject.not-found");
        const place = await findPlace(inner, position);
        const { category, facts = {}, ...applied } = (await given.recast(inner, found)) ?? {};
        const set = { ...(category === undefined ? {} : { category }), ...place };
        await updateCase(inner.db, id, { ...set, facts: { ...found.facts, ...facts } });
        const { condition } = found.facts;
        const before = { category: found.category, position: found.position, condition };
        return {
          ...applied,
          changes: { ...set, ...facts, before },
          ...(place === undefined ? {} : { areaPath: place.areaPath }),
        };
      },
    });
    await routeAgain(ctx, id);
    return made;
  });
