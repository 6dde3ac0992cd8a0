import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { openLog } from "./platform/log.ts";
import { createSupervisor } from "./supervisor.ts";

const folder = mkdtempSync(join(tmpdir(), "supervisor-"));
const log = openLog({ city: "yunze", logLevel: "silent" }, "test");
let stop = async (): Promise<void> => undefined;
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

/** Its first life hangs as soon as it was ready; its second works. */
const script = `
import { existsSync, writeFileSync } from "node:fs";
process.on("message", (word) => word.is === "stop" && process.exit(0));
const first = !existsSync("${folder}/first");
writeFileSync(first ? "${folder}/first" : "${folder}/second", "");
process.send({ is: "alive" });
setInterval(() => process.send({ is: "alive" }), 200);
process.send({ is: "ready" }, () => { if (first) for (;;); });
`;

test("a process that hangs is ended and started again", { timeout: 30_000 }, async () => {
  writeFileSync(join(folder, "child.mjs"), script);
  const supervisor = createSupervisor({ log, onHopeless: () => undefined, silenceSeconds: 2 });
  stop = supervisor.stop;
  await supervisor.start([{ name: "hanging", script: join(folder, "child.mjs"), env: {} }]);
  expect(existsSync(join(folder, "second"))).toBe(false);
  await vi.waitFor(() => expect(existsSync(join(folder, "second"))).toBe(true), { timeout: 20_000 });
});
