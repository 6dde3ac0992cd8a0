import { defineModule } from "../../../platform/module.ts";
import { mergeUndo } from "./migrations/202611291745-merge-undo.ts";
import { mergeOpens } from "./migrations/202611300321-merge-opens.ts";
import { notices } from "./notices.ts";
import { mergeEarlierEchoes } from "./reaction.ts";
import { routes } from "./routes.ts";

export const mergeModule = defineModule({
  name: "cases/merge",
  uses: [
    "alarms/alarm",
    "cases/appeal",
    "cases/case",
    "cases/category",
    "cases/handling",
    "cases/kind",
    "cases/likeness",
    "cases/near",
    "cases/photo",
    "cases/report",
    "flows/clock",
    "flows/task",
    "notices/notice",
  ],
  fences: [{ table: "case_merges", by: ["case_id", "into_id"] }],
  migrations: { "202611291745-merge-undo": mergeUndo, "202611300321-merge-opens": mergeOpens },
  reacts: [mergeEarlierEchoes],
  routes,
  notices,
});
