import { isIP } from "node:net";
import type { Deployment } from "../../../platform/deployment.ts";

/** Whether a host name or address leads to this very machine. */
export const isLoopback = (host: string): boolean => {
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase();
  return bare === "localhost" || bare === "::1" || (isIP(bare) === 4 && bare.startsWith("127."));
};

/** Whether one-click entries are offered: only in a demo city that nobody else's machine can reach. */
export const isDemoOpen = ({ profile, config }: Pick<Deployment, "profile" | "config">): boolean =>
  profile.demo && isLoopback(config.host);
