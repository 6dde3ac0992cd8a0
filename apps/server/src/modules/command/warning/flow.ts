import { defineFlow } from "@chengyun/kernel";

/**
 * The way of a warning (预警): drafted, approved by a second person, issued, and ended by an update, a cancellation or
 * the hour it was given. A warning of another authority comes in as *received* and ends the same ways.
 */
export const warningFlow = defineFlow({
  id: "warning",
  kind: "warning",
  plural: "warnings",
  version: 1,
  name: { zh: "预警", en: "Warning" },
  scope: "area",
  stages: {
    draft: { name: { zh: "拟稿", en: "Draft" } },
    submitted: { name: { zh: "待审批", en: "Awaits approval" } },
    approved: { name: { zh: "已审批，待发布", en: "Approved, to be issued" } },
    issued: { name: { zh: "生效中", en: "In force" } },
    received: { name: { zh: "外部预警，生效中", en: "Received, in force" }, aside: true },
    superseded: { name: { zh: "已被更新", en: "Superseded" }, end: true },
    cancelled: { name: { zh: "已解除", en: "Cancelled" }, end: true },
    expired: { name: { zh: "已到期", en: "Expired" }, end: true },
    discarded: { name: { zh: "已作废", en: "Discarded" }, end: true, aside: true },
  },
  facts: { reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text" } },
  moves: {
    draft: {
      name: { zh: "拟写", en: "Draft" },
      from: "new",
      to: "draft",
      by: "warnings.draft",
      inner: true,
      records: "drafted",
    },
    receive: {
      name: { zh: "接收", en: "Receive" },
      from: "new",
      to: "received",
      by: "warnings.receive",
      inner: true,
      byMachine: "also",
      records: "received",
    },
    edit: {
      name: { zh: "修改", en: "Edit" },
      from: ["draft", "submitted", "approved"],
      to: "draft",
      by: "warnings.draft",
      inner: true,
      records: "edited",
    },
    submit: {
      name: { zh: "提交审批", en: "Submit for approval" },
      from: "draft",
      to: "submitted",
      by: "warnings.draft",
      records: "submitted",
    },
    approve: {
      name: { zh: "审批通过", en: "Approve" },
      from: "submitted",
      to: "approved",
      by: "warnings.approve",
      records: "approved",
      // Whoever wrote any of it does not judge it.
      notBy: ["draft", "edit", "submit"],
    },
    "hand-back": {
      name: { zh: "退回修改", en: "Hand back" },
      from: ["submitted", "approved"],
      to: "draft",
      by: "warnings.approve",
      records: "handed-back",
      needs: ["reason"],
      handsBack: true,
    },
    issue: {
      name: { zh: "发布", en: "Issue" },
      from: "approved",
      to: "issued",
      by: "warnings.issue",
      records: "issued",
    },
    discard: {
      name: { zh: "作废", en: "Discard" },
      from: ["draft", "submitted", "approved"],
      to: "discarded",
      by: "warnings.draft",
      records: "discarded",
      needs: ["reason"],
    },
    cancel: {
      name: { zh: "解除", en: "Cancel" },
      from: "issued",
      to: "cancelled",
      by: "warnings.issue",
      records: "cancelled",
      needs: ["reason"],
    },
    supersede: {
      name: { zh: "被更新", en: "Supersede" },
      from: ["issued", "received"],
      to: "superseded",
      by: "warnings.issue",
      byMachine: "only",
      records: "superseded",
    },
    "end-received": {
      name: { zh: "外部解除", en: "Cancelled by its sender" },
      from: "received",
      to: "cancelled",
      by: "warnings.receive",
      byMachine: "only",
      records: "ended",
    },
    expire: {
      name: { zh: "到期", en: "Expire" },
      from: ["issued", "received"],
      to: "expired",
      by: "warnings.issue",
      byMachine: "only",
      records: "expired",
    },
  },
});

/** Stages in which a warning holds. */
export const inForce = ["issued", "received"] as const;

/** Stages of what was once sent out: everybody may know of it. */
export const told = ["issued", "superseded", "cancelled", "expired"] as const;
