import { defineModule } from "../../../platform/module.ts";
import { noticeCreate } from "./migrations/202611201310-notice-create.ts";
import { routes } from "./routes.ts";

export const noticeModule = defineModule({
  name: "notices/notice",
  uses: ["identity/department"],
  migrations: { "202611201310-notice-create": noticeCreate },
  routes,
});
