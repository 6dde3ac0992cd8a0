import { urgentHours, workDays, workHours } from "@chengyun/kernel";
import type { Entry } from "../class.ts";
import { formsOfLamp } from "../lamp-forms.ts";

/** 01 公用设施 (parts) */
export const publicFacility: readonly Entry[] = [
  {
    id: "part-water-manhole",
    code: "0101",
    name: ["上水井盖", "Water manhole"],
    duty: "water-supply",
    standards: [
      [
        ["井盖不见、滑移或断裂，井口可能伤人", "lid gone, slid off or broken: the opening may hurt somebody"],
        urgentHours(2),
        ["盖好复位，井口无险", "lid in place, opening safe"],
      ],
      [
        ["井盖残缺但不影响通行安全", "lid chipped, passing still safe"],
        workHours(4),
        ["换盖或修好", "lid replaced or mended"],
      ],
      [
        ["车过作响或井周路面下陷", "rattles under traffic, or the road around it sinks"],
        workDays(3),
        ["不响、与路面齐平", "silent and level with the road"],
      ],
    ],
  },
  {
    id: "part-sewage-manhole",
    code: "0102",
    name: ["污水井盖", "Sewer manhole"],
    duty: "drainage",
    standards: [
      [
        ["井盖不见、滑移或断裂，井口可能伤人", "lid gone, slid off or broken: the opening may hurt somebody"],
        urgentHours(2),
        ["盖好复位，井口无险", "lid in place, opening safe"],
      ],
      [
        ["车过作响或井周路面下陷", "rattles under traffic, or the road around it sinks"],
        workDays(3),
        ["不响、与路面齐平", "silent and level with the road"],
      ],
    ],
  },
  {
    id: "part-storm-manhole",
    code: "0103",
    name: ["雨水井盖破损、跳响", "Storm manhole damaged or rattling"],
    duty: "drainage",
    standards: [
      [
        ["井盖残缺但不影响通行安全", "lid chipped, passing still safe"],
        workHours(4),
        ["换盖或修好", "lid replaced or mended"],
      ],
      [
        ["车过作响或井周路面下陷", "rattles under traffic, or the road around it sinks"],
        workDays(3),
        ["不响、与路面齐平", "silent and level with the road"],
      ],
    ],
  },
  {
    id: "part-storm-grate",
    code: "0104",
    name: ["雨水箅子", "Storm grate"],
    duty: "drainage",
    standards: [
      [["箅子缺失或断裂", "grate missing or broken"], urgentHours(2), ["装好箅子", "grate fitted"]],
      [
        ["被垃圾、泥沙堵住三分之一以上", "more than a third choked with litter or silt"],
        workDays(1),
        ["清掏，排水畅通", "cleared, water runs off"],
      ],
    ],
  },
  {
    id: "part-power-manhole",
    code: "0105",
    name: ["电力井盖", "Power manhole"],
    duty: "power-supply",
    standards: [
      [
        ["井盖不见、破裂或电缆外露", "lid gone or broken, or cables bare"],
        urgentHours(2),
        ["盖好复位，无带电外露", "lid in place, nothing live exposed"],
      ],
      [["车过作响或高低不平", "rattles or is not level"], workDays(3), ["不响、平整", "silent and level"]],
    ],
  },
  {
    id: "part-lamp-manhole",
    code: "0106",
    name: ["路灯井盖", "Street-light manhole"],
    duty: "lighting",
    standards: [
      [["井盖不见或破裂", "lid gone or broken"], urgentHours(2), ["盖好复位", "lid in place"]],
      [["盖面缺损、松动", "lid chipped or loose"], workDays(2), ["换盖或固定", "lid replaced or fixed"]],
    ],
  },
  {
    id: "part-telecom-manhole",
    code: "0107",
    name: ["通信井盖", "Telecom manhole"],
    duty: "telecom",
    standards: [
      [["井盖不见、滑移或断裂", "lid gone, slid off or broken"], urgentHours(2), ["盖好复位", "lid in place"]],
      [["车过作响或高低不平", "rattles or is not level"], workDays(3), ["不响、平整", "silent and level"]],
    ],
  },
  {
    id: "part-heat-manhole",
    code: "0110",
    name: ["热力井盖", "Heating manhole"],
    duty: "heat-supply",
    standards: [
      [
        ["井盖不见、破裂或有蒸汽冒出", "lid gone or broken, or steam coming out"],
        urgentHours(2),
        ["盖好复位，蒸汽停止", "lid in place, no steam"],
      ],
      [
        ["车过作响或井周下陷", "rattles, or the ground around it sinks"],
        workDays(4),
        ["不响、平整", "silent and level"],
      ],
    ],
  },
  {
    id: "part-gas-manhole",
    code: "0111",
    name: ["燃气井盖", "Gas manhole"],
    duty: "gas-supply",
    standards: [
      [
        ["井盖不见、破裂或闻到燃气味", "lid gone or broken, or a smell of gas"],
        urgentHours(2),
        ["盖好复位，查漏消除", "lid in place, leak searched and gone"],
      ],
      [
        ["盖面缺损或井周下陷", "lid chipped, or the ground around it sinks"],
        workDays(1),
        ["修好、平整", "mended and level"],
      ],
    ],
  },
  {
    id: "part-garden-manhole",
    code: "0114",
    name: ["园林井盖", "Garden manhole"],
    duty: "greenery",
    standards: [[["井盖不见或破裂", "lid gone or broken"], urgentHours(2), ["盖好复位", "lid in place"]]],
  },
  {
    id: "part-unknown-manhole",
    code: "0123",
    name: ["权属不明井盖", "Manhole of nobody known"],
    duty: "city-management",
    standards: [
      [
        ["井盖不见、破裂，查不到权属", "lid gone or broken, and nobody knows whose it is"],
        urgentHours(2),
        ["先行围护并代为复位", "fenced first, then put right on the city's account"],
      ],
    ],
  },
  {
    id: "part-septic-manhole",
    code: "0118",
    name: ["化粪池井盖", "Septic tank cover"],
    duty: "sanitation",
    standards: [
      [
        ["盖板缺失、断裂或外溢", "cover missing or broken, or overflowing"],
        urgentHours(2),
        ["盖好，清理外溢", "covered, overflow cleaned"],
      ],
    ],
  },
  {
    id: "part-hydrant",
    code: "0124",
    name: ["消火栓", "Fire hydrant"],
    duty: "water-supply",
    standards: [
      [
        ["栓体漏水、被撞歪或部件缺失", "leaks, is knocked over or lacks a part"],
        workDays(1),
        ["修好，能正常出水", "mended, gives water"],
      ],
      [["被圈占、遮挡", "fenced in or hidden"], workHours(4), ["恢复可用", "free to use"]],
    ],
  },
  {
    id: "part-phone-box",
    code: "0127",
    name: ["通讯交接箱", "Telecom cabinet"],
    duty: "telecom",
    standards: [
      [
        ["箱门敞开、箱体破损或倾倒", "door open, cabinet broken or fallen"],
        workDays(2),
        ["关好、修复", "shut and mended"],
      ],
    ],
  },
  {
    id: "part-power-box",
    code: "0128",
    name: ["电力设施（箱、柜）", "Power cabinet"],
    duty: "power-supply",
    standards: [
      [
        ["箱门敞开、有触电危险", "door open, somebody may touch what is live"],
        urgentHours(2),
        ["关锁，危险排除", "locked, danger gone"],
      ],
      [["箱体锈穿、破损", "rusted through or broken"], workDays(3), ["修复或更换", "mended or replaced"]],
    ],
  },
  {
    id: "part-power-pole",
    code: "0130",
    name: ["电力立杆", "Power pole"],
    duty: "power-supply",
    standards: [
      [
        ["杆体倾斜、倒伏或断裂", "leaning, fallen or broken"],
        urgentHours(2),
        ["扶正或更换，恢复供电", "upright or replaced, power back"],
      ],
    ],
  },
  {
    id: "part-telecom-pole",
    code: "0131",
    name: ["通信立杆", "Telecom pole"],
    duty: "telecom",
    standards: [
      [["杆体倾斜、倒伏或断裂", "leaning, fallen or broken"], urgentHours(4), ["扶正或更换", "upright or replaced"]],
      [
        ["废弃不用仍立在路边", "disused and still standing"],
        workDays(5),
        ["拔除，恢复路面", "removed, pavement restored"],
      ],
    ],
  },
  {
    id: "part-street-light",
    code: "0137",
    name: ["路灯", "Street light"],
    duty: "lighting",
    forms: formsOfLamp,
    standards: [
      [
        ["灯杆倾斜、倒下或漏电", "post leaning or down, or live"],
        urgentHours(2),
        ["围护断电，危险排除", "fenced and cut off, danger gone"],
      ],
      [["连续三盏以上不亮", "three lamps or more in a row dark"], workDays(1), ["全部亮灯", "all lit"]],
      [["单盏不亮或白天长明", "one lamp dark, or lit by day"], workDays(2), ["按时亮灭", "lit and out on time"]],
    ],
  },
  {
    id: "part-ground-light",
    code: "0138",
    name: ["地灯", "Ground light"],
    duty: "lighting",
    standards: [
      [
        ["灯罩破碎、线头外露", "glass broken, wires bare"],
        workHours(4),
        ["换罩，线路封好", "glass replaced, wires sealed"],
      ],
    ],
  },
  {
    id: "part-landscape-light",
    code: "0139",
    name: ["景观灯", "Landscape light"],
    duty: "lighting",
    standards: [
      [["灯具脱落或摇摇欲坠", "fitting fallen or about to"], workHours(4), ["固定或拆下", "fixed or taken down"]],
      [
        ["成片不亮、缺字断亮", "whole groups dark or letters missing"],
        workDays(5),
        ["恢复完整亮灯", "fully lit again"],
      ],
    ],
  },
  {
    id: "part-newsstand",
    code: "0140",
    name: ["报刊亭", "News stand"],
    duty: "city-management",
    standards: [
      [
        ["亭体破损、脏污或废弃", "broken, dirty or given up"],
        workDays(5),
        ["修缮、清洁或拆除", "mended, cleaned or removed"],
      ],
    ],
  },
  {
    id: "part-mail-box",
    code: "0142",
    name: ["信报箱、邮筒", "Letter box"],
    duty: "city-management",
    standards: [[["箱体破损、歪倒", "broken or fallen"], workDays(5), ["修复或更换", "mended or replaced"]]],
  },
  {
    id: "part-outdoor-fitness",
    code: "0146",
    name: ["户外健身设施", "Outdoor fitness equipment"],
    duty: "city-management",
    standards: [
      [
        ["器材断裂、松脱，使用会伤人", "equipment broken or loose, using it hurts"],
        workHours(4),
        ["停用围护", "out of use and fenced"],
      ],
      [["零件缺失、锈蚀", "parts missing or rusted"], workDays(5), ["修好可用", "mended and usable"]],
    ],
  },
  {
    id: "part-gas-regulator",
    code: "0149",
    name: ["燃气调压箱（柜）", "Gas regulator cabinet"],
    duty: "gas-supply",
    standards: [
      [
        ["闻到燃气味或被撞", "a smell of gas, or it was hit"],
        urgentHours(1),
        ["关断查漏，危险排除", "shut off, leak searched, danger gone"],
      ],
      [["箱门敞开、标识缺失", "door open or sign missing"], workDays(2), ["关锁，补齐标识", "locked, sign back"]],
    ],
  },
  {
    id: "part-camera",
    code: "0150",
    name: ["监控电子眼", "Camera"],
    duty: "traffic",
    standards: [
      [["杆件倾斜、设备垂挂", "post leaning or camera hanging"], urgentHours(4), ["固定复位", "fixed in place"]],
    ],
  },
  {
    id: "part-guard-box",
    code: "0151",
    name: ["治安岗亭", "Police box"],
    duty: "traffic",
    standards: [[["亭体破损、玻璃碎裂", "broken, or its glass is"], workDays(5), ["修复", "mended"]]],
  },
  {
    id: "part-charging-pile",
    code: "0154",
    name: ["充电桩", "Charging pile"],
    duty: "power-supply",
    standards: [
      [
        ["桩体带电外露、被撞倒", "live parts bare, or knocked over"],
        urgentHours(2),
        ["断电围护，危险排除", "cut off and fenced, danger gone"],
      ],
      [["不能充电、屏幕破损", "does not charge, or its screen is broken"], workDays(3), ["恢复充电", "charges again"]],
    ],
  },
];
