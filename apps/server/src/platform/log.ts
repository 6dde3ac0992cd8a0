import { type Logger, pino, stdSerializers } from "pino";
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

/** An error with its words and stack, without what PostgreSQL adds of the row's values: they may be personal. */
const errorWithoutRows = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const { detail: _, where: __, ...said } = stdSerializers.err(error) as unknown as Record<string, unknown>;
  return said;
};

/** The log of one process: one JSON object a line on standard output. */
export const openLog = (config: Pick<Config, "logLevel" | "city">, process: string): Log =>
  pino({
    level: config.logLevel,
    base: { city: config.city, process },
    errorKey: "error",
    serializers: { error: errorWithoutRows },
    redact: { paths: redacted, censor: "…" },
  });
