import { cityCase, type StandingCase } from "../case/index.ts";

/** How far along each stage is; those beside the way are where they left it. */
const beside: Readonly<Record<string, string>> = { looking: "reported", suspended: "disposing", disputed: "disposing" };
const way = Object.keys(cityCase.stages);

const farOf = ({ stage }: StandingCase): number => way.indexOf(beside[stage] ?? stage);

/**
 * Which of two cases goes on: the one that is farther along, and of two as far the one opened first. Never the other
 * way round, so that nobody wins time by merging.
 */
export const isSurvivor = (one: StandingCase, other: StandingCase): boolean => {
  const ahead = farOf(one) - farOf(other);
  if (ahead !== 0) return ahead > 0;
  const older = one.openedAt.getTime() - other.openedAt.getTime();
  return older === 0 ? one.no < other.no : older < 0;
};
