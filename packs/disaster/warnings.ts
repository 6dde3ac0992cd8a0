import { defineWarning, hours, type Label, type NoticePlace, type Severity, type WarningText } from "@chengyun/kernel";

const number = (zh: string, en: string, sample: number): NoticePlace => ({ kind: "number", name: { zh, en }, sample });
const words = (zh: string, en: string, sample: Label): NoticePlace => ({ kind: "label", name: { zh, en }, sample });

const colours: Readonly<Record<Severity, Label>> = {
  red: { zh: "红色", en: "Red" },
  orange: { zh: "橙色", en: "Orange" },
  yellow: { zh: "黄色", en: "Yellow" },
  blue: { zh: "蓝色", en: "Blue" },
};

/** The form that all of them share: who warns of what in which colour; where and until when; what is expected; what to do. */
const say = (colour: Severity, event: Label, expected: Label, todo: Label): WarningText => ({
  headline: {
    zh: `{department}发布${event.zh}${colours[colour].zh}预警`,
    en: `${colours[colour].en} warning: ${event.en}, issued by {department}`,
  },
  short: {
    zh: `${event.zh}${colours[colour].zh}预警：${expected.zh}影响{area}，至{until}。${todo.zh}`,
    en: `${colours[colour].en} ${event.en} warning: ${expected.en} In {area}, until {until}. ${todo.en}`,
  },
  description: {
    zh: `{department}{from}发布${event.zh}${colours[colour].zh}预警：${expected.zh}影响区域：{area}。有效至{until}。`,
    en: `{department} warned at {from}: ${expected.en} Area: {area}. In force until {until}.`,
  },
  instruction: todo,
});

const typhoon = { zh: "台风", en: "Typhoon" };
const typhoonPlaces = {
  storm: words("台风编号与名称", "Number and name", { zh: "2609号台风“云雀”", en: "Typhoon Skylark (2609)" }),
  force: number("阵风（级）", "Gusts (Beaufort)", 10),
};
const typhoonExpected = (within: number): Label => ({
  zh: `{storm}${within}小时内将影响本地，阵风可达{force}级。`,
  en: `{storm} will be felt within ${within} hours, gusts up to force {force}.`,
});

/** Thresholds of typhoon signals: the measures on release of meteorological disaster signals (CMA order 16, 2007), appendix. */
export const typhoonWarning = defineWarning({
  id: "typhoon",
  name: { zh: "台风预警", en: "Typhoon warning" },
  event: typhoon,
  category: "Met",
  code: "11B01",
  duty: "flood",
  places: typhoonPlaces,
  source: "气象灾害预警信号发布与传播办法 (2007)",
  levels: {
    blue: {
      condition: {
        zh: "24小时内平均风力6级以上或阵风8级以上",
        en: "mean wind of force 6 or gusts of force 8 within 24 hours",
      },
      urgency: "Future",
      certainty: "Likely",
      holds: hours(24),
      text: say("blue", typhoon, typhoonExpected(24), {
        zh: "请加固门窗和室外搭建物，收起阳台物品，船只回港。",
        en: "Fasten windows and what stands outside, clear balconies, bring boats in.",
      }),
    },
    yellow: {
      condition: {
        zh: "24小时内平均风力8级以上或阵风10级以上",
        en: "mean wind of force 8 or gusts of force 10 within 24 hours",
      },
      urgency: "Expected",
      certainty: "Likely",
      holds: hours(24),
      text: say("yellow", typhoon, typhoonExpected(24), {
        zh: "请停止户外集会和高空、水上作业，危险地带人员做好转移准备。",
        en: "Stop gatherings outdoors and work at heights or on water; be ready to leave places at risk.",
      }),
    },
    orange: {
      condition: {
        zh: "12小时内平均风力10级以上或阵风12级以上",
        en: "mean wind of force 10 or gusts of force 12 within 12 hours",
      },
      urgency: "Expected",
      certainty: "Likely",
      holds: hours(12),
      text: say("orange", typhoon, typhoonExpected(12), {
        zh: "请留在安全处所，停课停业，危房和低洼处人员立即转移。",
        en: "Stay in a safe place; schools and shops close; leave unsafe houses and low ground now.",
      }),
    },
    red: {
      condition: {
        zh: "6小时内平均风力12级以上或阵风14级以上",
        en: "mean wind of force 12 or gusts of force 14 within 6 hours",
      },
      urgency: "Immediate",
      certainty: "Likely",
      holds: hours(12),
      text: say("red", typhoon, typhoonExpected(6), {
        zh: "请立即进入坚固处所，切勿外出；台风眼过境时风会骤停再起。",
        en: "Go into a solid building now and stay; in the eye the wind stops and then returns.",
      }),
    },
  },
});

