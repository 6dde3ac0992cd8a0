import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

test("a failure is logged with its words and its stack, and without the values of a row", () => {
  const script = `import { openLog } from ${JSON.stringify(join(import.meta.dirname, "log.ts"))};
    openLog({ logLevel: "info", city: "x" }, "test").error({ error: Object.assign(new Error("it broke"), { detail: "Key (phone)=(13800000000)" }) }, "said");`;
  const { stdout } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  const line = JSON.parse(stdout);
  expect(line.error).toMatchObject({ message: "it broke", stack: expect.stringContaining("Error: it broke") });
  expect(stdout).not.toContain("13800000000");
});
