import type { RiskAttributes } from "@chengyun/kernel";
import { substances } from "./substances.ts";

/** A class of chemicals of table 2 of GB 18218-2018, for what table 1 does not name. */
interface HazardClass {
  /** Critical quantity, tonnes. */
  readonly critical: number;
  /** Correction factor of table 4. */
  readonly beta: number;
}

/** Tables 2 and 4 of GB 18218-2018, by the symbol of the class. */
export const hazardClasses: Readonly<Record<string, HazardClass>> = {
  J1: { critical: 5, beta: 4 },
  J2: { critical: 50, beta: 1 },
  J3: { critical: 50, beta: 2 },
  J4: { critical: 50, beta: 2 },
  J5: { critical: 500, beta: 1 },
  "W1.1": { critical: 1, beta: 2 },
  "W1.2": { critical: 10, beta: 2 },
  "W1.3": { critical: 50, beta: 2 },
  W2: { critical: 10, beta: 1.5 },
  W3: { critical: 150, beta: 1 },
  W4: { critical: 50, beta: 1 },
  "W5.1": { critical: 10, beta: 1.5 },
  "W5.2": { critical: 50, beta: 1 },
  "W5.3": { critical: 1_000, beta: 1 },
  "W5.4": { critical: 5_000, beta: 1 },
  "W6.1": { critical: 10, beta: 1.5 },
  "W6.2": { critical: 50, beta: 1 },
  "W7.1": { critical: 10, beta: 1.5 },
  "W7.2": { critical: 50, beta: 1 },
  W8: { critical: 50, beta: 1 },
  "W9.1": { critical: 50, beta: 1 },
  "W9.2": { critical: 200, beta: 1 },
  W10: { critical: 200, beta: 1 },
  W11: { critical: 200, beta: 1 },
};

/** One line of a store's inventory: what, and how many tonnes at most. */
export interface Stocked extends HazardClass {
  readonly key: string;
  readonly tonnes: number;
}

const limitOf = (key: string): HazardClass | undefined =>
  hazardClasses[key] ??
  substances.find(({ no, cas }) => key === `no.${no}` || (cas.includes(key) && isAlone(key))) ??
  undefined;

/** A CAS number that stands for one row of the table: ammonium nitrate and nitrocellulose have several limits. */
const isAlone = (cas: string): boolean => substances.filter((each) => each.cas.includes(cas)).length === 1;

/** What can't be read of an inventory: no such substance or class, a CAS number of several limits, no tonnes. */
export interface StockFault {
  readonly part: string;
  readonly code: "unknown" | "several" | "tonnes";
}

const readPart = (part: string): Stocked | StockFault => {
  const [key = "", tonnes] = part.split(":").map((each) => each.trim());
  const limit = limitOf(key);
  const amount = Number(tonnes);
  if (limit === undefined) {
    const several = substances.some(({ cas }) => cas.includes(key));
    return { part, code: several ? "several" : "unknown" };
  }
  return tonnes !== undefined && tonnes !== "" && amount >= 0
    ? { key, tonnes: amount, critical: limit.critical, beta: limit.beta }
    : { part, code: "tonnes" };
};

/**
 * Reads an inventory written as `7664-41-7: 12; W5.3: 800`: a CAS number, a class of table 2, or `no.44` for a row of
 * table 1 that shares its CAS number or has none, and the greatest stock in tonnes.
 */
export const readStock = (text: string): { readonly stocked: Stocked[]; readonly faults: StockFault[] } => {
  const parts = text
    .split(/[;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(readPart);
  return {
    stocked: parts.filter((part): part is Stocked => "tonnes" in part),
    faults: parts.filter((part): part is StockFault => "code" in part),
  };
};

/** Sum of q/Q (GB 18218-2018, 4.2.2): from 1 on the unit is a major hazard. */
export const sumOfShares = (stocked: readonly Stocked[]): number =>
  stocked.reduce((sum, { tonnes, critical }) => sum + tonnes / critical, 0);

/** Factor for the people within 500 m of the works (GB 18218-2018, table 5). */
export const alphaOf = (people: number): number =>
  people >= 100 ? 2 : people >= 50 ? 1.5 : people >= 30 ? 1.2 : people >= 1 ? 1 : 0.5;

/** R = α · Σ β·q/Q (GB 18218-2018, 4.3.2). */
export const rOf = (stocked: readonly Stocked[], people: number): number =>
  alphaOf(people) * stocked.reduce((sum, { tonnes, critical, beta }) => sum + (beta * tonnes) / critical, 0);

/** Level of a major hazard by its R (GB 18218-2018, table 6): 1 the gravest; 0 where it is none. */
export const levelOf = (r: number, shares: number): 0 | 1 | 2 | 3 | 4 =>
  shares < 1 ? 0 : r >= 100 ? 1 : r >= 50 ? 2 : r >= 10 ? 3 : 4;

const ofAttributes = ({ stock, exposedPeople }: RiskAttributes) => {
  const { stocked, faults } = readStock(typeof stock === "string" ? stock : "");
  // An inventory that can't be read whole is not judged by its half.
  if (stocked.length === 0 || faults.length > 0) return undefined;
  const people = typeof exposedPeople === "number" ? exposedPeople : undefined;
  return { stocked, people };
};

/** Sum of q/Q of a thing's inventory; undefined where it can't be read whole. */
export const sharesOfThing = (attributes: RiskAttributes): number | undefined => {
  const read = ofAttributes(attributes);
  return read === undefined ? undefined : sumOfShares(read.stocked);
};

/** R of a thing's inventory; people who are not known count as 100 and more, the unkind case. */
export const rOfThing = (attributes: RiskAttributes): number | undefined => {
  const read = ofAttributes(attributes);
  return read === undefined ? undefined : rOf(read.stocked, read.people ?? 100);
};
