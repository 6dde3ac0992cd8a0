import type { MapLayer, MapOutline } from "@chengyun/contracts";
import type { LayerSwitches } from "./map-address.ts";

/** What one pack brings to the map: the layers with something in them, and those with nothing. */
export interface LayerGroup {
  readonly id: string;
  readonly name: MapOutline["packs"][number]["name"];
  readonly filled: readonly MapLayer[];
  readonly empty: readonly MapLayer[];
}

const idsOf = ({ filled, empty }: LayerGroup): string[] => [...filled, ...empty].map(({ id }) => id);

/** The layers by subject, heat left out; subjects with nothing in the city come last. */
export const toGroups = (outline: MapOutline): LayerGroup[] => {
  const groups = outline.packs
    .map(({ pack, name, layers }): LayerGroup => {
      const own = layers.filter(({ heatOf }) => heatOf === undefined);
      return {
        ...{ id: pack, name },
        filled: own.filter(({ count }) => count !== 0),
        empty: own.filter(({ count }) => count === 0),
      };
    })
    .filter((group) => idsOf(group).length > 0);
  return [...groups.filter(({ filled }) => filled.length > 0), ...groups.filter(({ filled }) => filled.length === 0)];
};

/** Of how many layers of a subject how many are on; where there is nothing to see, none counts. */
export const countOn = (group: LayerGroup, { off }: LayerSwitches): { readonly on: number; readonly of: number } => {
  const counted = group.filled.length > 0 ? group.filled : group.empty;
  return { on: counted.filter(({ id }) => !off.has(id)).length, of: counted.length };
};

/** A whole subject on or off. */
export const turnGroup = ({ off, on }: LayerSwitches, group: LayerGroup, isOn: boolean): LayerSwitches => {
  const own = idsOf(group);
  return { on, off: new Set([...[...off].filter((id) => !own.includes(id)), ...(isOn ? [] : own)]) };
};

/** One subject alone; cases and their heat stay as they are. */
export const onlyGroup = (switches: LayerSwitches, groups: readonly LayerGroup[], id: string): LayerSwitches =>
  groups.reduce((before, group) => turnGroup(before, group, group.id === id), switches);

/** Nothing but the base. */
export const nothingOn = (groups: readonly LayerGroup[]): LayerSwitches => ({
  on: new Set(),
  off: new Set(["pins", ...groups.flatMap(idsOf)]),
});
