import { z } from "zod";
import { routes } from "../../apps/server/src/app.ts";
import type { Route } from "../../apps/server/src/platform/route.ts";
import type { Call } from "./call.ts";
import { makeCall, nameOf } from "./caller.ts";
import { calls } from "./calls.ts";
import { anybody, type Ground, type Kind, type Made } from "./ground.ts";

/** One thing that can be said in an address. */
export interface QueryField {
  readonly route: Route;
  readonly call: Call;
  readonly key: string;
}

const keysOf = (shape: z.ZodType | undefined): string[] => {
  if (shape instanceof z.ZodObject) return Object.keys(shape.shape);
  if (shape instanceof z.ZodPipe) return keysOf(shape.def.in as z.ZodType);
  if (shape instanceof z.ZodIntersection)
    return [...keysOf(shape.def.left as z.ZodType), ...keysOf(shape.def.right as z.ZodType)];
  return [];
};

/** Every parameter of every address that answers by itself, from the contracts. */
export const listQueryFields = (): QueryField[] =>
  routes.flatMap((route) => {
    const call = calls[nameOf(route)];
    if (route.method !== "GET" || call === undefined || call.streams === true) return [];
    return keysOf(route.query).map((key) => ({ route, call, key }));
  });

/** Calls a route of the table with anything in its address, as somebody who may everything. */
export const createAsker = (ground: Ground) => {
  const made = new Map<Kind, Promise<Made>>();
  const make = (kind: Kind): Promise<Made> => {
    const known = made.get(kind) ?? ground.make(kind, { place: ground.here, department: ground.own });
    made.set(kind, known);
    return known;
  };
  const headers = { authorization: ground.city.signedIn(anybody()) };
  return async ({ route, call, key }: QueryField, value: string) => {
    const object = call.object === undefined ? undefined : await make(call.object);
    const usual = new URLSearchParams(call.query?.(ground, object) ?? "");
    usual.set(key, value);
    const asked: Call = { ...call, query: () => `?${usual}` };
    return makeCall(route, asked, { ground, made: object }, headers);
  };
};
