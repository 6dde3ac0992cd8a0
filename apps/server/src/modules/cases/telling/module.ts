import { defineModule } from "../../../platform/module.ts";
import { notices } from "./notices.ts";

export const tellingModule = defineModule({
  name: "cases/telling",
  uses: ["cases/case", "cases/way", "flows/task"],
  notices,
});
