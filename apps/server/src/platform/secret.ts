import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Reads a secret of the deployment from its key folder, making 32 random bytes (as base64url) at first need. */
export const deploymentSecret = (keysDir: string, name: string): string => {
  const path = join(keysDir, `${name}.key`);
  if (!existsSync(path)) {
    try {
      writeFileSync(path, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (error) {
      // Another process of this deployment made it in the same moment: take its secret.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return readFileSync(path, "utf8").trim();
};
