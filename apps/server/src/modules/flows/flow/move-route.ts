import { Id, MoveIn, MoveOffer, SubjectState } from "@chengyun/contracts";
import { type Flow, isForPeople, newStage, type Permission, stagesFrom } from "@chengyun/kernel";
import { z } from "zod";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change } from "../../../platform/change.ts";
import type { ModuleFlow } from "../../../platform/module.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { findSubject } from "../../../platform/subject.ts";
import { explainMoves, listOffers } from "./offer.ts";

const IdPath = z.object({ id: Id });

const moveRoute = (flow: Flow, name: string, apply: Apply | undefined): Route =>
  defineRoute({
    method: "POST",
    path: `/api/v1/${flow.plural}/:id/moves/${name}`,
    summary: `${flow.name.en}: ${flow.moves[name]?.name.en ?? name}`,
    access: (flow.moves[name]?.by ?? "nobody.ever") as Permission,
    scope: "subject",
    params: IdPath,
    body: MoveIn,
    answer: SubjectState,
    once: true,
    handle: async (ctx, { params, body }) => {
      const { id, kind, stage, version } = await change(ctx, { kind: flow.kind, id: params.id }, name, {
        version: body.version,
        facts: body.facts,
        answered: body.form,
        formVersion: body.formVersion,
        ...(apply === undefined ? {} : { apply }),
      });
      return { id, kind, stage, version };
    },
  });

const offersRoute = ({ flow, refine }: ModuleFlow): Route =>
  defineRoute({
    method: "GET",
    path: `/api/v1/${flow.plural}/:id/moves`,
    summary: `${flow.name.en}: moves that can be made now; with all=true every move and what is missing`,
    access: "signed-in",
    scope: "subject",
    params: IdPath,
    query: z.object({ all: z.enum(["true", "false"]).default("false") }),
    answer: z.object({ items: z.array(MoveOffer) }),
    handle: async (ctx, { params, query }) => {
      const found = await findSubject(ctx.db, params.id);
      if (found === undefined || found.kind !== flow.kind || !isInScope(ctx.actor, found, flow.scope))
        throw new AppError("subject.not-found");
      const offers = await (query.all === "true" ? explainMoves : listOffers)(ctx, flow, found);
      return { items: [...(refine === undefined ? offers : await refine(ctx, found, offers))] };
    },
  });

const routesOf = ({ flow, apply, refine }: ModuleFlow): Route[] => [
  offersRoute({ flow, ...(refine === undefined ? {} : { refine }) }),
  ...Object.entries(flow.moves)
    .filter(([, move]) => isForPeople(move) && !stagesFrom(move).includes(newStage))
    .map(([name]) => moveRoute(flow, name, apply?.[name])),
];

/** One endpoint for each move people may make, and one that says which can be made now, for every flow. */
export const flowRoutes = (flows: readonly ModuleFlow[]): Route[] => flows.flatMap(routesOf);
