import { refuse } from "../fault.ts";
import type { Mapping } from "../map/mapping.ts";
import { openPlacing } from "../place/coordinate-system.ts";
import type { PositionGround } from "../place/position.ts";

/** How places of a file are brought to the ground. Nobody guesses: a mapping without a system is asked to say it. */
export const openGround = (mapping: Mapping): PositionGround => {
  if (mapping.system === undefined)
    return refuse(
      '文件含有坐标，但没有说明坐标系。请在映射文件中写明 "system"：wgs-84、cgcs2000、gcj-02、bd-09、高斯-克吕格分带或控制点。未作任何导入。',
      'The file holds places, and nobody said in which coordinate system. Say "system" in the mapping: wgs-84, cgcs2000, gcj-02, bd-09, a Gauss-Krüger zone or control points. Nothing was imported.',
    );
  return { placing: openPlacing(mapping.system), bounds: mapping.bounds };
};
