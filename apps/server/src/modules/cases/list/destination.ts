import { Destinations, DestinationsIn } from "@chengyun/contracts";
import type { Flow, Label } from "@chengyun/kernel";
import { isInScope } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { cityCase, explainRoute, listCasesByIds, type StandingCase } from "../case/index.ts";
import { proposeFirst } from "../handling/index.ts";

type Destination = Destinations["items"][number];

const flow: Flow = cityCase;

/** Where one stands that does not wait to be dispatched. */
const standsElsewhere = (stage: string): Label => {
  const name = flow.stages[stage]?.name ?? { zh: stage, en: stage };
  return { zh: `现在在“${name.zh}”，不能派遣`, en: `It is at “${name.en}” and can't be dispatched now` };
};

/** Where rules, bodies and duties would send one, as dialogs that dispatch one propose it. */
const destinationOf = async (ctx: Context, one: StandingCase, nameOf: (id: string) => Label): Promise<Destination> => {
  if (one.stage !== "filed") return { id: one.id, why: standsElsewhere(one.stage) };
  const { id: departmentId, why } = proposeFirst(ctx, { one, route: await explainRoute(ctx, one, nameOf), nameOf });
  return {
    id: one.id,
    ...(departmentId === undefined ? {} : { departmentId, departmentName: nameOf(departmentId) }),
    ...(why === undefined ? {} : { why }),
  };
};

/** Where the rules would send many: looked at before anything is dispatched. */
export const destinationsRoute: Route = defineRoute({
  method: "POST",
  path: "/api/v1/cases/destinations",
  summary: "Where the rules would send each of up to 500 cases that wait to be dispatched, and why; nothing is changed",
  access: "cases.dispatch",
  scope: "list",
  body: DestinationsIn,
  answer: Destinations,
  handle: async (ctx, { body }) => {
    const names = await departmentNames(ctx);
    const nameOf = (id: string): Label => names.get(id) ?? { zh: id, en: id };
    const seen = (await listCasesByIds(ctx.db, body.ids)).filter((one) => isInScope(ctx.actor, one));
    const items: Destination[] = [];
    for (const one of seen) items.push(await destinationOf(ctx, one, nameOf));
    return { items };
  },
});
