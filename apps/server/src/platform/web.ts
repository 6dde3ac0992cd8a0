import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { sendNotFound } from "./http.ts";

/** Place in the built page that each answer fills anew. */
const noncePlace = /__CSP_NONCE__/g;

/** What the console may load and do: nothing from anywhere but here. Blob workers and images are the map's own. */
const policy = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

const missing =
  "<!doctype html><meta charset=utf-8><title>Chengyun</title><p>控制台尚未构建：请运行 npm run build。<p>The console is not built: run npm run build.";

/** Serves a built web app: its assets for ever, its page anew with each request's own nonce. */
export const serveWeb = async (http: FastifyInstance, folder: string): Promise<void> => {
  const page = join(folder, "index.html");
  const read = () => (existsSync(page) ? readFileSync(page, "utf8") : missing);
  if (existsSync(join(folder, "assets")))
    await http.register(fastifyStatic, {
      root: join(folder, "assets"),
      prefix: "/assets/",
      immutable: true,
      maxAge: "365d",
      preCompressed: true,
      index: false,
    });
  const template = read();
  http.get("/icon.svg", async (_, reply) => {
    const icon = join(folder, "icon.svg");
    return existsSync(icon) ? reply.type("image/svg+xml").send(readFileSync(icon)) : reply.status(404).send();
  });
  http.setNotFoundHandler(async (request, reply) => {
    const wantsPage =
      request.method === "GET" &&
      !/^\/(api|assets|metrics)(\/|$)/.test(request.url) &&
      /text\/html|\*\/\*/.test(request.headers.accept ?? "*/*") &&
      !/\.\w+$/.test(request.url.split("?")[0] ?? "");
    if (!wantsPage) return sendNotFound(request, reply);
    const nonce = randomBytes(16).toString("base64");
    return reply
      .type("text/html; charset=utf-8")
      .headers({
        "Content-Security-Policy": policy(nonce),
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
      })
      .send(template.replace(noncePlace, nonce));
  });
};
