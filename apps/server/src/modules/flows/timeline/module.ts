import { defineModule } from "../../../platform/module.ts";

export const timelineModule = defineModule({
  name: "flows/timeline",
  uses: ["atlas/area", "atlas/thing", "identity/department", "journal/entry", "persons/person"],
});
