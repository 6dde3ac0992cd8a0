import { type Logger, pino } from "pino";
import type { Config } from "../config.ts";

export type Log = Logger;

/** Fields that must never reach a log, wherever they stand. */
const redacted = [
  "password",
  "token",
  "secret",
  "authorization",
  "cookie",
  "*.password",
  "*.token",
  "*.secret",
  "headers.authorization",
  "headers.cookie",
];

/** The log of one process: one JSON object a line on standard output. */
export const openLog = (config: Pick<Config, "logLevel" | "city">, process: string): Log =>
  pino({ level: config.logLevel, base: { city: config.city, process }, redact: { paths: redacted, censor: "…" } });
