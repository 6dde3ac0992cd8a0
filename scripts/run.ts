import { type SpawnOptions, spawn } from "node:child_process";

interface RunResult {
  readonly code: number;
  readonly output: string;
}

interface RunOptions {
  readonly cwd?: string;
  /** Added to this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
}

const spawnOptions = ({ env, ...rest }: RunOptions, stdio: SpawnOptions["stdio"]): SpawnOptions => ({
  ...rest,
  env: { ...process.env, ...env },
  stdio,
});

/** Runs a program to its end with its output kept; a program that cannot be started gives 127. */
export const run = (program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> =>
  new Promise((done) => {
    const parts: Buffer[] = [];
    const child = spawn(program, args, spawnOptions(options, ["ignore", "pipe", "pipe"]));
    child.stdout?.on("data", (part: Buffer) => parts.push(part));
    child.stderr?.on("data", (part: Buffer) => parts.push(part));
    child.on("error", (error) => done({ code: 127, output: `${program}: ${error.message}` }));
    child.on("close", (code) => done({ code: code ?? 1, output: Buffer.concat(parts).toString("utf8") }));
  });

/** Runs a program to its end, showing its output as it comes; gives its exit code. */
export const runShown = (program: string, args: readonly string[], options: RunOptions = {}): Promise<number> =>
  new Promise((done) => {
    const child = spawn(program, args, spawnOptions(options, ["ignore", "inherit", "inherit"]));
    child.on("error", (error) => {
      console.error(`${program}: ${error.message}`);
      done(127);
    });
    child.on("exit", (code) => done(code ?? 1));
  });
