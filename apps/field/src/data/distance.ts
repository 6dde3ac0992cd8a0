import { type Label, metresApart, metresPerDegree } from "@chengyun/kernel";

type Place = readonly [longitude: number, latitude: number];

const shift = ([fromX, fromY]: Place, [toX, toY]: Place): readonly [east: number, north: number] => [
  (toX - fromX) * Math.cos((((fromY + toY) / 2) * Math.PI) / 180) * metresPerDegree,
  (toY - fromY) * metresPerDegree,
];

const winds: readonly Label[] = [
  { zh: "北", en: "north" },
  { zh: "东北", en: "north-east" },
  { zh: "东", en: "east" },
  { zh: "东南", en: "south-east" },
  { zh: "南", en: "south" },
  { zh: "西南", en: "south-west" },
  { zh: "西", en: "west" },
  { zh: "西北", en: "north-west" },
];

/** Degrees clockwise from north in which the other place lies. */
export const bearing = (from: Place, to: Place): number => {
  const [east, north] = shift(from, to);
  return (Math.atan2(east, north) * 180) / Math.PI + (east < 0 ? 360 : 0);
};

const metreWords = (metres: number): Label => {
  if (metres < 995) {
    const tens = Math.max(10, Math.round(metres / 10) * 10);
    return { zh: `${tens} 米`, en: `${tens} m` };
  }
  const km = metres < 9_950 ? (metres / 1_000).toFixed(1) : String(Math.round(metres / 1_000));
  return { zh: `${km} 公里`, en: `${km} km` };
};

/** How far and which way, as one says it to somebody who walks: `东北 350 米`. */
export const wayWords = (from: Place, to: Place): Label => {
  const metres = metresApart(from, to);
  if (metres < 15) return { zh: "就在这里", en: "right here" };
  const words = metreWords(metres);
  const wind = winds[Math.round(bearing(from, to) / 45) % 8] ?? { zh: "", en: "" };
  return { zh: `${wind.zh} ${words.zh}`, en: `${words.en} ${wind.en}` };
};
