import type { Deployment } from "../../../platform/deployment.ts";
import { isLoopback } from "../../../platform/loopback.ts";

/** Whether one-click entries are offered: only in a demo city that nobody else's machine can reach. */
export const isDemoOpen = ({ profile, config }: Pick<Deployment, "profile" | "config">): boolean =>
  profile.demo && isLoopback(config.host);
