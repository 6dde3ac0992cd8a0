import { defineModule } from "../../../platform/module.ts";
import { cityCase } from "../case/index.ts";
import { applies } from "./applies.ts";
import { refineOffers } from "./offers.ts";

export const handlingModule = defineModule({
  name: "cases/handling",
  uses: [
    "atlas/area",
    "cases/appeal",
    "cases/case",
    "cases/category",
    "cases/photo",
    "flows/clock",
    "flows/flow",
    "flows/form",
    "flows/task",
    "flows/timeline",
    "identity/account",
    "identity/department",
    "identity/role",
    "journal/entry",
    "persons/person",
  ],
  flows: [{ flow: cityCase, apply: applies, refine: refineOffers, fenced: true }],
});
