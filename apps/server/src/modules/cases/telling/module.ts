import { defineModule } from "../../../platform/module.ts";
import { notices } from "./notices.ts";
import { reportNotices } from "./report-notices.ts";

export const tellingModule = defineModule({
  name: "cases/telling",
  uses: ["cases/case", "cases/report", "cases/way", "flows/task"],
  notices: [...notices, ...reportNotices],
});
