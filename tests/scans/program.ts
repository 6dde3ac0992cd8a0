import { type SpawnSyncReturns, spawnSync } from "node:child_process";

/** Whether a program is on this machine. */
export const isThere = (program: string): boolean =>
  spawnSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" }).status === 0;

/** Runs a scanner to its end and gives all it said. */
export const runProgram = (
  program: string,
  args: readonly string[],
  { cwd, minutes }: { readonly cwd: string; readonly minutes: number },
): SpawnSyncReturns<string> =>
  spawnSync(program, [...args], {
    cwd,
    encoding: "utf8",
    input: "",
    timeout: minutes * 60_000,
    maxBuffer: 256 * 1_048_576,
    env: { ...process.env, HOME: cwd, TERM: "dumb" },
  });
