import { randomUUID } from "node:crypto";
import type { PersonActor } from "../../apps/server/src/platform/actor.ts";
import type { TestCity } from "../../apps/server/src/testing/test-city.ts";
import { type Call, move, plain, read } from "./call.ts";
import type { Made, Place, Wish } from "./ground.ts";

const said = ({ position }: Place) => ({
  type: "rainstorm",
  colour: "yellow",
  values: { rainMm: 60 },
  reach: { kind: "circle", centre: position, metres: 20 },
});

/** A draft of a warning in one place. */
export const makeWarning = async (
  city: TestCity,
  { place, stage = "draft" }: Wish,
  anybody: () => PersonActor,
): Promise<Made> => {
  const { status, body } = await city.call(anybody(), "POST", "/api/v1/warnings", said(place));
  if (status !== 201) throw new Error(`warning: ${status} ${JSON.stringify(body)}`);
  await city.database.pool.query("UPDATE subjects SET stage = $2 WHERE id = $1", [body.id, stage]);
  return { id: body.id, version: 1 };
};

const byArea = { byAreaAlone: true };
const ofWarning = (facts: object, stage: string): Call => move("warning", facts, { ...byArea, stage });

/** Warnings, where they hold, and what comes in and goes out of them. */
export const warningCalls: Readonly<Record<string, Call>> = {
  "GET /api/v1/warning-types": plain,
  "GET /api/v1/warnings": { shows: "warning", ...byArea },
  "POST /api/v1/warnings/preview": {
    body: ({ here }) => said(here),
    shows: { nothing: "what the caller's own words would come to; nothing is kept" },
  },
  "POST /api/v1/warnings": {
    body: ({ here }) => said(here),
    shows: { nothing: "it makes one draft" },
    outside: ({ there }) => ({ "other area": said(there) }),
  },
  "GET /api/v1/warnings/:id": read("warning", byArea),
  "GET /api/v1/warnings/:id/proofs": read("warning", byArea),
  "POST /api/v1/warnings/:id": {
    object: "warning",
    ...byArea,
    body: ({ here }, made) => ({ ...said(here), version: made?.version ?? 1 }),
  },
  "GET /api/v1/warnings/:id/moves": read("warning", byArea),
  "POST /api/v1/warnings/:id/moves/submit": ofWarning({}, "draft"),
  "POST /api/v1/warnings/:id/moves/approve": ofWarning({}, "submitted"),
  "POST /api/v1/warnings/:id/moves/hand-back": ofWarning({ reason: "探测" }, "submitted"),
  "POST /api/v1/warnings/:id/moves/issue": ofWarning({}, "approved"),
  "POST /api/v1/warnings/:id/moves/discard": ofWarning({ reason: "探测" }, "draft"),
  "POST /api/v1/warnings/:id/moves/cancel": ofWarning({ reason: "探测" }, "issued"),
  "GET /api/v1/public/warnings": plain,
  "GET /feeds/warnings.atom": plain,
  "GET /feeds/warnings/:identifier": { params: { identifier: randomUUID() }, always: 404 },
  "POST /api/v1/cap": { body: () => ({ not: "xml" }), always: 422 },
};
