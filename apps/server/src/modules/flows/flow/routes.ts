import { FlowShape } from "@chengyun/contracts";
import { type Flow, stagesFrom } from "@chengyun/kernel";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";

const toShape = (flow: Flow): z.infer<typeof FlowShape> => ({
  id: flow.id,
  kind: flow.kind,
  plural: flow.plural,
  version: flow.version,
  name: flow.name,
  stages: Object.entries(flow.stages).map(([id, stage]) => ({
    id,
    name: stage.name,
    end: stage.end === true,
    ...(stage.aside === true ? { aside: true } : {}),
  })),
  moves: Object.entries(flow.moves).map(([id, move]) => ({
    id,
    name: move.name,
    from: [...stagesFrom(move)],
    records: move.records,
    ...(move.to === undefined ? {} : { to: move.to }),
    ...(move.handsBack === true ? { handsBack: true } : {}),
    ...(move.needs === undefined ? {} : { needs: [...move.needs] }),
    ...(move.byMachine === "only" ? {} : { by: move.by }),
  })),
});

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/flows",
    summary: "Every flow's table, so that all screens name stages and moves alike",
    access: "signed-in",
    scope: "none",
    answer: z.object({ items: z.array(FlowShape) }),
    handle: async (ctx) => ({ items: [...ctx.flows.values()].map(toShape) }),
  }),
];
