import { spawn } from "node:child_process";

export interface RunResult {
  readonly code: number;
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Shows the output as it comes besides keeping it. */
  readonly live?: boolean;
}

/** Runs a program to its end with its output kept; a program that cannot be started gives 127. */
export const run = (program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> =>
  new Promise((done) => {
    const parts: Buffer[] = [];
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const keep = (to: NodeJS.WriteStream) => (part: Buffer) => {
      parts.push(part);
      if (options.live === true) to.write(part);
    };
    child.stdout.on("data", keep(process.stdout));
    child.stderr.on("data", keep(process.stderr));
    child.on("error", (error) => done({ code: 127, output: `${program}: ${error.message}` }));
    child.on("close", (code) => done({ code: code ?? 1, output: Buffer.concat(parts).toString("utf8") }));
  });
