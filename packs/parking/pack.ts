import { definePack, defineThing, minutes, stream } from "@chengyun/kernel";

/** No car park of the cities served so far holds more; counters that say so have lost count. */
const mostPlaces = 5_000;

const free = stream({
  id: "free-places",
  name: { zh: "空余泊位", en: "Free places" },
  unit: "{place}",
  range: [0, mostPlaces],
  every: minutes(15),
});

const carPark = defineThing({
  id: "car-park",
  name: { zh: "停车场", en: "Car park" },
  glyph: "dot",
  attributes: {
    places: { name: { zh: "泊位数", en: "Places" }, kind: "number", unit: "{place}" },
    operator: { name: { zh: "数据来源", en: "Told by" }, kind: "text" },
    placedBy: { name: { zh: "位置来源", en: "Placed by" }, kind: "text" },
    address: { name: { zh: "地址", en: "Address" }, kind: "text" },
  },
  streams: [free],
});

export const parking = definePack({
  id: "parking",
  name: { zh: "停车", en: "Parking" },
  standards: ["GA/T 1302-2016"],
  things: [carPark],
  layers: [{ id: "car-parks", name: { zh: "停车场", en: "Car parks" }, thing: carPark, colourBy: free }],
});
