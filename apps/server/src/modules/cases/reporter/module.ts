import { defineModule } from "../../../platform/module.ts";
import { notices } from "./notices.ts";

export const reporterModule = defineModule({
  name: "cases/reporter",
  uses: ["cases/case", "cases/kind", "cases/report", "identity/department", "persons/consent"],
  notices,
});
