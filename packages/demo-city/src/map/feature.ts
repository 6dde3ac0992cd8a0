import type { Label } from "@chengyun/kernel";
import type { CityBase, CityBaseKind, Geometry } from "../city-shape.ts";

/** What is said of a feature beside its shape. */
export interface Said {
  readonly class: string;
  readonly name?: Label | undefined;
  readonly properties?: CityBase["properties"];
}

/** Numbers features of each kind as they come. */
export interface Features {
  readonly list: CityBase[];
  readonly add: (kind: CityBaseKind, said: Said, geometry: Geometry) => void;
}

/** An empty base map. */
export const newFeatures = (): Features => {
  const list: CityBase[] = [];
  const counts = new Map<CityBaseKind, number>();
  return {
    list,
    add: (kind, { class: rank, name, properties = {} }, geometry) => {
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      const named = name === undefined || name.zh === "" ? {} : { name };
      list.push({ ref: `yunze/${kind}/${number}`, kind, class: rank, ...named, properties, geometry });
    },
  };
};
