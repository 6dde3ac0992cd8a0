import { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { writeCap } from "../cap/index.ts";
import { findMessage, findWarning, listSent } from "../warning/index.ts";
import { writeFeed } from "./atom.ts";

const mostEntries = 100;
/** How far the feed looks back. */
const backMs = 30 * 86_400_000;
/** Readers ask every minute at most; a message by its number never changes. */
const forAMinute = "public, max-age=60";
const forEver = "public, max-age=31536000, immutable";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/feeds/warnings.atom",
    summary: "Warnings of the last thirty days as an Atom feed, newest first",
    access: "public",
    scope: "none",
    answer: "raw",
    handle: async (ctx) => {
      const { profile } = ctx.deployment;
      const since = new Date(ctx.clock.now().getTime() - backMs);
      const messages = await listSent(ctx.whole, since, mostEntries);
      const head = {
        id: `tag:${profile.host},2026:warnings`,
        title: `${profile.name.zh}预警 · ${profile.name.en}, warnings`,
        author: profile.name.zh,
        // Relative: the city is reached by whatever name its reader knows.
        self: "/feeds/warnings.atom",
        addressOf: (identifier: string) => `/feeds/warnings/${identifier}`,
      };
      const body = writeFeed(
        head,
        messages.map(({ alert }) => alert),
      );
      return new RawAnswer("application/atom+xml; charset=utf-8", body, { headers: { "cache-control": forAMinute } });
    },
  }),
  defineRoute({
    method: "GET",
    path: "/feeds/warnings/:identifier",
    summary: "One message of ours by its number, as CAP 1.2",
    access: "public",
    scope: "none",
    params: z.object({ identifier: z.string().min(1).max(100) }),
    answer: "raw",
    handle: async (ctx, { params }) => {
      const message = await findMessage(ctx.whole, params);
      const warning = message === undefined ? undefined : await findWarning(ctx.whole, message.warningId);
      if (message === undefined || warning?.source !== "own") throw new AppError("warning.no-message");
      const headers = { "cache-control": forEver };
      return new RawAnswer("application/cap+xml; charset=utf-8", writeCap(message.alert), { headers });
    },
  }),
];
