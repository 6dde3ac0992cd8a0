import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
