import { randomUUID } from "node:crypto";
import { type Call, mine, move, plain, read } from "./call.ts";
import { postId } from "./ground.ts";

const names = { name: { zh: "岗", en: "Post" } };

const credential = { id: "AA", rawId: "AA", type: "public-key", clientExtensionResults: {} };
const passkeyUsed = () => ({
  ...credential,
  response: { clientDataJSON: "AA", authenticatorData: "AA", signature: "AA" },
});
const passkeyMade = () => ({
  ...credential,
  response: { clientDataJSON: "AA", attestationObject: "AA", transports: [] },
});

/** Routes of sessions, posts, accounts, deputies and keys. */
export const identityCalls: Readonly<Record<string, Call>> = {
  "POST /api/v1/session": { spendsSession: true, body: () => ({ login: randomUUID(), password: "x" }), always: 401 },
  "POST /api/v1/session/demo": { spendsSession: true, body: () => ({ entry: "verifier" }) },
  // This city has no sign-on server.
  "POST /api/v1/session/sign-on": { spendsSession: true, always: 404 },
  "POST /api/v1/session/sign-on/enter": {
    spendsSession: true,
    body: () => ({ search: "code=x&state=y" }),
    always: 404,
  },
  "POST /api/v1/session/sign-on/code": { spendsSession: true, body: () => ({ code: "000000" }), always: 404 },
  "POST /api/v1/session/sign-on/end": { ...mine, spendsSession: true },
  // What is called is no localhost, where alone this city has passkeys.
  "POST /api/v1/session/passkey/begin": { spendsSession: true, always: 404 },
  "POST /api/v1/session/passkey": { spendsSession: true, body: passkeyUsed, always: 401 },
  "DELETE /api/v1/session": { ...mine, spendsSession: true },
  "GET /api/v1/me": mine,
  "GET /api/v1/me/presence": mine,
  "POST /api/v1/me/presence": { ...mine, body: ({ here }) => ({ position: here.position, accuracyM: 10 }) },
  "DELETE /api/v1/me/presence": mine,
  "GET /api/v1/me/factor": mine,
  "POST /api/v1/me/factor": { ...mine, body: () => ({ password: "not it at all" }), always: 401 },
  "POST /api/v1/me/factor/confirm": { ...mine, body: () => ({ code: "000000" }), always: 409 },
  "POST /api/v1/me/factor/remove": {
    ...mine,
    body: () => ({ password: "not it at all", code: "000000" }),
    always: 409,
  },
  "GET /api/v1/me/passkeys": mine,
  "POST /api/v1/me/passkeys/begin": { ...mine, body: () => ({ name: "探测", password: "not it at all" }), always: 401 },
  "POST /api/v1/me/passkeys": { ...mine, body: passkeyMade, always: 401 },
  "POST /api/v1/me/passkeys/:id/remove": {
    ...mine,
    params: { id: randomUUID() },
    body: () => ({ password: "not it at all" }),
    always: 401,
  },
  "GET /api/v1/me/sessions": mine,
  "DELETE /api/v1/me/sessions/:id": { ...mine, params: { id: randomUUID() }, always: 404 },
  "POST /api/v1/me/sessions/end-others": mine,
  "POST /api/v1/me/post": { ...mine, body: () => ({ postId: postId("administrator") }), always: 404 },
  "POST /api/v1/me/resets/seen": mine,
  "POST /api/v1/me/password": { ...mine, body: () => ({ old: "not it at all", new: "x" }), always: 401 },

  "GET /api/v1/deputies": { ...mine, shows: { nothing: "it shows the own alone" } },
  "GET /api/v1/deputies/candidates": { ...mine, always: 403 },
  "POST /api/v1/deputies": {
    ...mine,
    shows: { nothing: "it makes one, in the own post alone" },
    body: () => ({ person: randomUUID(), until: "2026-12-01T00:00:00.000Z" }),
    always: 403,
  },
  "GET /api/v1/deputies/acting": { shows: { nothing: "made without accounts, they have no ground to stand on" } },
  "GET /api/v1/deputies/:id/moves": read("deputy"),
  "POST /api/v1/deputies/:id/moves/end": move("deputy", {}, { always: 404 }),
  "POST /api/v1/deputies/:id/moves/revoke": move("deputy", { reason: "探测" }),

  "GET /api/v1/departments": plain,
  "GET /api/v1/posts": { shows: "post" },
  "POST /api/v1/posts": {
    body: ({ own, here }) => ({ ...names, role: "handler", departmentId: own, areaPath: here.areaPath }),
    outside: ({ own, other, here, there }) => ({
      "other area": { ...names, role: "handler", departmentId: own, areaPath: there.areaPath },
      "whole city": { ...names, role: "handler", departmentId: own, areaPath: "" },
      "other department": { ...names, role: "handler", departmentId: other, areaPath: here.areaPath },
    }),
  },
  "GET /api/v1/accounts": { shows: "account", query: () => "?limit=500" },
  "POST /api/v1/accounts": {
    body: () => ({ login: `b${randomUUID().slice(0, 12)}`, name: "某人", postIds: [postId("city-handler")] }),
    outside: () => ({
      "a post of the whole city": {
        login: `c${randomUUID().slice(0, 12)}`,
        name: "某人",
        postIds: [postId("administrator")],
      },
      "a guessed post": { login: `d${randomUUID().slice(0, 12)}`, name: "某人", postIds: [randomUUID()] },
    }),
  },
  "POST /api/v1/accounts/:id/password": read("account"),
  // The same for whoever is signed in, as names of staff are; nobody has the id that is tried.
  "GET /api/v1/staff/:id/portrait": { params: { id: randomUUID() }, always: 404 },
  "GET /api/v1/accounts/:id/moves": read("account"),
  "POST /api/v1/accounts/:id/moves/edit": move("account", { name: "改名" }),
  "POST /api/v1/accounts/:id/moves/end-sessions": move("account", { reason: "探测" }),
  "POST /api/v1/accounts/:id/moves/reset-factor": move("account", { reason: "探测" }, { always: 409 }),
  // This city has no sign-on server.
  "POST /api/v1/accounts/:id/moves/connect": move("account", { subject: "1", reason: "探测" }, { always: 404 }),
  "POST /api/v1/accounts/:id/moves/invite": move("account", { invitation: "a@b", reason: "探测" }, { always: 404 }),
  "POST /api/v1/accounts/:id/moves/disconnect": move("account", { reason: "探测" }, { always: 409 }),
  "POST /api/v1/accounts/:id/moves/retire": move("account", { reason: "探测" }),
  // The account that is tried is no administrator's.
  "POST /api/v1/accounts/:id/requests": read("account", {
    body: () => ({ what: "retire", reason: "探测" }),
    always: 409,
  }),
  "GET /api/v1/account-requests": { shows: "account-request" },
  // Whoever asked is somebody else.
  "POST /api/v1/account-requests/:id/password": read("account-request", { always: 403 }),
  "GET /api/v1/account-requests/:id/moves": read("account-request"),
  "POST /api/v1/account-requests/:id/moves/approve": move("account-request", {}),
  "POST /api/v1/account-requests/:id/moves/refuse": move("account-request", { reason: "探测" }),
  "POST /api/v1/account-requests/:id/moves/withdraw": move("account-request", {}, { always: 403 }),
  "POST /api/v1/account-requests/:id/moves/push-through": move("account-request", { reason: "探测" }, { always: 403 }),
  "POST /api/v1/account-requests/:id/moves/sign-off": move("account-request", { reason: "探测" }, { stage: "pushed" }),
  "GET /api/v1/accounts/:id/access": read("account", { query: () => "?permission=cases.file" }),
  "GET /api/v1/keys/:id/access": read("key", { noDepartment: true, query: () => "?permission=cases.file" }),
  "GET /api/v1/me/access": { ...mine, query: () => "?permission=cases.file" },
  "GET /api/v1/wider-reaches/choices": { ...mine, always: 403 },
  "POST /api/v1/wider-reaches": {
    ...mine,
    body: () => ({ permission: "accounts.manage", hours: 1, reason: "只是探测一下" }),
    always: 403,
  },
  "GET /api/v1/wider-reaches": { shows: "wider-reach", byAreaAlone: true },
  "GET /api/v1/wider-reaches/:id/moves": read("wider-reach"),
  // Whoever took it is somebody else.
  "POST /api/v1/wider-reaches/:id/moves/end": move("wider-reach", {}, { always: 404 }),
  "POST /api/v1/wider-reaches/:id/moves/revoke": move("wider-reach", { reason: "探测" }),
  "POST /api/v1/wider-reaches/:id/moves/sign-off": move(
    "wider-reach",
    { finding: "right", reason: "探测" },
    { stage: "over" },
  ),
  "GET /api/v1/access-reviews": { shows: "access-review" },
  "GET /api/v1/access-reviews/:id": read("access-review"),
  "GET /api/v1/access-reviews/:id/moves": read("access-review"),
  "GET /api/v1/access-reviews/:id/export.csv": read("access-review"),
  "GET /api/v1/access-reviews/:id/export.xlsx": read("access-review"),
  // Nobody has a post in what is tried, and of a leader or an auditor it is somebody else's.
  "POST /api/v1/access-reviews/:id/decisions": read("access-review", {
    body: () => ({ accountId: randomUUID(), postId: randomUUID(), decision: "kept", reason: "探测" }),
    always: 404,
  }),
  "POST /api/v1/access-reviews/:id/moves/finish": move("access-review", {}, { always: 403 }),
  "GET /api/v1/keys": { shows: "key" },
  "POST /api/v1/keys": {
    body: ({ here }) => ({ name: "key", scopes: ["areas.read"], areaPath: here.areaPath }),
    outside: ({ there }) => ({
      "other area": { name: "key", scopes: ["areas.read"], areaPath: there.areaPath },
      "whole city": { name: "key", scopes: ["areas.read"], areaPath: "" },
    }),
  },
  "GET /api/v1/keys/:id/moves": read("key", { noDepartment: true }),
  "POST /api/v1/keys/:id/moves/retire": move("key", { reason: "探测" }),
};
