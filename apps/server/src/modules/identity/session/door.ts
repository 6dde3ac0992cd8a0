import type { Me } from "@chengyun/contracts";
import type { Context } from "../../../platform/context.ts";
import { sessionCookie } from "../../../platform/http.ts";
import type { Exchange } from "../../../platform/route.ts";
import { describeMe, endSession, longestMs, type Opened } from "./service.ts";
import type { Device } from "./store.ts";

/** Whoever was signed in before in this browser is signed out; a token is never handed on. */
export const enter = async (ctx: Context, http: Exchange, { token, actor }: Opened): Promise<Me> => {
  if (ctx.actor.kind === "person") await endSession(ctx, ctx.actor);
  http.setCookie(sessionCookie, token, longestMs / 1000);
  return describeMe(ctx, actor);
};

const longestAgent = 300;

/** What a browser says of itself, and where it is: shown to its owner, trusted by nobody. */
export const deviceOf = (http: Exchange): Device => ({
  agent: (http.header("user-agent") ?? "").slice(0, longestAgent),
  address: http.address,
});
