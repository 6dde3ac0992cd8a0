import { Me, SignOnBack, SignOnBegun, SignOnCode, SignOnEnded } from "@chengyun/contracts";
import { sessionCookie } from "../../../platform/http.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { enter, getPerson } from "../session/index.ts";
import { beginSignOn, endSignOn, endThere, giveCode } from "./service.ts";

/** A whole shift behind one address signs on within a minute; each costs that server a call. */
const perAddress = { most: 120, withinSeconds: 60 };
const open = { method: "POST", access: "public", scope: "none", perAddress } as const;

export const routes: readonly Route[] = [
  defineRoute({
    ...open,
    path: "/api/v1/session/sign-on",
    summary: "Begin to sign on at the city's own server; answers where the browser goes",
    answer: SignOnBegun,
    handle: async (ctx, { http }) => ({ url: await beginSignOn(ctx, http) }),
  }),
  defineRoute({
    ...open,
    path: "/api/v1/session/sign-on/enter",
    summary: "Sign in with what that server sent the browser back with",
    body: SignOnBack,
    answer: Me,
    handle: async (ctx, { body, http }) => enter(ctx, http, await endSignOn(ctx, http, body.search)),
  }),
  defineRoute({
    ...open,
    path: "/api/v1/session/sign-on/code",
    summary: "Give the code of one's own second factor after signing on elsewhere",
    body: SignOnCode,
    answer: Me,
    handle: async (ctx, { body, http }) => enter(ctx, http, await giveCode(ctx, http, body.code)),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/session/sign-on/end",
    summary: "Sign out; answers where the browser goes to be signed out at the city's own server, too",
    access: "signed-in",
    scope: "own",
    answer: SignOnEnded,
    handle: async (ctx, { http }) => {
      const url = await endThere(ctx, getPerson(ctx));
      http.setCookie(sessionCookie, "", 0);
      return url === undefined ? {} : { url };
    },
  }),
];
