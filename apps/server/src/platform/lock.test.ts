import { spawn } from "node:child_process";
import { once } from "node:events";
import { linkSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { type Directory, openDirectory } from "./directory.ts";
import { lockDirectory } from "./lock.ts";

const made: string[] = [];
const fresh = (): Directory => {
  const root = mkdtempSync(join(tmpdir(), "chengyun-lock-"));
  made.push(root);
  return openDirectory(root);
};
afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
});

test("a directory is held by one; the second learns by which process", async () => {
  const directory = fresh();
  const first = await lockDirectory(directory);
  expect(await lockDirectory(directory)).toEqual({ heldBy: String(process.pid) });
  if ("release" in first) await first.release();
  expect(await lockDirectory(directory)).toHaveProperty("release");
});

test("a holder that was killed holds nothing any more", async () => {
  const directory = fresh();
  const script = join(directory.root, "hold.mjs");
  writeFileSync(
    script,
    `import { createServer } from "node:net"; createServer().listen(${JSON.stringify(join(directory.sockets, "lock"))}, () => process.stdout.write("held")); setInterval(() => {}, 1000);`,
  );
  const holder = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => holder.stdout.once("data", resolve));
  holder.kill("SIGKILL");
  await new Promise((resolve) => holder.once("exit", resolve));
  expect(await lockDirectory(directory)).toHaveProperty("release");
});

/** Takes and gives back the directories named on its input, at the moment named. */
const contender = `
const { lockDirectory } = await import(process.argv[1]);
const { createInterface } = await import("node:readline");
let lock;
for await (const line of createInterface({ input: process.stdin })) {
  const { sockets, at } = JSON.parse(line);
  if (sockets === undefined) { await lock.release?.(); process.stdout.write("done\\n"); continue; }
  while (Date.now() < at);
  lock = await lockDirectory({ sockets });
  process.stdout.write(("release" in lock ? "held" : "refused") + "\\n");
}
`;

const startContender = () => {
  const face = new URL("./lock.ts", import.meta.url).href;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", contender, face], {
    stdio: ["pipe", "pipe", "inherit"],
    cwd: fileURLToPath(new URL(".", import.meta.url)),
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    tell: async (what: object): Promise<string> => {
      child.stdin.write(`${JSON.stringify(what)}\n`);
      return (await lines.next()).value as string;
    },
    end: async () => {
      child.stdin.end();
      await once(child, "exit");
    },
  };
};

/** A socket as a killed holder leaves it. */
const leaveSocket = async (sockets: string): Promise<void> => {
  const server = createServer().listen(join(sockets, "made"));
  await once(server, "listening");
  linkSync(join(sockets, "made"), join(sockets, "lock"));
  await new Promise((resolve) => server.close(resolve));
};

test("of two that start at once over what a killed holder left, one holds the directory", async () => {
  const both = [startContender(), startContender()];
  for (let round = 0; round < 40; round += 1) {
    const { sockets } = fresh();
    await leaveSocket(sockets);
    const at = Date.now() + (round === 0 ? 3_000 : 20);
    const said = await Promise.all(both.map((one) => one.tell({ sockets, at })));
    expect(said.sort()).toEqual(["held", "refused"]);
    expect(readdirSync(sockets)).toHaveLength(1);
    await Promise.all(both.map((one) => one.tell({})));
  }
  await Promise.all(both.map((one) => one.end()));
}, 60_000);
