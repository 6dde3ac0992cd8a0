import { BodyMappingIn, ResponsibleBodies } from "@chengyun/contracts";
import { AppError } from "../../../platform/app-error.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listBodies } from "./list.ts";
import { mapBodies } from "./service.ts";
import { bodiesIn } from "./words.ts";

/** Words as they are listed: what a cell parts is never one body. */
const wordsAsListed = (said: string | readonly string[]): string[] => {
  const isOne = typeof said === "string";
  return (isOne ? [said] : said).map((text, at) => {
    const [words, ...more] = bodiesIn(text);
    if (words !== undefined && more.length === 0) return words;
    throw new AppError("request.invalid", {
      faults: [{ path: isOne ? "body.words" : `body.words.${at}`, code: "unknown", text }],
    });
  });
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/bodies",
    summary: "Bodies that the dictionaries name in words, each with counts and the department it is here",
    access: "dictionaries.read",
    scope: "none",
    answer: ResponsibleBodies,
    handle: (ctx) => listBodies(ctx),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/bodies",
    summary: "Maps the words of a body, or of several, to a duty or a department for an area, or takes that back",
    access: "dictionaries.edit",
    scope: "subject",
    body: BodyMappingIn,
    answer: ResponsibleBodies,
    handle: async (ctx, { body }) => {
      const { to, areaPath } = body;
      await mapBodies(ctx, wordsAsListed(body.words), {
        areaPath,
        to: to === null ? undefined : { duty: to.duty, departmentId: to.departmentId },
      });
      return listBodies(ctx);
    },
  }),
];
