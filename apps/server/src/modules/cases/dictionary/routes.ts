import {
  DictionaryClass,
  DictionaryPlace,
  DictionaryVersion,
  Id,
  LocalClassIn,
  Mapping,
  MappingIn,
} from "@chengyun/contracts";
import { z } from "zod";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { findSubject } from "../../../platform/subject.ts";
import { listOffers } from "../../flows/flow/index.ts";
import { roleNamesFor } from "../../identity/role/index.ts";
import { writeCsv, writeXlsx } from "./export.ts";
import { dictionaryVersion } from "./flow.ts";
import { toMapping, writeMapping } from "./mapping.ts";
import type { StandingVersion } from "./model.ts";
import { addLocalClass, getVersion, today } from "./service.ts";
import { listClasses, listVersions } from "./store.ts";

const IdPath = z.object({ id: Id });
const stageNames: Readonly<Record<string, { readonly name: { zh: string; en: string } }>> = dictionaryVersion.stages;

const holds = (one: StandingVersion, day: string): boolean =>
  (one.stage === "in-force" || one.stage === "ended") &&
  one.from !== undefined &&
  one.from <= day &&
  (one.until === undefined || one.until > day);

const toVersion = async (ctx: Context, one: StandingVersion): Promise<z.infer<typeof DictionaryVersion>> => {
  const { from, until, digest: _, ...rest } = one;
  const subject = await findSubject(ctx.db, one.id);
  return {
    ...rest,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    stageName: stageNames[one.stage]?.name ?? { zh: one.stage, en: one.stage },
    holdsToday: holds(one, today(ctx)),
    changedAt: one.changedAt.toISOString(),
    approvers: roleNamesFor(ctx.deployment.registry, "dictionaries.approve"),
    moves: subject === undefined ? [] : await listOffers(ctx, dictionaryVersion, subject),
  };
};

const download = (type: string, name: string, body: string | Buffer): RawAnswer =>
  new RawAnswer(type, body, {
    headers: { "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}` },
  });

const nameOf = (one: StandingVersion, end: string): string => `${one.dictionary}-${one.version}${end}`;

const reading: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/dictionaries",
    summary: "Versions of the dictionaries of classes",
    access: "dictionaries.read",
    scope: "none",
    query: DictionaryPlace.pick({ dictionary: true }).partial(),
    answer: z.object({ items: z.array(DictionaryVersion) }),
    handle: async (ctx, { query }) => ({
      items: await Promise.all((await listVersions(ctx.db, query.dictionary)).map((one) => toVersion(ctx, one))),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/dictionaries/:id",
    summary: "A version of a dictionary and what can be done with it",
    access: "dictionaries.read",
    scope: "none",
    params: IdPath,
    answer: DictionaryVersion,
    handle: async (ctx, { params }) => toVersion(ctx, await getVersion(ctx, params.id)),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/dictionaries/:id/classes",
    summary: "Classes of a version with their conditions",
    access: "dictionaries.read",
    scope: "none",
    params: IdPath,
    answer: z.object({ items: z.array(DictionaryClass) }),
    handle: async (ctx, { params }) => ({ items: await listClasses(ctx.db, (await getVersion(ctx, params.id)).id) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/dictionaries/:id/export.csv",
    summary: "Parts or events of a version in the shape they were imported in",
    access: "dictionaries.read",
    scope: "none",
    params: IdPath,
    query: z.object({ of: z.enum(["part", "event"]).default("part") }),
    answer: "raw",
    handle: async (ctx, { params, query }) => {
      const one = await getVersion(ctx, params.id);
      const text = writeCsv(await listClasses(ctx.db, one.id), query.of);
      return download("text/csv; charset=utf-8", nameOf(one, `-${query.of}s.csv`), text);
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/dictionaries/:id/export.xlsx",
    summary: "A version as a workbook of two sheets, parts and events",
    access: "dictionaries.read",
    scope: "none",
    params: IdPath,
    answer: "raw",
    handle: async (ctx, { params }) => {
      const one = await getVersion(ctx, params.id);
      const body = await writeXlsx(await listClasses(ctx.db, one.id));
      return download("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", nameOf(one, ".xlsx"), body);
    },
  }),
];

const writing: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/dictionaries/:id/classes",
    summary: "Adds a local class to a draft; its number is the next free one from 99 downwards",
    access: "dictionaries.edit",
    scope: "city",
    params: IdPath,
    body: LocalClassIn,
    answer: DictionaryClass,
    status: 201,
    handle: (ctx, { params, body }) => addLocalClass(ctx, params.id, body),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/dictionaries/:id/mapping",
    summary: "Mapping from another version to this one, with what could be proposed",
    access: "dictionaries.read",
    scope: "none",
    params: IdPath,
    query: z.object({ from: Id }),
    answer: Mapping,
    handle: (ctx, { params, query }) => toMapping(ctx, query.from, params.id),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/dictionaries/:id/mapping",
    summary: "Writes the mapping from another version to this one, whole",
    access: "dictionaries.edit",
    scope: "city",
    params: IdPath,
    body: MappingIn,
    answer: Mapping,
    handle: (ctx, { params, body }) => writeMapping(ctx, params.id, body),
  }),
];

export const routes: readonly Route[] = [...reading, ...writing];
