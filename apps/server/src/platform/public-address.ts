import { isIP } from "node:net";
import type { Config } from "../config.ts";
import { isLoopback } from "./loopback.ts";

/** What a passkey is bound to: the name of the city's host, and the address its page is loaded from. */
export interface PasskeyHome {
  readonly host: string;
  readonly origin: string;
}

type Settings = Pick<Config, "publicUrl" | "host" | "tls">;

/**
 * Name of the host that passkeys are for: the public address's, else `localhost` while only this machine is served;
 * undefined where there is neither, or no name but a number, which browsers refuse.
 */
export const findPasskeyHost = ({ publicUrl, host }: Settings): string | undefined => {
  if (publicUrl === undefined) return isLoopback(host) ? "localhost" : undefined;
  const { hostname } = new URL(publicUrl);
  return isIP(hostname.replace(/^\[|\]$/g, "")) === 0 ? hostname : undefined;
};

/** The same with its origin. On this machine the port is the one that was called: tests and trials choose their own. */
export const findPasskeyHome = (settings: Settings, called: string | undefined): PasskeyHome | undefined => {
  const host = findPasskeyHost(settings);
  if (host === undefined) return undefined;
  if (settings.publicUrl !== undefined) return { host, origin: settings.publicUrl };
  const origin = `${settings.tls === undefined ? "http" : "https"}://${called ?? ""}`;
  return URL.canParse(origin) && new URL(origin).hostname === host ? { host, origin } : undefined;
};
