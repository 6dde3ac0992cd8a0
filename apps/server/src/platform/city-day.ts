import { fromWall } from "@chengyun/kernel";

const dayMs = 86_400_000;

/** The moment a day of the city (`YYYY-MM-DD`) begins, or so many days after it. */
export const beginOfDay = (zone: string, day: string | undefined, daysOn = 0): Date | undefined =>
  day === undefined ? undefined : new Date(fromWall(zone, Date.parse(`${day}T00:00:00Z`) + daysOn * dayMs));
