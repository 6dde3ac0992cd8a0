import { refuse } from "../fault.ts";
import type { MappingOf } from "../map/mapping.ts";
import { type Cells, writeValue } from "./cells.ts";
import { openOutgoing, turnGeometry } from "./outgoing.ts";
import type { CityRow, Written } from "./row.ts";

const scalar = (value: unknown): string | number | undefined =>
  typeof value === "string" || typeof value === "number" ? value : undefined;

/** Writes links of a network of lines as the lines they were read from; nodes are their ends and come back by themselves. */
export const openLineWriter = (mapping: MappingOf<"network">): ((row: CityRow) => Written) => {
  const { lines, system, prefix } = mapping;
  if (lines === undefined || system === undefined)
    return refuse(
      "水力模型（.inp）不能写回：用水模式、曲线、控制规则没有导入，写出来的文件算不出同样的结果。节点和管线可用 things、links 的映射导出。",
      "A hydraulic model (.inp) is not written back: its patterns, curves and controls were not imported, so what came out would not solve to the same. Export its nodes and pipes by mappings for things and links.",
    );
  const turn = openOutgoing(system);
  const begin = `${prefix}link/`;
  return ({ properties, geometry }) => {
    const ref = String(properties["ref"] ?? "");
    if (!ref.startsWith(begin) || properties["type"] !== lines.linkType || geometry === null) return "other";
    const cells: Cells = {};
    const had = (properties["attributes"] ?? {}) as Readonly<Record<string, unknown>>;
    const isWhole =
      writeValue(lines.ref, ref.slice(begin.length), cells) &&
      Object.entries(lines.attributes).every(([id, source]) => writeValue(source, scalar(had[id]), cells));
    return isWhole ? { cells, geometry: turnGeometry(geometry, turn) } : "unwritable";
  };
};
