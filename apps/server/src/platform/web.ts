import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { sendNotFound } from "./http.ts";

/** A built web app: the folder of its build and the path under which it is served. */
export interface WebApp {
  /** `""` for the one at the root, else `/app`. */
  readonly prefix: string;
  readonly folder: string;
  /** Its page may call nothing, not even us: the browser holds it to that. */
  readonly callsNobody?: boolean;
}

/** Place in the built page that each answer fills anew. */
const noncePlace = /__CSP_NONCE__/g;

/** What a page may load and do: nothing from anywhere but here. Blob workers and images are the map's own. */
const policy = (nonce: string, callsNobody: boolean): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    `connect-src ${callsNobody ? "'none'" : "'self'"}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

const missing =
  "<!doctype html><meta charset=utf-8><title>Chengyun</title><p>页面尚未构建：请运行 npm run build。<p>This page is not built: run npm run build.";

const pathOf = (request: FastifyRequest): string => request.url.split("?")[0] ?? "";

/** Assets named by their content: kept for ever. */
const serveAssets = async (http: FastifyInstance, { prefix, folder }: WebApp, isFirst: boolean): Promise<void> => {
  if (!existsSync(join(folder, "assets"))) return;
  await http.register(fastifyStatic, {
    root: join(folder, "assets"),
    prefix: `${prefix}/assets/`,
    decorateReply: isFirst,
    immutable: true,
    maxAge: "365d",
    preCompressed: true,
    index: false,
  });
};

const templateOf = ({ folder }: WebApp): string => {
  const page = join(folder, "index.html");
  return existsSync(page) ? readFileSync(page, "utf8") : missing;
};

/** The file at the top of a build that is named by its purpose, not its content (an icon, a service worker). */
const serveTopFile = (http: FastifyInstance, app: WebApp, file: { name: string; type: string }): void => {
  http.get(`${app.prefix}/${file.name}`, async (_, reply) => {
    const path = join(app.folder, file.name);
    return existsSync(path)
      ? reply
          .type(file.type)
          .headers({
            "Cache-Control": "no-cache",
            // A worker may serve its app's page too, which has no slash at its end.
            ...(file.name === "service-worker.js" ? { "Service-Worker-Allowed": app.prefix || "/" } : {}),
          })
          .send(readFileSync(path))
      : reply.status(404).send();
  });
};

const topFiles = [
  { name: "icon.svg", type: "image/svg+xml" },
  { name: "manifest.webmanifest", type: "application/manifest+json" },
  { name: "service-worker.js", type: "text/javascript; charset=utf-8" },
];

const wantsPage = (request: FastifyRequest): boolean =>
  request.method === "GET" &&
  !/^\/(api|metrics)(\/|$)/.test(request.url) &&
  !/^(\/\w+)?\/assets\//.test(request.url) &&
  /text\/html|\*\/\*/.test(request.headers.accept ?? "*/*") &&
  !/(\.\w+|~)$/.test(pathOf(request));

/** Serves built web apps: their assets for ever, their pages anew with each request's own nonce. */
export const serveWeb = async (http: FastifyInstance, apps: readonly WebApp[]): Promise<void> => {
  for (const [index, app] of apps.entries()) {
    await serveAssets(http, app, index === 0);
    for (const file of topFiles) serveTopFile(http, app, file);
  }
  const pages = apps
    .map((app) => ({ prefix: app.prefix, template: templateOf(app), callsNobody: app.callsNobody === true }))
    .sort((one, other) => other.prefix.length - one.prefix.length);
  const pageAt = (path: string) =>
    pages.find(({ prefix }) => prefix === "" || path === prefix || path.startsWith(`${prefix}/`));
  http.setNotFoundHandler(async (request, reply) => {
    const page = wantsPage(request) ? pageAt(pathOf(request)) : undefined;
    if (page === undefined) return sendNotFound(request, reply);
    const nonce = randomBytes(16).toString("base64");
    return reply
      .type("text/html; charset=utf-8")
      .headers({
        "Content-Security-Policy": policy(nonce, page.callsNobody),
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        // For browsers and proxies of before frame-ancestors.
        "X-Frame-Options": "DENY",
      })
      .send(page.template.replace(noncePlace, nonce));
  });
};
