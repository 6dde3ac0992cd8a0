import { Channel, ChannelIn, ChannelTest, ChannelTested, Id } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listAll, setChannel, testChannel } from "./service.ts";

const IdPath = z.object({ id: Id });

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/channels",
    summary: "Every channel with its state, last success and last failure; secrets by name only",
    access: "channels.manage",
    scope: "none",
    answer: z.object({ items: z.array(Channel) }),
    handle: async (ctx) => ({ items: await listAll(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/channels",
    summary: "Sets up a channel",
    access: "channels.manage",
    scope: "city",
    body: ChannelIn,
    answer: Channel,
    status: 201,
    handle: (ctx, { body }) => setChannel(ctx, undefined, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/channels/:id",
    summary: "Sets a channel anew, over the version that was seen",
    access: "channels.manage",
    scope: "city",
    params: IdPath,
    body: ChannelIn,
    answer: Channel,
    handle: (ctx, { params, body }) => setChannel(ctx, params.id, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/channels/:id/test",
    summary: "Sends a test by a channel and says how it went",
    access: "channels.manage",
    scope: "city",
    params: IdPath,
    body: ChannelTest,
    answer: ChannelTested,
    handle: (ctx, { params, body }) => testChannel(ctx, params.id, body.to),
  }),
];
