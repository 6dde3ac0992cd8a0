import { defineFlow } from "@chengyun/kernel";

/** What the words of a body mean here: a duty or a department, for an area. Mapped again as often as the city changes. */
export const responsibleBody = defineFlow({
  id: "responsible-body",
  kind: "body",
  plural: "bodies",
  version: 1,
  name: { zh: "责任单位对应", en: "Mapping of a responsible body" },
  scope: "area",
  stages: {
    mapped: { name: { zh: "已对应", en: "Mapped" } },
    unmapped: { name: { zh: "已取消", en: "Taken back" } },
  },
  facts: {
    words: { id: "words", name: { zh: "责任单位", en: "Body" }, kind: "text", longest: 200 },
    duty: { id: "duty", name: { zh: "职责", en: "Duty" }, kind: "text", longest: 50 },
    department: { id: "department", name: { zh: "部门", en: "Department" }, kind: "department" },
  },
  moves: {
    map: {
      name: { zh: "对应", en: "Map" },
      from: "new",
      to: "mapped",
      by: "dictionaries.edit",
      inner: true,
      records: "mapped",
      needs: ["words"],
      takes: ["duty", "department"],
    },
    "map-again": {
      name: { zh: "改为", en: "Map anew" },
      from: ["mapped", "unmapped"],
      to: "mapped",
      by: "dictionaries.edit",
      inner: true,
      records: "mapped-again",
      takes: ["duty", "department"],
    },
    unmap: {
      name: { zh: "取消对应", en: "Take back" },
      from: "mapped",
      to: "unmapped",
      by: "dictionaries.edit",
      inner: true,
      records: "unmapped",
    },
  },
});
