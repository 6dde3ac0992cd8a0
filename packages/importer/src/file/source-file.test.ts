import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inspectFile, readText } from "./source-file.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-source-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const text = Array.from({ length: 200_000 }, (_, n) => `${n},${(n * 7_919) % 104_729}`).join("\n");

test.each([
  ["as it is", "plain.csv", Buffer.from(text)],
  ["packed", "packed.csv.gz", gzipSync(text)],
])(
  "how far a file is read is told in bytes of the disk, %s, whoever began to read it before and left",
  async (_, name, bytes) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const file = await inspectFile(path);
    for await (const first of readText(file)) {
      expect(first.length).toBeGreaterThan(0);
      break;
    }
    let length = 0;
    for await (const piece of readText(file)) {
      length += piece.length;
      expect(file.come.bytes).toBeLessThanOrEqual(file.bytes);
    }
    expect(length).toBe(text.length);
    expect(file.come.bytes).toBe(file.bytes);
  },
);

test("what unpacks without end is refused before it fills anything", async () => {
  const path = join(folder, "bomb.csv.gz");
  writeFileSync(path, gzipSync(Buffer.alloc(300 * 1_048_576, 0x20)));
  await expect(inspectFile(path)).rejects.toThrow(/250 times its size/);
});
