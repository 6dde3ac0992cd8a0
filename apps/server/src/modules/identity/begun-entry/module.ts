import { defineModule } from "../../../platform/module.ts";
import { begunEntryCreate } from "./migrations/202611300800-begun-entry-create.ts";

export const begunEntryModule = defineModule({
  name: "identity/begun-entry",
  uses: [],
  migrations: { "202611300800-begun-entry-create": begunEntryCreate },
});
