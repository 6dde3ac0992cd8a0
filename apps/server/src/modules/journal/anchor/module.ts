import { defineModule } from "../../../platform/module.ts";
import { anchorStamps } from "./migrations/202611301540-anchor-stamps.ts";
import { anchorNowAndThen } from "./service.ts";
import { stampNowAndThen } from "./stamp.ts";

export const anchorModule = defineModule({
  name: "journal/anchor",
  uses: ["journal/log"],
  migrations: { "202611301540-anchor-stamps": anchorStamps },
  ticks: [
    { name: "journal-anchor", run: anchorNowAndThen },
    { name: "journal-stamp", run: stampNowAndThen },
  ],
});
