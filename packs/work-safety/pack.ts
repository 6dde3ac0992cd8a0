import { brief, definePack } from "@chengyun/kernel";
import { hiddenDanger } from "./danger.ts";
import { majorHazard } from "./risks.ts";
import { hazardSite } from "./things.ts";

export const workSafety = definePack({
  id: "work-safety",
  name: { zh: "安全生产", en: "Work safety" },
  standards: ["GB 18218-2018", "GB/T 33000-2016"],
  things: [hazardSite],
  risks: [majorHazard],
  flows: [hiddenDanger],
  notices: [
    brief.notice("hidden-danger.found", "hidden-dangers.order", "新隐患：{danger}", "A hidden danger: {danger}"),
    brief.notice(
      "hidden-danger.mended",
      "hidden-dangers.check",
      "待复查的隐患：{danger}",
      "To be re-checked: {danger}",
    ),
  ],
  grants: {
    "duty-officer": ["hidden-dangers.read", "hidden-dangers.find", "hidden-dangers.order"],
    "grid-worker": ["hidden-dangers.read", "hidden-dangers.find"],
    handler: ["hidden-dangers.read", "hidden-dangers.mend"],
    verifier: ["hidden-dangers.read", "hidden-dangers.check"],
    leader: ["hidden-dangers.read"],
  },
  layers: [{ id: "hazard-sites", name: { zh: "危险源", en: "Hazard sites" }, thing: hazardSite }],
});
