import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { AppError } from "./app-error.ts";
import type { Route } from "./route.ts";

/** Largest upload that is read, in bytes (15 MB). */
export const uploadLimitBytes = 15 * 1024 * 1024;

const parsePart = (shape: z.ZodType | undefined, value: unknown, part: string): unknown => {
  if (shape === undefined) return undefined;
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  throw new AppError("request.invalid", {
    faults: read.error.issues.map((issue) => ({
      path: [part, ...issue.path.map(String)].join("."),
      code: issue.code,
      text: issue.message,
    })),
  });
};

/** PostgreSQL text can't hold NUL, and nobody types it: it is refused wherever it stands. */
const hasNul = (value: unknown): boolean => {
  if (typeof value === "string") return value.includes("\u0000");
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, inner]) => key.includes("\u0000") || hasNul(inner));
};

/** Path, query and body of a request, as the route's contract says; fails with every fault and its place. */
export const readInput = (route: Route, request: FastifyRequest) => {
  for (const [part, value] of Object.entries({ params: request.params, query: request.query, body: request.body }))
    if (hasNul(value)) throw new AppError("request.invalid", { faults: [{ path: part, code: "nul-character" }] });
  return {
    params: parsePart(route.params, request.params, "path"),
    query: parsePart(route.query, request.query, "query"),
    body: parsePart(route.body, request.body, "body"),
  };
};

/** Refuses writes that a browser sends from another site (the cookie is `SameSite=Lax`; this is the second fence). */
export const checkOrigin = (request: FastifyRequest, method: string): void => {
  const { origin, host } = request.headers;
  if (method === "GET" || origin === undefined) return;
  if (origin === "null" || !URL.canParse(origin) || new URL(origin).host !== host)
    throw new AppError("request.foreign-origin");
};