const rain = { zh: "暴雨", en: "Rainstorm" };
const rainPlaces = { rainMm: number("雨量（毫米）", "Rain (mm)", 50) };
const rainExpected = (within: number): Label => ({
  zh: `${within}小时内降雨量可达{rainMm}毫米。`,
  en: `up to {rainMm} mm of rain within ${within} hours.`,
});

/** Thresholds of rainstorm signals: the same measures, appendix. */
export const rainWarning = defineWarning({
  id: "rainstorm",
  name: { zh: "暴雨预警", en: "Rainstorm warning" },
  event: rain,
  category: "Met",
  code: "11B03",
  duty: "flood",
  places: rainPlaces,
  source: "气象灾害预警信号发布与传播办法 (2007)",
  levels: {
    blue: {
      condition: { zh: "12小时内降雨量将达50毫米以上", en: "50 mm within 12 hours" },
      urgency: "Future",
      certainty: "Likely",
      holds: hours(12),
      text: say("blue", rain, rainExpected(12), {
        zh: "请检查排水口，低洼处物品移到高处。",
        en: "See that drains are clear; move what stands low to a higher place.",
      }),
    },
    yellow: {
      condition: { zh: "6小时内降雨量将达50毫米以上", en: "50 mm within 6 hours" },
      urgency: "Expected",
      certainty: "Likely",
      holds: hours(6),
      text: say("yellow", rain, rainExpected(6), {
        zh: "请避开低洼路段，切断低洼处室外电源。",
        en: "Keep away from low roads; switch off power that stands low outdoors.",
      }),
    },
    orange: {
      condition: { zh: "3小时内降雨量将达50毫米以上", en: "50 mm within 3 hours" },
      urgency: "Expected",
      certainty: "Likely",
      holds: hours(3),
      text: say("orange", rain, rainExpected(3), {
        zh: "请停止户外作业，地下空间和危险地带人员转移。",
        en: "Stop work outdoors; leave basements, underpasses and places at risk.",
      }),
    },
    red: {
      condition: { zh: "3小时内降雨量将达100毫米以上", en: "100 mm within 3 hours" },
      urgency: "Immediate",
      certainty: "Likely",
      holds: hours(3),
      text: say("red", rain, rainExpected(3), {
        zh: "请留在高处，停课停业，不要涉水，不要驾车通过积水。",
        en: "Stay on high ground; schools and shops close; neither walk nor drive through water.",
      }),
    },
  },
});

const surge = { zh: "风暴潮", en: "Storm surge" };
const surgeExpected: Label = {
  zh: "{station}高潮位将超过当地警戒潮位{aboveCm}厘米。",
  en: "the tide at {station} will pass its warning level by {aboveCm} cm.",
};

/** Steps above the station's one warning level, as in the rule of the tide gauges (GB/T 17839-2011). */
export const surgeWarning = defineWarning({
  id: "storm-surge",
  name: { zh: "风暴潮预警", en: "Storm surge warning" },
  event: surge,
  category: "Met",
  code: "11E01",
  duty: "flood",
  places: {
    station: words("验潮站", "Station", { zh: "东港站", en: "East Harbour" }),
    aboveCm: number("超警戒（厘米）", "Above the level (cm)", 30),
  },
  source: "GB/T 17839-2011",
  levels: {
    yellow: {
      condition: { zh: "高潮位将超过警戒潮位", en: "the tide will pass the warning level" },
      urgency: "Expected",
      certainty: "Likely",
      holds: hours(12),
      text: say("yellow", surge, surgeExpected, {
        zh: "请远离海堤和码头，船只加固缆绳。",
        en: "Keep away from sea walls and piers; double the lines of boats.",
      }),
    },
    orange: {
      condition: { zh: "高潮位将超过警戒潮位30厘米以上", en: "it will pass it by 30 cm" },
      urgency: "Expected",
      certainty: "Likely",
      holds: hours(12),
      text: say("orange", surge, surgeExpected, {
        zh: "请关闭沿岸地下空间，低洼处人员准备转移。",
        en: "Close basements along the shore; be ready to leave low ground.",
      }),
    },
    red: {
      condition: { zh: "高潮位将超过警戒潮位80厘米以上", en: "it will pass it by 80 cm" },
      urgency: "Immediate",
      certainty: "Likely",
      holds: hours(12),
      text: say("red", surge, surgeExpected, {
        zh: "请立即离开海堤内低洼处，到指定避难场所。",
        en: "Leave low ground behind the sea walls now and go to a shelter.",
      }),
    },
  },
});

