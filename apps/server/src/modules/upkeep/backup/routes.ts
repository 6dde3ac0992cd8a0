import { Backups } from "@chengyun/contracts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { askFor, listBackups } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/backups",
    summary: "How backups are made, and the newest ones: when, where, how large, tried when and with what result",
    access: "backups.read",
    scope: "city",
    answer: Backups,
    handle: (ctx) => listBackups(ctx),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/backups",
    summary: "Has a backup made now; it goes on by itself",
    access: "backups.make",
    scope: "city",
    answer: Backups,
    handle: (ctx) => askFor(ctx, "backup"),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/backups/test",
    summary: "Has the newest backup restored into a folder that is thrown away, and verified",
    access: "backups.make",
    scope: "city",
    answer: Backups,
    handle: (ctx) => askFor(ctx, "test"),
  }),
];
