import { Area } from "@chengyun/contracts";
import { isWithin } from "@chengyun/kernel";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { getAreas } from "./service.ts";

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
            ...(box === undefined ? {} : { box: [...box] as [number, number, number, number] }),
          })),
      };
    },
  }),
];
