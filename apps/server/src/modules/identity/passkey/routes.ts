import {
  Id,
  Me,
  OwnerProof,
  Passkey,
  PasskeyIn,
  PasskeyMade,
  PasskeyOptions,
  Passkeys,
  PasskeyUsed,
} from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { enter, getPerson } from "../session/index.ts";
import {
  beginEntering,
  beginPasskey,
  endPasskey,
  enterByPasskey,
  listOwnPasskeys,
  removeOwnPasskey,
} from "./service.ts";

/** A whole shift behind one address signs in within a minute. */
const perAddress = { most: 120, withinSeconds: 60 };
const open = { method: "POST", access: "public", scope: "none", perAddress } as const;
const own = { access: "signed-in", scope: "own" } as const;

export const routes: readonly Route[] = [
  defineRoute({
    ...open,
    path: "/api/v1/session/passkey/begin",
    summary: "Begin to sign in with a passkey; answers what the browser asks it for",
    answer: PasskeyOptions,
    handle: (ctx, { http }) => beginEntering(ctx, http),
  }),
  defineRoute({
    ...open,
    path: "/api/v1/session/passkey",
    summary: "Sign in with a passkey",
    body: PasskeyUsed,
    answer: Me,
    handle: async (ctx, { body, http }) => enter(ctx, http, await enterByPasskey(ctx, http, body)),
  }),
  defineRoute({
    ...own,
    method: "GET",
    path: "/api/v1/me/passkeys",
    summary: "One's passkeys, and which proof making another asks",
    answer: Passkeys,
    handle: (ctx) => listOwnPasskeys(ctx, getPerson(ctx)),
  }),
  defineRoute({
    ...own,
    method: "POST",
    path: "/api/v1/me/passkeys/begin",
    summary: "Begin to make a passkey, after a fresh proof; answers what the browser makes it of",
    body: PasskeyIn,
    answer: PasskeyOptions,
    handle: (ctx, { body, http }) => beginPasskey(ctx, { actor: getPerson(ctx), http }, body),
  }),
  defineRoute({
    ...own,
    method: "POST",
    path: "/api/v1/me/passkeys",
    summary: "Keep the passkey that the browser made",
    body: PasskeyMade,
    answer: Passkey,
    status: 201,
    handle: (ctx, { body, http }) => endPasskey(ctx, { actor: getPerson(ctx), http }, body),
  }),
  defineRoute({
    ...own,
    method: "POST",
    path: "/api/v1/me/passkeys/:id/remove",
    summary: "Take one of one's passkeys away, after a fresh proof",
    params: z.object({ id: Id }),
    body: OwnerProof,
    answer: z.undefined(),
    status: 204,
    handle: (ctx, { params, body, http }) =>
      removeOwnPasskey(ctx, getPerson(ctx), { ...body, id: params.id, address: http.address }),
  }),
];
