import { defineModule } from "../../../platform/module.ts";
import { clockCreate } from "./migrations/202611201105-clock-create.ts";
import { clockWatch } from "./migrations/202611201503-clock-watch.ts";
import { clockDepartment } from "./migrations/202611300800-clock-department.ts";
import { watchCalendar, watchClocks } from "./watch.ts";

export const clockModule = defineModule({
  name: "flows/clock",
  uses: [],
  fences: [{ table: "clocks", by: ["subject_id"] }],
  migrations: {
    "202611201105-clock-create": clockCreate,
    "202611201503-clock-watch": clockWatch,
    "202611300800-clock-department": clockDepartment,
  },
  ticks: [watchCalendar, watchClocks],
});
