import { Area, type BaseMap } from "@chengyun/contracts";
import { isWithin } from "@chengyun/kernel";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { getAreas } from "./service.ts";
import { listBaseFeatures } from "./store.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/areas",
    summary: "Areas of the actor's scope, outermost level first",
    access: "areas.read",
    scope: "list",
    answer: z.object({ items: z.array(Area) }),
    handle: async (ctx) => {
      const areas = await getAreas(ctx);
      const reach = isMachine(ctx.actor) ? "" : ctx.actor.areaPath;
      return {
        items: areas.list
          .filter((area) => isWithin(area.path, reach))
          .map(({ id, code, level, name, path, parentPath, box }) => ({
            id,
            code,
            level,
            name,
            path,
            parentPath,
            box,
          })),
      };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/base-map",
    summary: "The base map as GeoJSON, WGS-84: land, water, green, roads, buildings and the outlines of areas",
    access: "public",
    scope: "none",
    answer: "raw",
    handle: async (ctx) => {
      const features = await listBaseFeatures(ctx.db);
      const outlines = (await getAreas(ctx)).list.map((area) => ({
        type: "Feature" as const,
        properties: { kind: "area" as const, level: area.level, name: area.name },
        geometry: area.geometry,
      }));
      const map: z.infer<typeof BaseMap> = { type: "FeatureCollection", features: [...features, ...outlines] };
      return new RawAnswer("application/geo+json", JSON.stringify(map), {
        headers: { "Cache-Control": "public, max-age=300" },
      });
    },
  }),
];
