import { defineModule } from "../../../platform/module.ts";
import { notices } from "./notices.ts";
import { routes } from "./routes.ts";
import { lookOn } from "./service.ts";

export const guardModule = defineModule({
  name: "journal/guard",
  uses: ["journal/anchor", "journal/log"],
  routes,
  notices,
  ticks: [{ name: "journal-guard", run: lookOn }],
});
