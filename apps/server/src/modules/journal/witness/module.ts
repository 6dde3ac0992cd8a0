import { defineModule } from "../../../platform/module.ts";
import { notices } from "./notices.ts";
import { askNowAndThen } from "./service.ts";

export const witnessModule = defineModule({
  name: "journal/witness",
  uses: ["journal/log"],
  notices,
  ticks: [{ name: "journal-witness", run: askNowAndThen }],
});
