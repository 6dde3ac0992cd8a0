import {
  CitizenGlance,
  CitizenKind,
  CitizenPlace,
  CitizenPlaceIn,
  CitizenReceipt,
  CitizenReport,
  CitizenReportIn,
  CitizenReportMade,
  CitizenTellIn,
  CitizenWays,
  CitizenWordIn,
  ClaimIn,
  FileMade,
  Id,
  ReportNo,
} from "@chengyun/contracts";
import type { CaseType } from "@chengyun/kernel";
import { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Exchange, RawAnswer, type Route } from "../../../platform/route.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { findFormShape } from "../../flows/form/index.ts";
import { findPersonal } from "../../notices/channel/index.ts";
import { listOffered } from "../category/index.ts";
import { categoriesOfKind, categoryOfKind, type Kind, kinds, wordsOfKind } from "../kind/index.ts";
import { inPlace, keepPhoto, photoHeaders, readKept } from "../photo/index.ts";
import { getPlace } from "../report/index.ts";
import { asCitizen, claim, getByNumber, getOwn } from "./follow.ts";
import { glanceOf, mayShow, ownOf } from "./progress.ts";
import { getReceipt } from "./receipt.ts";
import { hear, part, remind, takeFromCitizen } from "./service.ts";
import { type Phone, phoneOf, setTell } from "./tell.ts";

const NoPath = z.object({ no: ReportNo });
const tokenOf = (http: Exchange): string => http.header("x-follow-token") ?? "";
/** Beside the secret of what is asked about, the phone may send those of its other reports. */
const phoneBehind = (http: Exchange, token = tokenOf(http)): Phone =>
  phoneOf(`${token},${http.header("x-phone-tokens") ?? ""}`);

/** What a phone may do in an hour. A family behind one address reports, follows and reminds; a flood does not get in. */
const hour = (most: number) => ({ most, withinSeconds: 3_600 });
const minute = (most: number) => ({ most, withinSeconds: 60 });

/** What a category asks of whoever reports, whole; undefined where it asks nothing. */
const formOf = (ctx: Context, { forms }: CaseType) => {
  const key = forms?.["report"];
  return key === undefined ? undefined : findFormShape(ctx, key, undefined);
};

/** Categories a picture may stand for; none where nothing is asked whichever it is. */
const classesOf = async (ctx: Context, types: readonly CaseType[]): Promise<CitizenKind["classes"]> => {
  const classes: NonNullable<CitizenKind["classes"]> = [];
  for (const type of types) {
    const form = await formOf(ctx, type);
    classes.push({ id: type.id, name: type.name, ...(form === undefined ? {} : { form }) });
  }
  return classes.some(({ form }) => form !== undefined) ? classes : undefined;
};

/** A kind with the category it stands for, or those it may stand for, and what they ask of whoever reports. */
const toCitizenKind = async (
  ctx: Context,
  offered: readonly CaseType[],
  { id, name, picture }: Kind,
): Promise<CitizenKind> => {
  const type = categoryOfKind(offered, id);
  const words = wordsOfKind(offered, id);
  if (type === undefined) {
    const classes = await classesOf(ctx, categoriesOfKind(offered, id));
    return { id, name, picture, words, ...(classes === undefined ? {} : { classes }) };
  }
  const form = await formOf(ctx, type);
  return { id, name, picture, words, category: type.id, ...(form === undefined ? {} : { form }) };
};

const tellRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/public/kinds",
    summary: "Kinds of problems citizens choose from by picture",
    access: "public",
    scope: "none",
    perAddress: minute(120),
    answer: z.object({ items: z.array(CitizenKind) }),
    handle: async (ctx) => {
      const offered = await listOffered(ctx);
      return { items: await Promise.all(kinds.map((kind) => toCitizenKind(ctx, offered, kind))) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/public/ways",
    summary: "Which channels lead to citizens in this city: who leaves an address may agree to be told by them",
    access: "public",
    scope: "none",
    perAddress: minute(120),
    answer: CitizenWays,
    handle: async (ctx) => ({
      email: (await findPersonal(ctx, "email")) !== undefined,
      sms: (await findPersonal(ctx, "sms")) !== undefined,
    }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/public/place",
    summary: "Whether a pair of numbers is a place of this city, and what it is called",
    access: "public",
    scope: "none",
    perAddress: minute(120),
    body: CitizenPlaceIn,
    answer: CitizenPlace,
    handle: async (ctx, { body }) => {
      const { position, areaPath } = await getPlace(ctx, body);
      return { position, areaNames: (await getAreas(ctx)).namesOf(areaPath) };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/public/photos",
    summary: "Keeps a citizen's photo until the report that brings it; seen by nobody before",
    access: "public",
    scope: "own",
    perAddress: hour(60),
    takes: "upload",
    answer: FileMade,
    status: 201,
    handle: async (ctx, { http }) => {
      const citizen = asCitizen(ctx, tokenOf(http));
      const { id, position, takenAt } = await inPlace(async () => keepPhoto(citizen, (await http.upload()).data));
      return {
        id,
        ...(position === undefined ? {} : { position: [...position] }),
        ...(takenAt === undefined ? {} : { takenAt }),
      };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/public/reports",
    summary: "Takes a citizen's report or question; no account is needed",
    access: "public",
    scope: "own",
    perAddress: hour(40),
    body: CitizenReportIn,
    answer: CitizenReportMade,
    status: 201,
    handle: (ctx, { body, http }) => takeFromCitizen(ctx, body, phoneBehind(http, body.token)),
  }),
];

const followRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/public/reports/:no",
    summary: "Where a report stands and what it is about, for anybody who knows its number; nothing of a person",
    access: "public",
    scope: "none",
    perAddress: minute(30),
    params: NoPath,
    answer: CitizenGlance,
    handle: async (ctx, { params }) => glanceOf(ctx, await getByNumber(ctx, params.no)),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/public/reports/:no/own",
    summary: "A report whole, for whoever holds its follow secret (X-Follow-Token)",
    access: "public",
    scope: "own",
    perAddress: minute(120),
    params: NoPath,
    answer: CitizenReport,
    handle: async (ctx, { params, http }) => ownOf(ctx, await getOwn(ctx, params.no, tokenOf(http)), phoneBehind(http)),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/public/reports/:no/photos/:id",
    summary: "One of a report's own photos, or of the result of its case, for whoever holds its follow secret",
    access: "public",
    scope: "own",
    perAddress: minute(240),
    params: NoPath.extend({ id: Id }),
    answer: "raw",
    handle: async (ctx, { params, http }) => {
      const report = await getOwn(ctx, params.no, tokenOf(http));
      if (!(await mayShow(ctx, report, params.id))) throw new AppError("subject.not-found");
      return new RawAnswer("image/jpeg", await readKept(ctx, params.id, 1_280), {
        headers: { ...photoHeaders(params.id), "Cache-Control": "private, max-age=3600" },
      });
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/public/reports/:no/receipt",
    summary:
      "Receipt of one's own report, to be checked without us (C2SP tlog-proof), for whoever holds its follow secret",
    access: "public",
    scope: "own",
    perAddress: minute(30),
    params: NoPath,
    answer: CitizenReceipt,
    handle: async (ctx, { params, http }) => getReceipt(ctx, await getOwn(ctx, params.no, tokenOf(http))),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/public/reports/:no/claim",
    summary: "Lets another phone follow a report by the last four digits of the number left with it",
    access: "public",
    scope: "none",
    perAddress: hour(10),
    params: NoPath,
    body: ClaimIn,
    answer: "raw",
    status: 204,
    handle: (ctx, { params, body }) => claim(ctx, params.no, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/public/reports/:no/remind",
    summary: "Reminds whoever has the report now, once a day",
    access: "public",
    scope: "own",
    perAddress: hour(20),
    params: NoPath,
    answer: CitizenReport,
    handle: async (ctx, { params, http }) => {
      const token = tokenOf(http);
      await remind(ctx, await getOwn(ctx, params.no, token), token);
      return ownOf(ctx, await getOwn(ctx, params.no, token), phoneBehind(http));
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/public/reports/:no/not-same",
    summary: "The citizen says that theirs is not the problem it was added to: the desk looks at it by itself",
    access: "public",
    scope: "own",
    perAddress: hour(20),
    params: NoPath,
    answer: CitizenReport,
    handle: async (ctx, { params, http }) => {
      const token = tokenOf(http);
      await part(ctx, await getOwn(ctx, params.no, token), token);
      return ownOf(ctx, await getOwn(ctx, params.no, token), phoneBehind(http));
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/public/reports/:no/tell",
    summary: "By which channels a citizen agrees to be told of their report from now on; none takes the consent back",
    access: "public",
    scope: "own",
    perAddress: hour(20),
    params: NoPath,
    body: CitizenTellIn,
    answer: CitizenReport,
    handle: async (ctx, { params, body, http }) => {
      const token = tokenOf(http);
      await setTell(ctx, await getOwn(ctx, params.no, token), { ...body, token, phone: phoneBehind(http) });
      return ownOf(ctx, await getOwn(ctx, params.no, token), phoneBehind(http));
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/public/reports/:no/word",
    summary: "The citizen's word: fixed or not, and how well; not fixed reopens a closed case",
    access: "public",
    scope: "own",
    perAddress: hour(20),
    params: NoPath,
    body: CitizenWordIn,
    answer: CitizenReport,
    handle: async (ctx, { params, body, http }) => {
      const token = tokenOf(http);
      await hear(ctx, await getOwn(ctx, params.no, token), { ...body, token });
      return ownOf(ctx, await getOwn(ctx, params.no, token), phoneBehind(http));
    },
  }),
];

export const routes: readonly Route[] = [...tellRoutes, ...followRoutes];
