import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { en, zhCN } from "zod/locales";
import { AppError } from "./app-error.ts";
import { languageOf } from "./language.ts";
import type { Route } from "./route.ts";

/** Largest upload that is read, in bytes (15 MB). */
export const uploadLimitBytes = 15 * 1024 * 1024;

/** What a shape says of its faults where it has no words of its own. */
const words = { zh: zhCN().localeError, en: en().localeError } as const;

const parsePart = (request: FastifyRequest, shape: z.ZodType | undefined, value: unknown, part: string): unknown => {
  if (shape === undefined) return undefined;
  const read = shape.safeParse(value, { error: words[languageOf(request)] });
  if (read.success) return read.data;
  throw new AppError("request.invalid", {
    faults: read.error.issues.map((issue) => ({
      path: [part, ...issue.path.map(String)].join("."),
      code: issue.code,
      text: issue.message,
    })),
  });
};

/** No request of ours nests deeper; what does is meant to overflow something. */
const deepest = 64;

const isPlain = (text: string): boolean => !text.includes("\u0000") && !/\p{Surrogate}/u.test(text);

const firstUnfit = (values: readonly unknown[], depth: number): ReturnType<typeof findUnfit> => {
  for (const inner of values) {
    if (typeof inner === "number") continue;
    const unfit = findUnfit(inner, depth + 1);
    if (unfit !== undefined) return unfit;
  }
  return undefined;
};

/** What a request can't be stored as: PostgreSQL text holds neither NUL nor half a character; or what nests too deep. */
const findUnfit = (value: unknown, depth = 0): "nul-or-half-character" | "too-deep" | undefined => {
  if (typeof value === "string") return isPlain(value) ? undefined : "nul-or-half-character";
  if (typeof value !== "object" || value === null) return undefined;
  if (depth === deepest) return "too-deep";
  // Columns of many thousand numbers are ordinary: their places are no texts of anybody's.
  if (Array.isArray(value)) return firstUnfit(value, depth);
  for (const [key, inner] of Object.entries(value)) {
    const unfit = findUnfit(key) ?? findUnfit(inner, depth + 1);
    if (unfit !== undefined) return unfit;
  }
  return undefined;
};

/** Path, query and body of a request, as the route's contract says; fails with every fault and its place. */
export const readInput = (route: Route, request: FastifyRequest) => {
  const bytes = Buffer.isBuffer(request.body) ? undefined : request.body;
  for (const [part, value] of Object.entries({ params: request.params, query: request.query, body: bytes })) {
    const code = findUnfit(value);
    if (code !== undefined) throw new AppError("request.invalid", { faults: [{ path: part, code }] });
  }
  return {
    params: parsePart(request, route.params, request.params, "path"),
    query: parsePart(request, route.query, request.query, "query"),
    body: parsePart(request, route.body, request.body, "body"),
  };
};

/** Refuses writes that a browser sends from another site (the cookie is `SameSite=Lax`; this is the second fence). */
export const checkOrigin = (request: FastifyRequest, method: string): void => {
  const { origin, host } = request.headers;
  if (method === "GET" || origin === undefined) return;
  if (origin === "null" || !URL.canParse(origin) || new URL(origin).host !== host)
    throw new AppError("request.foreign-origin");
};
