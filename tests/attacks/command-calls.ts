import { randomUUID } from "node:crypto";
import { type Call, move, plain, read } from "./call.ts";

const reason = { reason: "探测" };
const moved = (facts: object, stage: string, more: Partial<Call> = {}): Call =>
  move("incident", facts, { stage, ...more });

/** Routes of incidents, their plans, orders and resources. */
export const commandCalls: Readonly<Record<string, Call>> = {
  "GET /api/v1/incident-kinds": plain,
  "GET /api/v1/incidents": { shows: "incident", query: () => "?limit=500" },
  "POST /api/v1/incidents": {
    shows: { nothing: "it opens one" },
    // It belongs to no department until somebody has a part in it.
    byAreaAlone: true,
    body: ({ here }) => ({ type: "waterlogging", position: here.position, words: "探测" }),
    outside: ({ there }) => ({ "other area": { type: "waterlogging", position: there.position } }),
  },
  "GET /api/v1/incidents/:id": read("incident"),
  "GET /api/v1/incidents/:id/moves": read("incident"),
  "GET /api/v1/incidents/:id/board": read("incident"),
  "GET /api/v1/incidents/:id/timeline": read("incident"),
  "GET /api/v1/incidents/:id/situation": read("incident"),
  "GET /api/v1/incidents/:id/resources": read("incident"),
  // The case it names isn't there.
  "POST /api/v1/incidents/:id/cases": {
    object: "incident",
    always: 404,
    body: () => ({ case: randomUUID() }),
  },
  "POST /api/v1/incidents/:id/orders": {
    object: "incident",
    body: ({ own }) => ({ department: own, text: "探测", withinMinutes: 5 }),
  },
  // What it names is no resource.
  "POST /api/v1/incidents/:id/resources": {
    object: "incident",
    stage: "responding",
    always: 422,
    body: () => ({ thing: randomUUID() }),
  },
  "POST /api/v1/incidents/:id/resources/release": {
    object: "incident",
    stage: "responding",
    always: 404,
    body: () => ({ thing: randomUUID() }),
  },
  "POST /api/v1/incidents/:id/shelters": {
    object: "incident",
    stage: "responding",
    body: () => ({ people: 1 }),
  },
  "POST /api/v1/incidents/:id/moves/confirm": moved({ level: "IV", ...reason }, "reported"),
  "POST /api/v1/incidents/:id/moves/dismiss": moved(reason, "reported"),
  "POST /api/v1/incidents/:id/moves/activate": moved({}, "confirmed"),
  "POST /api/v1/incidents/:id/moves/change-level": moved({ level: "III", ...reason }, "confirmed"),
  "POST /api/v1/incidents/:id/moves/take-command": moved({}, "reported"),
  "POST /api/v1/incidents/:id/moves/tell-figures": moved({ trapped: 1 }, "reported"),
  "POST /api/v1/incidents/:id/moves/decide": moved({ decision: "探测" }, "reported"),
  "POST /api/v1/incidents/:id/moves/report-first": moved({ "report-text": "探测" }, "reported"),
  "POST /api/v1/incidents/:id/moves/report-on": moved({ "report-text": "探测" }, "reported"),
  "POST /api/v1/incidents/:id/moves/report-final": moved({ "report-text": "探测" }, "stood-down"),
  "POST /api/v1/incidents/:id/moves/stand-down": moved(reason, "responding"),
  "POST /api/v1/incidents/:id/moves/write-review": moved({ "review-text": "探测" }, "stood-down"),
  "POST /api/v1/incidents/:id/moves/return-review": moved(reason, "review-written"),
  "POST /api/v1/incidents/:id/moves/sign": moved({}, "review-written"),
};
