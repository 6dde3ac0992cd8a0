import { areaModule } from "./modules/atlas/area/module.ts";
import { thingModule } from "./modules/atlas/thing/module.ts";
import { clockModule } from "./modules/flows/clock/module.ts";
import { flowModule } from "./modules/flows/flow/module.ts";
import type { Module } from "./platform/module.ts";

/** The one list of modules, in the order in which their tables are made. */
export const modules: readonly Module[] = [flowModule, clockModule, areaModule, thingModule];
