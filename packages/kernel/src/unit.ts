/** Units of one kind by how many of the first each is; the first name is the one shown. */
type Kind = readonly (readonly [size: number, ...names: [string, ...string[]]])[];

const kinds: readonly Kind[] = [
  [
    [1, "m", "米"],
    [0.01, "cm", "厘米", "公分"],
    [0.001, "mm", "毫米"],
    [1_000, "km", "千米", "公里"],
  ],
  [
    [1, "m²", "m2", "㎡", "平方米"],
    [10_000, "ha", "hm²", "hm2", "公顷"],
    [10_000 / 15, "亩"],
    [1_000_000, "km²", "km2", "平方公里", "平方千米"],
  ],
  [
    [1, "m³", "m3", "立方米"],
    [0.001, "L"],
  ],
  [
    [1, "m³/h", "m3/h"],
    [3.6, "L/s"],
    [3_600, "m³/s", "m3/s"],
    [1 / 24, "m³/d", "m3/d"],
  ],
  [
    [1, "W"],
    [1_000, "kW", "千瓦"],
    [1_000_000, "MW", "兆瓦"],
  ],
  [
    [1, "V"],
    [1_000, "kV", "千伏"],
  ],
  [
    [1, "A"],
    [0.001, "mA", "毫安"],
  ],
  [
    [1, "Pa"],
    [100, "hPa", "百帕"],
    [1_000, "kPa", "千帕"],
    [1_000_000, "MPa", "兆帕"],
  ],
  [
    [1, "kg", "千克", "公斤"],
    [0.001, "g"],
    [1_000, "t", "吨"],
  ],
  [
    [1, "m/s"],
    [1 / 3.6, "km/h"],
  ],
  [
    [1, "mg/L"],
    [0.001, "µg/L", "ug/L", "μg/L"],
  ],
  [
    [1, "mg/m³", "mg/m3"],
    [0.001, "µg/m³", "ug/m3", "µg/m3", "μg/m³", "μg/m3"],
  ],
];

const sizes = new Map(
  kinds.flatMap((kind) =>
    kind.flatMap(([size, first, ...others]) =>
      [first, ...others].map((name) => [name, { kind, size, shown: first }] as const),
    ),
  ),
);

/** The factor without the dust of a division: 0.01 and not 0.010000000000000002. */
const tidy = (factor: number): number => Number(factor.toPrecision(12));

/** A unit a file may write instead of ours, and by what its figures become ours. */
export interface LikeUnit {
  readonly unit: string;
  readonly factor: number;
}

/** The unit itself first, then the others of its kind; itself alone where none is known. */
export const unitsLike = (unit: string): readonly LikeUnit[] => {
  const known = sizes.get(unit);
  if (known === undefined) return [{ unit, factor: 1 }];
  const others = known.kind.flatMap(([size, name]) =>
    name === known.shown ? [] : [{ unit: name, factor: tidy(size / known.size) }],
  );
  return [{ unit, factor: 1 }, ...others];
};

/** Whether two ways of writing mean one unit: m2 and m². */
const isSameUnit = (one: string, other: string): boolean =>
  one === other || (sizes.has(one) && sizes.get(one)?.shown === sizes.get(other)?.shown);

/** Longest first, so that `mm` is not taken for `m`. */
const names = [...sizes.keys()].sort((one, other) => other.length - one.length);

/** A Latin unit stands apart from a word before it (`height_cm`, 高度cm, `heightCm`); `item` does not end in metres. */
const standsApart = (before: string, unit: string): boolean => /^[^A-Za-z]/.test(unit) || !/[A-Za-z/]$/.test(before);

const endsIn = (heading: string, name: string): boolean => {
  const before = heading.slice(0, heading.length - name.length);
  if (heading.endsWith(name)) return standsApart(before, name);
  const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return capital !== name && heading.endsWith(capital) && /[a-z]$/.test(before);
};

/** The unit that the heading of a column ends in, with or without brackets; undefined where it ends in none that is known. */
export const unitAtEnd = (heading: string): string | undefined => {
  const bare = heading.trim().replace(/[\])）】〕\s]+$/, "");
  const name = names.find((each) => endsIn(bare, each));
  return name === undefined ? undefined : sizes.get(name)?.shown;
};

/** The unit a heading ends in where that is another than the one given. */
export const otherUnitAtEnd = (heading: string, unit: string): string | undefined => {
  const found = unitAtEnd(heading);
  return found === undefined || isSameUnit(found, unit) ? undefined : found;
};

/** Whether a heading itself says that the column is in this unit. */
export const saysUnit = (heading: string, unit: string): boolean => {
  const found = unitAtEnd(heading);
  return found !== undefined && isSameUnit(found, unit);
};

/** The factor from one unit to another; undefined where they are not of one kind. */
export const factorBetween = (from: string, to: string): number | undefined =>
  unitsLike(to).find(({ unit }) => isSameUnit(unit, from))?.factor;
