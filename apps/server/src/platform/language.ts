import type { Language } from "@chengyun/kernel";
import type { FastifyRequest } from "fastify";

/** Language a caller reads: Chinese unless English is asked for first. */
export const languageOf = (request: FastifyRequest): Language =>
  /^\s*en\b/i.test(request.headers["accept-language"] ?? "") ? "en" : "zh";
