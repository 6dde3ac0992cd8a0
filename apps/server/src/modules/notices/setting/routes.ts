import { NoticeSettings, NoticeSettingsIn } from "@chengyun/contracts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { readSettings, writeSettings } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/notice-settings",
    summary: "How the asker wants to be told: language, channels, quiet hours",
    access: "notices.read",
    scope: "own",
    answer: NoticeSettings,
    handle: (ctx) => readSettings(ctx),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/notice-settings",
    summary: "Sets how the asker wants to be told",
    access: "notices.read",
    scope: "own",
    body: NoticeSettingsIn,
    answer: NoticeSettings,
    handle: (ctx, { body }) => writeSettings(ctx, body),
  }),
];
