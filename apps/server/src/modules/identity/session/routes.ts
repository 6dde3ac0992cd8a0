import { DemoSignIn, Me, PasswordChange, PostChoice, SignIn } from "@chengyun/contracts";
import { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { sessionCookie } from "../../../platform/http.ts";
import { isLoopback } from "../../../platform/loopback.ts";
import { defineRoute, type Exchange, type Route } from "../../../platform/route.ts";
import { deviceOf, enter } from "./door.ts";
import { getPerson, ownRoutes } from "./own-routes.ts";
import { changePassword, choosePost, describeMe, endSession, signIn, signInDemo } from "./service.ts";

/** `Host` without its port. */
const hostName = (http: Exchange): string => (http.header("host") ?? "").replace(/:\d+$/, "");

const sessionRoutes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/session",
    summary: "Sign in with a password",
    access: "public",
    scope: "none",
    body: SignIn,
    answer: Me,
    handle: async (ctx, { body, http }) => enter(ctx, http, await signIn(ctx, { ...body, device: deviceOf(http) })),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/session/demo",
    summary: "Sign in to the demo city by one click; loopback only",
    access: "public",
    scope: "none",
    body: DemoSignIn,
    answer: Me,
    handle: async (ctx, { body, http }) => {
      // A foreign name that resolves to this machine (DNS rebinding) is another site's page, not this browser's.
      if (!isLoopback(hostName(http))) throw new AppError("session.no-demo");
      return enter(ctx, http, await signInDemo(ctx, body.entry, deviceOf(http)));
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/session",
    summary: "Sign out",
    access: "signed-in",
    scope: "own",
    answer: z.undefined(),
    status: 204,
    handle: async (ctx, { http }) => {
      await endSession(ctx, getPerson(ctx));
      http.setCookie(sessionCookie, "", 0);
    },
  }),
];

const meRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/me",
    summary: "Who is signed in, in which post, with which permissions",
    access: "signed-in",
    scope: "own",
    answer: Me,
    handle: (ctx) => describeMe(ctx, getPerson(ctx)),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/me/post",
    summary: "Act in another of one's posts",
    access: "signed-in",
    scope: "own",
    body: PostChoice,
    answer: Me,
    handle: async (ctx, { body }) => describeMe(ctx, await choosePost(ctx, getPerson(ctx), body.postId)),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/me/password",
    summary: "Change one's password; every other session ends",
    access: "signed-in",
    scope: "own",
    body: PasswordChange,
    answer: Me,
    handle: async (ctx, { body, http }) => {
      const change = { old: body.old, fresh: body.new, address: http.address };
      return describeMe(ctx, await changePassword(ctx, getPerson(ctx), change));
    },
  }),
];

export const routes: readonly Route[] = [...sessionRoutes, ...meRoutes, ...ownRoutes];
