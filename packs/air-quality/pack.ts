import { definePack, defineThing, hours, stream } from "@chengyun/kernel";

const hourly = { every: hours(1) } as const;
const pollutant = <const Id extends string>(id: Id, zh: string, en: string, most: number) =>
  stream({ id, name: { zh, en }, unit: "ug/m3", range: [0, most], ...hourly });

const pm25 = pollutant("pm25", "细颗粒物 PM2.5", "PM2.5", 2_000);
const pm10 = pollutant("pm10", "可吸入颗粒物 PM10", "PM10", 5_000);
const so2 = pollutant("so2", "二氧化硫", "Sulphur dioxide", 3_000);
const no2 = pollutant("no2", "二氧化氮", "Nitrogen dioxide", 2_000);
const o3 = pollutant("o3", "臭氧", "Ozone", 1_500);
const co = stream({
  id: "co",
  name: { zh: "一氧化碳", en: "Carbon monoxide" },
  unit: "mg/m3",
  range: [0, 150],
  digits: 1,
  ...hourly,
});
const temperature = stream({
  id: "air-temperature",
  name: { zh: "气温", en: "Air temperature" },
  unit: "Cel",
  range: [-60, 60],
  digits: 1,
  ...hourly,
});
const pressure = stream({
  id: "air-pressure",
  name: { zh: "气压", en: "Air pressure" },
  unit: "hPa",
  range: [500, 1_100],
  digits: 1,
  ...hourly,
});
const dewPoint = stream({
  id: "dew-point",
  name: { zh: "露点温度", en: "Dew point" },
  unit: "Cel",
  range: [-80, 40],
  digits: 1,
  ...hourly,
});
const rainfall = stream({
  id: "rainfall",
  name: { zh: "小时降水量", en: "Rain in the hour" },
  unit: "mm",
  range: [0, 300],
  digits: 1,
  ...hourly,
});
const wind = stream({
  id: "wind-speed",
  name: { zh: "风速", en: "Wind speed" },
  unit: "m/s",
  range: [0, 75],
  digits: 1,
  ...hourly,
});

const airStation = defineThing({
  id: "air-station",
  name: { zh: "环境空气监测站", en: "Air quality station" },
  glyph: "dot",
  attributes: {
    stationCode: { name: { zh: "站点编码", en: "Station code" }, kind: "text" },
    city: { name: { zh: "所在城市", en: "City" }, kind: "text" },
  },
  streams: [pm25, pm10, so2, no2, o3, co, temperature, pressure, dewPoint, rainfall, wind],
});

export const airQuality = definePack({
  id: "air-quality",
  name: { zh: "环境空气", en: "Air quality" },
  standards: ["GB 3095-2012", "HJ 633-2012"],
  things: [airStation],
  layers: [{ id: "air-stations", name: { zh: "空气监测站", en: "Air stations" }, thing: airStation, colourBy: pm25 }],
});
