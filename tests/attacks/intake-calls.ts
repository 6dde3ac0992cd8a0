import { randomBytes, randomUUID } from "node:crypto";
import type { Call } from "./call.ts";

const newToken = (): string => randomBytes(32).toString("base64url");
/** A number nobody was given: whoever has no secret of a report is answered as if there were none. */
const params = { no: "20200101000000" };
const unknown: Call = { params, always: 404 };
const waiting = (facts: object): Call => ({
  object: "report",
  byAreaAlone: true,
  body: (_, made) => ({ version: made?.version ?? 1, facts }),
});

/** Calls of the duty desk and of citizens, who have no account. */
export const intakeCalls: Readonly<Record<string, Call>> = {
  "POST /api/v1/reports/advice": {
    shows: { nothing: "it keeps one question" },
    body: () => ({ text: "探测", answer: "探测" }),
  },
  "GET /api/v1/reports/waiting": { shows: "report", byAreaAlone: true },
  "POST /api/v1/reports/similar": {
    shows: { nothing: "it is asked by a place; the module's test shows the scope's limit" },
    body: ({ here }) => ({ position: here.position }),
  },
  "POST /api/v1/reports/callers": {
    shows: { nothing: "it is asked by a whole phone; the module's test shows the scope's limit" },
    body: () => ({ phone: "13800001234" }),
  },
  "GET /api/v1/reports/:id/moves": { object: "report", byAreaAlone: true },
  "POST /api/v1/reports/:id/moves/answer": waiting({ answer: "探测" }),
  "POST /api/v1/reports/:id/moves/decline": waiting({ reason: "探测" }),
  "POST /api/v1/reports/:id/moves/remind": waiting({}),

  "GET /api/v1/public/kinds": {},
  "GET /api/v1/public/ways": {},
  "POST /api/v1/public/place": { body: ({ here }) => ({ position: here.position }) },
  "POST /api/v1/public/photos": { upload: true, always: 404 },
  "POST /api/v1/public/reports": {
    body: ({ here }) => ({ token: newToken(), words: "探测", kind: "other", position: here.position }),
  },
  "GET /api/v1/public/reports/:no": unknown,
  "GET /api/v1/public/reports/:no/own": unknown,
  "GET /api/v1/public/reports/:no/receipt": unknown,
  "GET /api/v1/public/reports/:no/photos/:id": { params: { ...params, id: randomUUID() }, always: 404 },
  "POST /api/v1/public/reports/:no/claim": {
    params,
    always: 403,
    body: () => ({ token: newToken(), digits: "0000" }),
  },
  "POST /api/v1/public/reports/:no/remind": unknown,
  "POST /api/v1/public/reports/:no/not-same": unknown,
  "POST /api/v1/public/reports/:no/tell": { ...unknown, body: () => ({ tell: [] }) },
  "POST /api/v1/public/reports/:no/word": { ...unknown, body: () => ({ fixed: true }) },
};
