import { defineModule } from "../../../platform/module.ts";

export const roleModule = defineModule({ name: "identity/role", uses: [] });
