import { defineModule } from "../../../platform/module.ts";

export const ruleModule = defineModule({ name: "alarms/rule", uses: [] });
