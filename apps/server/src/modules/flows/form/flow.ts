import { defineFlow } from "@chengyun/kernel";

/** A form is drawn, edited as a draft, published as a version, revised for the next one, and retired. */
export const formFlow = defineFlow({
  id: "form",
  kind: "form",
  plural: "forms",
  version: 1,
  name: { zh: "表单", en: "Form" },
  scope: "area",
  stages: {
    draft: { name: { zh: "草稿", en: "Draft" } },
    published: { name: { zh: "已发布", en: "Published" } },
    retired: { name: { zh: "已停用", en: "Retired" }, end: true },
  },
  facts: {
    design: { id: "design", name: { zh: "设计", en: "Design" }, kind: "record" },
    place: { id: "place", name: { zh: "用于", en: "Asked by" }, kind: "text", longest: 200 },
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text", longest: 500 },
  },
  moves: {
    draw: {
      name: { zh: "新建", en: "Draw" },
      from: "new",
      to: "draft",
      by: "forms.design",
      records: "drawn",
      needs: ["design"],
    },
    edit: {
      name: { zh: "保存草稿", en: "Save the draft" },
      from: "draft",
      by: "forms.design",
      records: "edited",
      needs: ["design"],
    },
    publish: {
      name: { zh: "发布", en: "Publish" },
      from: "draft",
      to: "published",
      by: "forms.design",
      records: "published",
    },
    revise: {
      name: { zh: "修订", en: "Revise" },
      from: "published",
      to: "draft",
      by: "forms.design",
      records: "revised",
    },
    attach: {
      name: { zh: "用于类别或动作", en: "Attach" },
      from: ["draft", "published"],
      by: "forms.design",
      inner: true,
      quiet: true,
      records: "attached",
      needs: ["place"],
    },
    detach: {
      name: { zh: "解除使用", en: "Take off" },
      from: ["draft", "published"],
      by: "forms.design",
      inner: true,
      quiet: true,
      records: "detached",
      needs: ["place"],
    },
    retire: {
      name: { zh: "停用", en: "Retire" },
      from: ["draft", "published"],
      to: "retired",
      by: "forms.design",
      records: "retired",
      needs: ["reason"],
    },
  },
});
