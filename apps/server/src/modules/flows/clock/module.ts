import { defineModule } from "../../../platform/module.ts";
import { clockCreate } from "./migrations/202611201105-clock-create.ts";
import { clockWatch } from "./migrations/202611201503-clock-watch.ts";
import { watchCalendar, watchClocks } from "./watch.ts";

export const clockModule = defineModule({
  name: "flows/clock",
  uses: [],
  migrations: { "202611201105-clock-create": clockCreate, "202611201503-clock-watch": clockWatch },
  ticks: [watchCalendar, watchClocks],
});
