import { defineDevice, defineLink, defineThing, minutes, stream } from "@chengyun/kernel";
import { decodeLampController } from "./codecs.ts";

export const current = stream({
  id: "lamp-current",
  name: { zh: "单灯电流", en: "Lamp current" },
  unit: "A",
  range: [0, 10],
  every: minutes(15),
  digits: 2,
});

/** `dark` is what the controller says when it switched the lamp on and no current flows. */
export const lamp = stream({
  id: "lamp",
  name: { zh: "灯态", en: "Lamp" },
  states: {
    off: { zh: "熄灯", en: "off" },
    on: { zh: "亮灯", en: "on" },
    dark: { zh: "应亮未亮", en: "on and dark" },
  },
});

export const supply = stream({
  id: "supply-voltage",
  name: { zh: "供电电压", en: "Supply voltage" },
  unit: "V",
  range: [0, 500],
  every: minutes(5),
});

export const breaker = stream({
  id: "breaker",
  name: { zh: "总开关", en: "Main breaker" },
  states: { closed: { zh: "合闸", en: "closed" }, tripped: { zh: "跳闸", en: "tripped" } },
});

export const lampPost = defineThing({
  id: "lamp-post",
  name: { zh: "路灯", en: "Street lamp" },
  glyph: "lamp",
  attributes: {
    heightM: { name: { zh: "杆高", en: "Height" }, kind: "number", unit: "m" },
    powerW: { name: { zh: "额定功率", en: "Rated power" }, kind: "number", unit: "W" },
  },
  streams: [current, lamp],
});

export const lightingCabinet = defineThing({
  id: "lighting-cabinet",
  name: { zh: "路灯控制箱", en: "Lighting cabinet" },
  glyph: "building",
  streams: [supply, breaker],
});

/** From the cabinet to its first lamp, and from lamp to lamp. */
export const lightingCable = defineLink({
  id: "lighting-cable",
  name: { zh: "路灯电缆", en: "Lighting cable" },
  attributes: { lengthM: { name: { zh: "长度", en: "Length" }, unit: "m" } },
});

export const lampController = defineDevice({
  id: "lamp-controller",
  name: { zh: "单灯控制器", en: "Lamp controller" },
  serves: lampPost,
  decode: decodeLampController,
});

export const cabinetController = defineDevice({
  id: "cabinet-controller",
  name: { zh: "路灯集中控制器", en: "Cabinet controller" },
  serves: lightingCabinet,
});