const quake = { zh: "地震", en: "Earthquake" };

/** Observed, never forecast: it tells what happened and what follows (aftershocks). */
export const earthquakeWarning = defineWarning({
  id: "earthquake",
  name: { zh: "地震速报", en: "Earthquake report" },
  event: quake,
  category: "Geo",
  code: "11C01",
  duty: "public-security",
  places: {
    magnitude: number("震级", "Magnitude", 5.2),
    depthKm: number("深度（公里）", "Depth (km)", 10),
    away: number("距本市（公里）", "Away from the city (km)", 40),
  },
  source: "GB/T 18306-2015",
  levels: {
    yellow: {
      condition: { zh: "本市有感，未见破坏", en: "felt in the city, no damage seen" },
      urgency: "Past",
      certainty: "Observed",
      holds: hours(6),
      text: say(
        "yellow",
        quake,
        {
          zh: "距本市{away}公里发生{magnitude}级地震，深{depthKm}公里。",
          en: "magnitude {magnitude}, {away} km away, {depthKm} km deep.",
        },
        {
          zh: "可能有余震，请勿使用电梯，检查燃气和水电。",
          en: "Aftershocks may follow: use no lifts; look after gas, water and power.",
        },
      ),
    },
    red: {
      condition: { zh: "本市有房屋破坏", en: "houses in the city are damaged" },
      urgency: "Immediate",
      certainty: "Observed",
      holds: hours(12),
      text: say(
        "red",
        quake,
        {
          zh: "距本市{away}公里发生{magnitude}级地震，深{depthKm}公里，已有房屋破坏。",
          en: "magnitude {magnitude}, {away} km away, {depthKm} km deep; houses are damaged.",
        },
        {
          zh: "请到开阔处，不要返回受损房屋，关闭燃气，留意余震。",
          en: "Go into the open, do not return to damaged houses, shut the gas, expect aftershocks.",
        },
      ),
    },
  },
});

const fire = { zh: "森林火险", en: "Forest fire danger" };
const fireExpected: Label = {
  zh: "未来{days}天森林火险等级达{rank}级。",
  en: "forest fire danger of class {rank} for the next {days} days.",
};

/** Colours of forest fire danger by class and lasting (LY/T 2246, and the red one where fires run). */
export const forestFireWarning = defineWarning({
  id: "forest-fire",
  name: { zh: "森林火险预警", en: "Forest fire danger" },
  event: fire,
  category: "Fire",
  code: "11G01",
  duty: "greenery",
  places: {
    rank: number("火险等级", "Class of danger", 4),
    days: number("持续天数", "Days it lasts", 3),
  },
  source: "LY/T 2246-2014",
  levels: {
    yellow: {
      condition: { zh: "火险三级及以上，持续多日", en: "class 3 or more for days" },
      urgency: "Future",
      certainty: "Likely",
      holds: hours(72),
      text: say("yellow", fire, fireExpected, {
        zh: "林区禁止野外用火，进山登记。",
        en: "No fire in the open near woods; register before going up.",
      }),
    },
    orange: {
      condition: { zh: "火险四级及以上，持续多日", en: "class 4 or more for days" },
      urgency: "Expected",
      certainty: "Likely",
      holds: hours(72),
      text: say("orange", fire, fireExpected, {
        zh: "林区严禁一切用火，护林队伍待命。",
        en: "No fire of any kind near woods; crews stand by.",
      }),
    },
    red: {
      condition: { zh: "火险五级，或已起火并蔓延", en: "class 5, or a fire that spreads" },
      urgency: "Immediate",
      certainty: "Likely",
      holds: hours(48),
      text: say("red", fire, fireExpected, {
        zh: "封山禁火，林区游客立即撤离。",
        en: "The woods are closed; visitors leave now.",
      }),
    },
  },
});

/** Every kind of warning of natural disasters. */
export const warnings = [typhoonWarning, rainWarning, surgeWarning, earthquakeWarning, forestFireWarning] as const;
