import type { AreaRisk } from "@chengyun/contracts";
import { areaCodes, type ColourCounts, colourOfArea, type Severity, severities, severityRank } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { computeOf, riskModels } from "./compute.ts";
import { countByArea } from "./store.ts";

const none: ColourCounts = { red: 0, orange: 0, yellow: 0, blue: 0 };

type Counted = Map<string, Map<string, ColourCounts>>;

const gather = (rows: Awaited<ReturnType<typeof countByArea>>): Counted => {
  const counted: Counted = new Map();
  for (const { path, model, colour, count } of rows) {
    const models = counted.get(path) ?? new Map<string, ColourCounts>();
    models.set(model, { ...(models.get(model) ?? none), [colour]: count });
    counted.set(path, models);
  }
  return counted;
};

const worst = (colours: readonly Severity[]): Severity =>
  severities.find((severity) => colours.includes(severity)) ?? "blue";

/** The areas right below one, worst first: what each model says of them. Areas in which nothing is judged are left out. */
export const listAreaRisks = async (ctx: Context, reach: string, below: string): Promise<AreaRisk[]> => {
  const models = riskModels(ctx.deployment.registry);
  const areas = await getAreas(ctx);
  const rows = await countByArea(ctx.db, { areaPaths: [reach, below], codes: areaCodes(below).length + 1 });
  const items = [...gather(rows)].flatMap(([path, counted]): AreaRisk[] => {
    const area = areas.find(path);
    const said = [...counted].flatMap(([id, counts]) => {
      const model = models.get(id);
      const colour = model === undefined ? undefined : colourOfArea(model, counts, computeOf(model));
      return colour === undefined ? [] : [{ model: id, colour, counts: { ...counts } }];
    });
    if (area === undefined || said.length === 0) return [];
    return [{ path, name: area.name, models: said, colour: worst(said.map(({ colour }) => colour)) }];
  });
  return items.sort(
    (one, other) => severityRank(other.colour) - severityRank(one.colour) || (one.path < other.path ? -1 : 1),
  );
};
