/** What somebody who guesses would reach within a million tries. */
const leastScore = 2;
/** Beyond it a password is long enough; looking through more would take seconds. */
const looked = 64;

const load = async () => {
  const { ZxcvbnFactory } = await import("@zxcvbn-ts/core");
  const { adjacencyGraphs, dictionary } = await import("@zxcvbn-ts/language-common");
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
};

let loaded: ReturnType<typeof load> | undefined;

/**
 * Whether a password is among the first that are tried: common ones, runs on a keyboard, dates, and what is known of
 * its owner. The list is read when it is first asked for. ASVS 5.0 6.2.4.
 */
export const isGuessable = async (password: string, about: readonly string[]): Promise<boolean> => {
  loaded ??= load();
  return (await loaded).check(password.slice(0, looked), [...about]).score < leastScore;
};
