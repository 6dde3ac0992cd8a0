import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { exitCodes } from "./exit.ts";
import { findHome } from "./home.ts";

/** A process of the server lies beside this command, built or as source. */
const findScript = (root: string, name: string): readonly string[] => {
  const built = [join(import.meta.dirname, `../server/${name}.mjs`), join(root, `dist/server/${name}.mjs`)];
  const found = built.find((path) => existsSync(path));
  return found === undefined ? ["--import", "tsx", join(root, `apps/server/src/processes/${name}.ts`)] : [found];
};

/** Runs a process of the server for one wish and passes on each line it says; gives its exit code. */
export const runServerProcess = async (
  name: string,
  { wish, env }: { readonly wish: unknown; readonly env: NodeJS.ProcessEnv },
  hear: (word: unknown) => void,
): Promise<number> => {
  const root = findHome();
  // Started in the installation, where source finds its loader: paths given to it are whole ones.
  const child = spawn(process.execPath, [...findScript(root, name), JSON.stringify(wish)], {
    cwd: root,
    env: { ...process.env, UV_THREADPOOL_SIZE: "16", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const forward = (): void => void child.kill("SIGTERM");
  process.on("SIGINT", forward).on("SIGTERM", forward);
  const ended = new Promise<number>((done) => child.once("exit", (code) => done(code ?? exitCodes.interrupted)));
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith("{")) hear(JSON.parse(line));
  process.off("SIGINT", forward).off("SIGTERM", forward);
  return ended;
};
