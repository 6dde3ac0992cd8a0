import { workDays, workHours } from "@chengyun/kernel";
import type { Entry } from "../class.ts";

/** 02 宣传广告 (events) */
export const advertising: readonly Entry[] = [
  {
    id: "event-small-adverts",
    code: "0201",
    name: ["非法小广告", "Illegal stickers"],
    duty: "city-management",
    standards: [
      [
        ["喷涂、张贴小广告", "small advertisements sprayed or pasted"],
        workDays(1),
        ["清除，底色还原", "removed, ground colour back"],
      ],
    ],
  },
  {
    id: "event-leaflets",
    code: "0202",
    name: ["街头散发广告", "Leaflets"],
    duty: "city-management",
    standards: [
      [["向行人、车辆散发", "handed to people or into cars"], workHours(2), ["制止、捡净", "stopped and picked up"]],
    ],
  },
  {
    id: "event-illegal-advert",
    code: "0203",
    name: ["违规户外广告", "Unlicensed advertisement"],
    duty: "city-management",
    standards: [[["未经许可设置", "put up without leave"], workDays(5), ["拆除或补办手续", "removed or licensed"]]],
  },
  {
    id: "event-wrong-words",
    code: "0204",
    name: ["广告用字不规范", "Wrong words in advertisements"],
    duty: "city-management",
    standards: [[["错别字、用语不当", "wrong characters or improper words"], workDays(3), ["改正", "corrected"]]],
  },
  {
    id: "event-illegal-sign",
    code: "0206",
    name: ["违规牌匾", "Unlicensed sign"],
    duty: "city-management",
    standards: [
      [
        ["未按批准样式、尺寸设置", "not in the licensed form or size"],
        workDays(5),
        ["拆除或改正", "removed or corrected"],
      ],
    ],
  },
  {
    id: "event-banners",
    code: "0207",
    name: ["违规标语、条幅", "Banners"],
    duty: "city-management",
    standards: [
      [["未经许可悬挂、破旧不收", "hung without leave, or left when tattered"], workDays(1), ["取下", "taken down"]],
    ],
  },
];
