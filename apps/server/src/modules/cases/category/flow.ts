import { defineFlow } from "@chengyun/kernel";

/** Whether new cases may be of a category that a pack declares: taken out of intake by hand, and let in again. */
export const packCategory = defineFlow({
  id: "pack-category",
  kind: "category",
  plural: "categories",
  version: 1,
  name: { zh: "专题包分类的受理", en: "Intake of a pack's category" },
  scope: "area",
  stages: {
    withheld: { name: { zh: "停止受理", en: "Out of intake" } },
    offered: { name: { zh: "受理中", en: "In intake" } },
  },
  facts: {
    "pack-category": { id: "pack-category", name: { zh: "分类", en: "Category" }, kind: "text", longest: 100 },
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text", longest: 500 },
  },
  moves: {
    withhold: {
      name: { zh: "停止受理", en: "Take out of intake" },
      from: "new",
      to: "withheld",
      by: "dictionaries.edit",
      inner: true,
      records: "withheld",
      needs: ["pack-category", "reason"],
    },
    "withhold-again": {
      name: { zh: "再次停止受理", en: "Take out of intake again" },
      from: "offered",
      to: "withheld",
      by: "dictionaries.edit",
      inner: true,
      records: "withheld-again",
      needs: ["pack-category", "reason"],
    },
    offer: {
      name: { zh: "恢复受理", en: "Let into intake again" },
      from: "withheld",
      to: "offered",
      by: "dictionaries.edit",
      inner: true,
      records: "offered",
      needs: ["pack-category"],
    },
  },
});
