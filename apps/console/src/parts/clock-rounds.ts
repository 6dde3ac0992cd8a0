import type { ClockShape } from "@chengyun/contracts";

/** A limit of a case, and which of its rounds it is; undefined where it ran once. */
export interface Round {
  readonly clock: ClockShape;
  readonly round: number | undefined;
}

/**
 * The limits of a case: the one that counts, those that still run or stand still beside it, and those that are over. One
 * that was started anew, as by a hand-back, is told by its round.
 */
export const partClocks = (
  clocks: readonly ClockShape[],
  main: ClockShape | undefined,
): { readonly main: Round | undefined; readonly open: readonly Round[]; readonly over: readonly Round[] } => {
  const rounds = clocks.map((clock): Round => {
    const same = clocks.filter((each) => each.clock === clock.clock);
    const before = same.filter(({ startedAt }) => startedAt < clock.startedAt);
    return { clock, round: same.length === 1 ? undefined : before.length + 1 };
  });
  const isMain = ({ clock }: Round): boolean => clock.clock === main?.clock && clock.startedAt === main.startedAt;
  const others = rounds.filter((each) => !isMain(each));
  return {
    main: main === undefined ? undefined : { clock: main, round: rounds.find(isMain)?.round },
    open: others.filter(({ clock }) => clock.stoppedAt === undefined),
    over: others.filter(({ clock }) => clock.stoppedAt !== undefined),
  };
};
