import { toWall } from "@chengyun/kernel";
import { hash } from "../hash.ts";
import { rainAt } from "../weather.ts";

/** Reports of an ordinary day, as citizens and grid workers send them. */
const reportsOfDay = 20;
const hourMs = 3_600_000;

/** How a day's reports fall on its hours: few at night, most before noon and after supper. */
const byHour = [2, 1, 1, 1, 1, 3, 8, 16, 22, 24, 22, 17, 12, 13, 17, 18, 18, 19, 20, 18, 13, 9, 6, 3];
const ofDay = byHour.reduce((sum, share) => sum + share, 0);

/** Sunday to Saturday: on Saturdays people are out, on Sundays at home. */
const byDay = [0.75, 1.1, 1, 1, 1, 1.05, 0.95];

/** Hour of the week in the city: day 0 is Sunday. */
export const weekHour = (zone: string, at: number): { readonly day: number; readonly hour: number } => {
  const wall = toWall(zone, at);
  return { day: (Math.floor(wall / 86_400_000) + 4) % 7, hour: Math.floor(wall / hourMs) % 24 };
};

/** Whether crews are at work: on weekdays by day, at weekends before noon. */
export const isWorkTime = (zone: string, at: number): boolean => {
  const { day, hour } = weekHour(zone, at);
  return hour >= 8 && hour < (day === 0 || day === 6 ? 12 : 18);
};

/** How many reports an hour of the city brings, on average: the hour, the day of the week, the rain. */
export const expectedReports = (seed: number, zone: string, at: number): number => {
  const { day, hour } = weekHour(zone, at);
  const wet = 1 + 0.08 * Math.min(20, rainAt(seed, at + hourMs / 2));
  return ((reportsOfDay * (byHour[hour] ?? 0)) / ofDay) * (byDay[day] ?? 1) * wet;
};

/** A whole number whose average is `expected`: chance decides about the fraction, and now and then about one more. */
export const drawCount = (expected: number, ...key: readonly (number | string)[]): number => {
  let count = 0;
  let left = Math.exp(-expected);
  let chance = hash(...key);
  for (let term = left; chance > left && count < 12; left += term) {
    count += 1;
    term *= expected / count;
    chance = Math.min(chance, 0.999_999);
  }
  return count;
};
