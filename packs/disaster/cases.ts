import { days, defineCase, urgentHours } from "@chengyun/kernel";

/** A station passes its level with every high water of a surge: these alarms belong in one case. */
export const stormTide = defineCase({
  id: "storm-tide",
  name: { zh: "风暴潮潮位超警戒", en: "Storm tide above the warning level" },
  words: { zh: ["台风", "海水倒灌", "风暴潮", "涨潮"], en: ["typhoon", "high tide", "sea flood"] },
  flow: "city-case",
  handledBy: "flood",
  clocks: { dispose: urgentHours(4) },
  files: { zh: "验潮站实测潮位超过当地警戒潮位", en: "observed level above the station's warning level" },
  closes: {
    zh: "潮位回落至警戒潮位以下，海堤巡查无险情",
    en: "tide back below the warning level, sea walls walked and sound",
  },
  joins: { same: "thing", for: days(5) },
});
