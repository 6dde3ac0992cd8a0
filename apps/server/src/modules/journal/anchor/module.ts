import { defineModule } from "../../../platform/module.ts";
import { anchorNowAndThen } from "./service.ts";

export const anchorModule = defineModule({
  name: "journal/anchor",
  uses: ["journal/log"],
  ticks: [{ name: "journal-anchor", run: anchorNowAndThen }],
});
