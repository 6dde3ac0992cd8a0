import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "../../../platform/deployment.ts";

/**
 * A channel's secret by name: `CHANNEL_SECRET_<NAME>` of the environment, else the file `channel-<name>.secret` in the
 * key folder. No other key of the deployment can be named; what a secret says is never stored or answered.
 */
export const findSecret = ({ config, directory }: Deployment, name: string): string | undefined => {
  const given = config.channelSecrets.get(name);
  if (given !== undefined) return given;
  const file = join(directory.keys, `channel-${name}.secret`);
  const text = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  return text === "" ? undefined : text;
};
