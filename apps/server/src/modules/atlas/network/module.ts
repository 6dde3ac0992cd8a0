import { defineModule } from "../../../platform/module.ts";

export const networkModule = defineModule({ name: "atlas/network", uses: [] });
