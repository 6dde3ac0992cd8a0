import { defineResource } from "@chengyun/kernel";

/** What can be sent or used; shelters, hospitals and cameras are things of other packs. */
export const resources = [
  defineResource({ thing: "rescue-team", kind: "team", comes: true, shows: ["skill", "people", "ready", "phone"] }),
  defineResource({ thing: "rescue-vehicle", kind: "vehicle", comes: true, shows: ["kind", "output", "phone"] }),
  defineResource({
    thing: "relief-stock",
    kind: "stock",
    expires: "goodUntil",
    comes: true,
    shows: ["goods", "amount", "unit", "phone"],
  }),
  defineResource({ thing: "expert-post", kind: "expert", comes: true, shows: ["skill", "phone"] }),
  defineResource({ thing: "shelter", kind: "shelter", capacity: "capacity", shows: ["kind"] }),
  defineResource({ thing: "hospital", kind: "medical", shared: true, shows: ["grade", "beds"] }),
  defineResource({ thing: "crowd-point", kind: "camera", shared: true }),
];
