import { chmodSync, existsSync, mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isReachable, linkOutside, openDirectory } from "./directory.ts";

const isRoot = process.getuid?.() === 0;

test("a folder behind a private one can't be reached by others", () => {
  const folder = mkdtempSync(join(tmpdir(), "chengyun-private-"));
  expect(isReachable(folder)).toBe(false);
  chmodSync(folder, 0o755);
  expect(isReachable(folder)).toBe(true);
  rmSync(folder, { recursive: true });
});

test.skipIf(!isRoot)("in root's private home the database lies outside, with a link to it", () => {
  const root = mkdtempSync(join(tmpdir(), "chengyun-home-"));
  const directory = openDirectory(join(root, "data"));
  linkOutside(directory);
  expect(directory.database.startsWith(root)).toBe(false);
  expect(isReachable(join(directory.database, ".."))).toBe(true);
  expect(readlinkSync(join(root, "data", "database"))).toBe(directory.database);
  rmSync(root, { recursive: true });
  rmSync(join(directory.database, ".."), { recursive: true });
  rmSync(directory.sockets, { recursive: true });
});

test("elsewhere everything lies in the data directory", () => {
  const root = mkdtempSync(join(tmpdir(), "chengyun-open-"));
  chmodSync(root, 0o755);
  const directory = openDirectory(root);
  linkOutside(directory);
  expect([directory.database, directory.sockets]).toEqual([join(root, "database"), join(root, "run")]);
  expect(existsSync(join(root, "database"))).toBe(false);
  rmSync(root, { recursive: true });
});
