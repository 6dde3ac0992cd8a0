import { BulkMoveIn, BulkMoveResult } from "@chengyun/contracts";
import { isForPeople, newStage, stagesFrom } from "@chengyun/kernel";
import { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { cityCase } from "../case/index.ts";
import { applies } from "../handling/index.ts";

type Asked = z.output<typeof BulkMoveIn>;
type Result = z.infer<typeof BulkMoveResult>["items"][number];

/** One row is one change of its own: what refuses it refuses that row and no other. */
const moveOne = async (
  ctx: Context,
  name: string,
  { id, version, facts }: Pick<Asked["items"][number], "id" | "version"> & Pick<Asked, "facts">,
): Promise<Result> => {
  const apply: Apply | undefined = applies[name];
  try {
    const moved = await change(ctx, { kind: cityCase.kind, id }, name, {
      version,
      facts,
      ...(apply === undefined ? {} : { apply }),
    });
    return { id, stage: moved.stage, version: moved.version };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const path = error.faults[0]?.path;
    return { id, fault: { code: error.code, text: error.text, ...(path === undefined ? {} : { path }) } };
  }
};

const moveAll = async (ctx: Context, name: string, { items, facts }: Asked): Promise<{ items: Result[] }> => {
  // A photo shows one place: it can't be the proof of many.
  const places = [
    { facts, path: "body.facts" },
    ...items.map((item, at) => ({ ...item, path: `body.items.${at}.facts` })),
  ];
  const faults = places.flatMap((place) =>
    place.facts?.["photos"] === undefined ? [] : [{ path: `${place.path}.photos`, code: "one-by-one" }],
  );
  if (faults.length > 0) throw new AppError("request.invalid", { faults });
  const results: Result[] = [];
  for (const item of items) results.push(await moveOne(ctx, name, { ...item, facts: { ...facts, ...item.facts } }));
  return { items: results };
};

const movable = Object.entries(cityCase.moves)
  .filter(([, move]) => isForPeople(move) && !stagesFrom(move).includes(newStage))
  .map(([name]) => name);

/** One move of many cases. Each row is checked like a move of its own, permission and four eyes included. */
export const bulkRoute: Route = defineRoute({
  method: "POST",
  path: "/api/v1/cases/moves/:move",
  summary: "One move of up to 500 cases; every row is its own change and has its own answer",
  access: "cases.read",
  scope: "list",
  params: z.object({ move: z.string().max(50) }),
  body: BulkMoveIn,
  answer: BulkMoveResult,
  handle: (ctx, { params, body }) => {
    if (!movable.includes(params.move)) throw new AppError("request.not-found");
    return moveAll(ctx, params.move, body);
  },
});
