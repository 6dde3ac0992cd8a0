import { brief, definePack, naturalDays, workHours } from "@chengyun/kernel";

const lostItem = brief.flow("lost-item", "lost-items", ["失物招领", "Lost property"], {
  stages: {
    kept: brief.stage("待认领", "Kept"),
    claimed: brief.stage("待核对", "Claimed"),
    returned: brief.end("已归还", "Returned"),
    "passed-on": brief.end("已移交", "Passed on"),
  },
  clocks: {
    notice: brief.clock("招领期", "Notice", naturalDays(365)),
    check: brief.clock("核对时限", "Checking", workHours(8)),
  },
  facts: [
    brief.text("item", "物品", "Item", { longest: 60 }),
    brief.choice("item-kind", "种类", "Kind", {
      wallet: ["钱包", "Wallet"],
      phone: ["手机", "Phone"],
      other: ["其他", "Other"],
    }),
    brief.number("cash", "现金", "Cash", { unit: "CNY", check: { range: [0, 1_000_000] } }),
    brief.place("found-at", "拾得地点", "Found at"),
    brief.date("found-on", "拾得日期", "Found on"),
    brief.photos("item-photos", "照片", "Photos"),
    brief.person("finder", "拾得人", "Finder"),
    brief.person("claimant", "认领人", "Claimant"),
    brief.text("reason", "理由", "Reason"),
  ],
  moves: {
    keep: brief.move(["登记", "Take in"], "new > kept", "lost-items.keep", { form: "found-item", starts: "notice" }),
    claim: brief.move(["认领", "Claim"], "kept > claimed", "lost-items.keep", { needs: ["claimant"], starts: "check" }),
    "hand-over": brief.move(["归还", "Hand over"], "claimed > returned", "lost-items.check", { notBy: ["claim"] }),
    refuse: brief.move(["不符退回", "Refuse"], "claimed > kept", "lost-items.check", {
      records: "refused",
      needs: ["reason"],
      handsBack: true,
      stops: "check",
    }),
    "pass-on": brief.move(["移交公安", "Pass on"], "kept > passed-on", "lost-items.keep", { needs: ["reason"] }),
  },
});
const foundItem = brief.form(
  "found-item",
  "拾得物品登记表",
  "Found item",
  brief.section("物品", "Item", "item!", "item-kind!", { fact: "cash", shownWhen: "item_kind == 'wallet'" }),
  brief.section("拾得", "Finding", "found-at!", "found-on!", "item-photos", "finder"),
);

export const lostProperty = definePack({
  id: "lost-property",
  name: { zh: "失物招领", en: "Lost property" },
  standards: ["民法典 第 314–318 条"],
  things: [],
  flows: [lostItem],
  forms: [foundItem],
  notices: [brief.notice("lost-item.claimed", "lost-items.check", "待核对的认领：{item}", "A claim to check: {item}")],
  grants: { "duty-officer": ["lost-items.read", "lost-items.keep"], verifier: ["lost-items.read", "lost-items.check"] },
});
