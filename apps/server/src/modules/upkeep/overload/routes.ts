import { LoadStand, Text } from "@chengyun/contracts";
import { findLoad } from "../../../platform/load.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { loadWords } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/health/load",
    summary: "Whether the platform is overloaded, what is short and what gives way; for everybody at work",
    access: "signed-in",
    scope: "none",
    answer: LoadStand.extend({ words: Text }),
    handle: async ({ deployment }) => {
      const stand = await findLoad(deployment);
      return { ...stand, words: loadWords(stand) };
    },
  }),
];
