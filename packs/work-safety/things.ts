import { defineThing } from "@chengyun/kernel";

/** Where dangerous goods are kept: one unit of GB 18218-2018, a store or a plant with its own edge. */
export const hazardSite = defineThing({
  id: "hazard-site",
  name: { zh: "危险源", en: "Hazard site" },
  glyph: "building",
  attributes: {
    substance: { name: { zh: "主要物质", en: "Main substance" }, kind: "text" },
    tonnes: { name: { zh: "主要物质存量", en: "Stock of it" }, kind: "number", unit: "t" },
    stock: { name: { zh: "危险化学品清单(CAS:吨)", en: "Inventory (CAS: tonnes)" }, kind: "text" },
    exposedPeople: { name: { zh: "厂界外 500 m 内人数", en: "People within 500 m" }, kind: "number" },
  },
  streams: [],
});
