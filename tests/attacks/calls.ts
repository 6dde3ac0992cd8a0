import { randomUUID } from "node:crypto";
import { atlasCalls } from "./atlas-calls.ts";
import { type Call, mine, move, plain, read } from "./call.ts";
import { commandCalls } from "./command-calls.ts";
import { caseFacts } from "./ground.ts";
import { identityCalls } from "./identity-calls.ts";
import { importCalls } from "./import-calls.ts";
import { intakeCalls } from "./intake-calls.ts";
import { matterCalls } from "./matter-calls.ts";
import { warningCalls } from "./warning-calls.ts";

/** `always`: what it answers where the stage alone is not enough, e.g. nothing was asked that it could grant. */
const caseMove = (name: string, stage: string, always?: number): Call => ({
  object: "case",
  stage,
  ...(always === undefined ? {} : { always }),
  body: ({ own }, made) => ({ version: made?.version ?? 1, facts: caseFacts(name, own) }),
});
const taskMove = (stage: string, facts: object): Call => move("task", facts, { stage });
const report = { category: "attack-probe", text: "探测" };
const rule = { name: { zh: "探测", en: "Probe" }, condition: "category == 'nothing'", place: 1 };
const channel = { kind: "wecom", name: { zh: "群", en: "Group" }, enabled: false, settings: { key: "probe" } };
const watch: Call = {
  object: "case",
  personsOnly: true,
  // An administrator sees no cases.
  always: 404,
  body: (_, made) => ({ kind: "case", id: made?.id ?? randomUUID() }),
  outside: (_, foreign) => ({ "a case of elsewhere": { kind: "case", id: foreign.id } }),
};

/** Dictionaries hold for the whole city and for everybody: what is tried is one that isn't there. */
const noDictionary = (body?: object): Call => ({
  params: { id: randomUUID() },
  always: 404,
  ...(body === undefined ? {} : { body: () => body }),
});

/** Moves of a version: the module's test shows that a post of one street can't make them. */
const noDictionaryMove = (body: object = {}): Call => ({
  ...noDictionary(body),
  outside: () => ({ "a version for the whole city": body }),
});

/** Every route of the server. One that is missing here fails the build (`calls.test.ts`). */
export const calls: Readonly<Record<string, Call>> = {
  ...importCalls,
  ...matterCalls,
  ...warningCalls,
  ...commandCalls,
  "GET /api/v1/city": plain,
  "GET /api/v1/clock": plain,
  "POST /api/v1/clock": { body: () => ({ speed: 1, reason: "探测" }) },
  ...identityCalls,

  "GET /api/v1/flows": plain,
  "GET /api/v1/areas": { shows: "area", byAreaAlone: true },
  ...atlasCalls,
  "GET /api/v1/things": { shows: "thing", byAreaAlone: true, query: () => "?type=manhole&limit=500" },
  "GET /api/v1/things/:id": read("thing", { byAreaAlone: true }),
  "POST /api/v1/things": {
    shows: { nothing: "it makes one thing" },
    body: ({ here }) => ({
      ref: `attack-${randomUUID()}`,
      type: "manhole",
      name: { zh: "井", en: "Manhole" },
      position: here.position,
    }),
    outside: ({ there }) => ({
      "other area": {
        ref: `attack-${randomUUID()}`,
        type: "manhole",
        name: { zh: "井", en: "Manhole" },
        position: there.position,
      },
    }),
  },
  "GET /api/v1/things/:id/moves": read("thing", { byAreaAlone: true }),
  "POST /api/v1/things/:id/moves/edit": move("thing", { attributes: { lipCm: 210 } }, { byAreaAlone: true }),
  "POST /api/v1/things/:id/moves/retire": move("thing", { reason: "探测" }, { byAreaAlone: true }),

  "GET /api/v1/devices": { shows: "device", byAreaAlone: true, query: () => "?limit=500" },
  "POST /api/v1/devices": {
    object: "thing",
    byAreaAlone: true,
    body: (_, made) => ({
      ref: `attack-${randomUUID()}`,
      type: "manhole-gauge",
      thingId: made?.id ?? randomUUID(),
      name: "液位计",
    }),
    outside: (_, foreign) => ({
      "a thing of another area": {
        ref: `attack-${randomUUID()}`,
        type: "manhole-gauge",
        thingId: foreign.id,
        name: "液位计",
      },
    }),
  },
  "GET /api/v1/devices/:id/moves": read("device", { byAreaAlone: true }),
  "POST /api/v1/devices/:id/moves/edit": move("device", { name: "改名" }, { byAreaAlone: true }),
  "POST /api/v1/devices/:id/moves/renew-token": move("device", {}, { byAreaAlone: true }),
  "POST /api/v1/devices/:id/moves/retire": move("device", { reason: "探测" }, { byAreaAlone: true }),
  "GET /api/v1/quarantine": { shows: "quarantined", byAreaAlone: true, query: () => "?limit=500" },
  "GET /api/v1/things/:id/streams": read("thing", { byAreaAlone: true }),
  "GET /api/v1/streams/:no/readings": read("stream", {
    byAreaAlone: true,
    query: () => "?from=2026-11-01T00:00:00.000Z&to=2026-11-02T00:00:00.000Z",
    always: 503,
  }),
  "GET /api/v1/latest": { shows: { nothing: "no readings engine runs in the attacked city" }, always: 503 },
  "POST /api/v1/up": { always: 503 },

  "GET /api/v1/alarms": { shows: "alarm", byAreaAlone: true, query: () => "?limit=500" },
  "GET /api/v1/alarms/:id": read("alarm", { byAreaAlone: true }),
  "GET /api/v1/alarms/:id/evidence": read("alarm", { byAreaAlone: true, always: 503 }),
  "GET /api/v1/alarms/:id/moves": read("alarm", { byAreaAlone: true }),
  "POST /api/v1/alarms/:id/moves/acknowledge": move("alarm", {}, { byAreaAlone: true }),

  "GET /api/v1/risk-models": plain,
  "GET /api/v1/risks": { shows: "risk", byAreaAlone: true, query: () => "?limit=500" },
  "GET /api/v1/risks/areas": { shows: { nothing: "counts of the caller's own area alone" } },
  "GET /api/v1/risks/:id": read("risk", { byAreaAlone: true }),
  "GET /api/v1/risks/:id/moves": read("risk", { byAreaAlone: true }),
  "POST /api/v1/risks/:id/moves/review": move(
    "risk",
    { "control-state": "effective", controls: "探测", "next-review": "2030-01-01" },
    { byAreaAlone: true },
  ),

  "GET /api/v1/notices": { shows: "notice", query: () => "?limit=500" },
  "POST /api/v1/notices/:id/read": read("notice"),
  "POST /api/v1/notices/:id/acknowledge": read("notice"),
  "POST /api/v1/notices/shown": { body: () => ({ ids: [randomUUID()] }) },
  "POST /api/v1/watches": watch,
  "POST /api/v1/watches/end": watch,
  "GET /api/v1/notice-settings": mine,
  "POST /api/v1/notice-settings": { ...mine, body: () => ({ language: "zh", quiet: null, choices: {} }) },
  "GET /api/v1/notice-templates": plain,
  "POST /api/v1/notice-templates/:type": {
    params: { type: "case-to-file" },
    body: () => ({ version: 99, short: { zh: "探测", en: "probe" } }),
    always: 409,
  },
  "POST /api/v1/notice-templates/:type/preview": {
    params: { type: "case-to-file" },
    body: () => ({ short: { zh: "探测", en: "probe" } }),
  },
  "POST /api/v1/notice-templates/:type/test": {
    ...mine,
    params: { type: "case-to-file" },
    body: () => ({ channel: "in-app" }),
  },
  "GET /api/v1/notice-templates/:type/versions": { params: { type: "case-to-file" } },
  "GET /api/v1/notice-escalations": plain,
  "POST /api/v1/notice-escalations/:type": {
    params: { type: "case-to-file" },
    body: () => ({ version: 99, steps: [] }),
    always: 409,
  },
  "GET /api/v1/notice-escalations/:type/versions": { params: { type: "case-to-file" } },
  "GET /api/v1/channels": plain,
  "POST /api/v1/channels": { body: () => channel, always: 404 },
  "POST /api/v1/channels/:id": { params: { id: randomUUID() }, body: () => channel, always: 404 },
  "POST /api/v1/channels/:id/test": { params: { id: randomUUID() }, body: () => ({}), always: 404 },
  "GET /api/v1/deliveries": { shows: "delivery", query: () => "?limit=500" },
  "GET /api/v1/deliveries/:id": { ...mine, params: { id: randomUUID() }, always: 404 },
  "POST /api/v1/deliveries/:id/retry": { object: "delivery", body: () => ({}) },
  "POST /api/v1/deliveries/:id/settle": { object: "delivery", body: () => ({ reason: "探测" }) },
  "POST /api/v1/receipts": {
    body: () => ({ channelId: randomUUID(), ref: "probe", state: "delivered" }),
    always: 404,
  },
  "GET /api/v1/health": { always: 503 },
  "GET /api/v1/health/parts": plain,
  "GET /api/v1/backups": plain,
  // Nothing is set up on the ground of the attacks, so that nothing begins.
  "POST /api/v1/backups": { always: 409 },
  "POST /api/v1/backups/test": { always: 409 },
  "GET /metrics": plain,
  "GET /api/v1/strip": { shows: { nothing: "it answers counts alone" } },

  "GET /api/v1/case-types": plain,
  "GET /api/v1/cases": { shows: "case", query: () => "?category=attack-probe&limit=500" },
  "GET /api/v1/cases/count": { shows: { nothing: "it answers a count alone; the module's test shows the limit" } },
  "GET /api/v1/cases/export.csv": {
    shows: { nothing: "rows have numbers and no ids; the module's test shows whose" },
    query: () => "?category=attack-probe&columns=no,title",
  },
  "GET /api/v1/cases/export.xlsx": {
    shows: { nothing: "its bytes are zipped; the csv of the same rows is looked at" },
  },
  "POST /api/v1/cases/moves/:move": {
    params: { move: "comment" },
    shows: { nothing: "it answers for the ids it was given; the module's test shows the limit" },
    body: () => ({ items: [{ id: randomUUID(), version: 1 }], facts: { comment: "探测" } }),
  },
  "POST /api/v1/cases/destinations": {
    shows: { nothing: "it answers for the ids it was given; the module's test shows the limit" },
    body: () => ({ ids: [randomUUID()] }),
  },
  "GET /api/v1/map-views": { shows: { nothing: "views hold wishes; the module's test shows whose" } },
  "POST /api/v1/map-views": { body: () => ({ name: "探测", query: {} }) },
  "DELETE /api/v1/map-views/:id": { params: { id: randomUUID() }, always: 404 },
  "GET /api/v1/case-views": { shows: { nothing: "views hold wishes; the module's test shows whose" } },
  "POST /api/v1/case-views": { body: () => ({ name: "探测", query: {}, columns: ["no"] }) },
  "DELETE /api/v1/case-views/:id": { params: { id: randomUUID() }, always: 404 },
  "GET /api/v1/imports/cases": {
    shows: { nothing: "it answers counts alone" },
    query: () => "?source=attack",
  },
  "POST /api/v1/imports/devices": {
    shows: { nothing: "rows out of scope are refused one by one; the module's test shows it" },
    body: () => ({
      source: "attack",
      devices: [{ ref: randomUUID(), type: "manhole-gauge", thing: "none", name: "液位计" }],
    }),
  },
  "GET /api/v1/cases/:id": read("case"),
  "GET /api/v1/cases/:id/timeline": read("case"),
  "GET /api/v1/cases/:id/reports": read("case"),
  "GET /api/v1/cases/:id/moves": read("case"),
  "POST /api/v1/cases/:id/moves/ask-look": caseMove("ask-look", "reported"),
  "POST /api/v1/cases/:id/moves/look": caseMove("look", "looking"),
  "POST /api/v1/cases/:id/moves/call-off-look": caseMove("call-off-look", "looking"),
  "GET /api/v1/tasks": { shows: { nothing: "it shows tasks; the module's test shows the limits" } },
  "GET /api/v1/colleagues": {
    shows: { nothing: "people of the own department alone; another's list is empty" },
    query: ({ own }) => `?department=${own}`,
  },
  "GET /api/v1/tasks/:id/moves": read("task"),
  "POST /api/v1/tasks/:id/moves/hand-over": {
    object: "task",
    stage: "given",
    body: ({ own }, made) => ({ version: made?.version ?? 1, facts: { department: own, reason: "探测" } }),
  },
  "POST /api/v1/tasks/:id/moves/accept": taskMove("given", {}),
  "POST /api/v1/tasks/:id/moves/finish": taskMove("accepted", { result: "已办" }),
  "POST /api/v1/tasks/:id/moves/return": taskMove("given", { reason: "不属本部门" }),
  "POST /api/v1/tasks/:id/moves/waive": taskMove("returned", { reason: "不再需要协办" }),
  "POST /api/v1/tasks/:id/moves/withdraw": taskMove("given", { reason: "不再需要" }),
  "POST /api/v1/cases/:id/moves/file": caseMove("file", "reported"),
  "POST /api/v1/cases/:id/moves/dispatch": caseMove("dispatch", "filed"),
  "POST /api/v1/cases/:id/moves/accept": caseMove("accept", "dispatched"),
  "POST /api/v1/cases/:id/moves/feed-back": caseMove("feed-back", "disposing"),
  "POST /api/v1/cases/:id/moves/verify": caseMove("verify", "fed-back"),
  "POST /api/v1/cases/:id/moves/close": caseMove("close", "verified"),
  "POST /api/v1/cases/:id/moves/hand-back": caseMove("hand-back", "dispatched"),
  "POST /api/v1/cases/:id/moves/rework": caseMove("rework", "fed-back"),
  "POST /api/v1/cases/:id/moves/reopen": caseMove("reopen", "closed"),
  "POST /api/v1/cases/:id/moves/reopen-nobodys": caseMove("reopen-nobodys", "closed", 409),
  "POST /api/v1/cases/:id/moves/void": caseMove("void", "filed"),
  "POST /api/v1/cases/:id/moves/hand-to-file": caseMove("hand-to-file", "filed"),
  "POST /api/v1/cases/:id/moves/hand-to-verify": caseMove("hand-to-verify", "verified"),
  "POST /api/v1/cases/:id/moves/assign": caseMove("assign", "dispatched", 422),
  "POST /api/v1/cases/:id/moves/unassign": caseMove("unassign", "dispatched", 409),
  "POST /api/v1/cases/:id/moves/share": caseMove("share", "disposing"),
  "POST /api/v1/cases/:id/moves/ask-extension": caseMove("ask-extension", "disposing"),
  "POST /api/v1/cases/:id/moves/extend": caseMove("extend", "disposing", 409),
  "POST /api/v1/cases/:id/moves/refuse-extension": caseMove("refuse-extension", "disposing", 409),
  "POST /api/v1/cases/:id/moves/ask-suspension": caseMove("ask-suspension", "disposing"),
  "POST /api/v1/cases/:id/moves/suspend": caseMove("suspend", "disposing", 409),
  "POST /api/v1/cases/:id/moves/refuse-suspension": caseMove("refuse-suspension", "disposing", 409),
  "POST /api/v1/cases/:id/moves/resume": caseMove("resume", "suspended"),
  "POST /api/v1/cases/:id/moves/dispute": caseMove("dispute", "dispatched"),
  "POST /api/v1/cases/:id/moves/uphold": caseMove("uphold", "disputed"),
  "POST /api/v1/cases/:id/moves/reassign": caseMove("reassign", "disputed"),
  "POST /api/v1/cases/:id/moves/redispatch": caseMove("redispatch", "dispatched", 409),
  "POST /api/v1/cases/:id/moves/appeal": caseMove("appeal", "closed", 409),
  "POST /api/v1/cases/:id/moves/remind": caseMove("remind", "dispatched"),
  "GET /api/v1/appeals/:id/moves": read("appeal"),
  "POST /api/v1/appeals/:id/moves/support": move("appeal", {}),
  "POST /api/v1/appeals/:id/moves/refuse": move("appeal", { reason: "探测" }),
  "POST /api/v1/appeals/:id/moves/grant": move("appeal", {}, { stage: "supported" }),
  "POST /api/v1/appeals/:id/moves/refuse-finally": move("appeal", { reason: "探测" }, { stage: "supported" }),
  "POST /api/v1/cases/:id/moves/comment": caseMove("comment", "dispatched"),
  "POST /api/v1/reports": {
    shows: { nothing: "it makes one report" },
    body: ({ here }) => ({ ...report, position: here.position }),
    outside: ({ there }) => ({ "other area": { ...report, position: there.position } }),
  },
  ...intakeCalls,
  "POST /api/v1/files": { upload: true },
  "GET /api/v1/files/:id": read("photo"),

  "POST /api/v1/persons/search": {
    shows: { nothing: "it finds by a whole phone; the module's test shows the area's limit" },
    body: () => ({ phone: "13800001234" }),
  },
  "GET /api/v1/persons/:id": read("person", { byAreaAlone: true }),
  "POST /api/v1/persons/:id/unmask": read("person", {
    byAreaAlone: true,
    body: () => ({ purpose: "call-back", reason: "探测", fields: ["name"] }),
  }),
  "GET /api/v1/persons/:id/looks": read("person", { byAreaAlone: true }),
  "GET /api/v1/persons/:id/consents": read("person", { byAreaAlone: true }),
  "POST /api/v1/persons/:id/withdraw-consent": read("person", { byAreaAlone: true, body: () => ({ channel: "sms" }) }),
  "GET /api/v1/persons/:id/erasure": read("person", { byAreaAlone: true }),
  "GET /api/v1/persons/:id/certificate": read("person", { byAreaAlone: true }),
  "GET /api/v1/persons/:id/moves": read("person", { byAreaAlone: true }),
  "POST /api/v1/persons/:id/moves/edit": move("person", { name: "改名" }, { byAreaAlone: true }),
  "POST /api/v1/persons/:id/moves/ask-erase": move("person", { basis: "asked", reason: "探测" }, { byAreaAlone: true }),
  "POST /api/v1/persons/:id/moves/refuse-erase": move(
    "person",
    { reason: "探测" },
    { byAreaAlone: true, stage: "erase-asked" },
  ),
  "POST /api/v1/persons/:id/moves/erase": move("person", {}, { byAreaAlone: true, stage: "erase-asked" }),
  "GET /api/v1/me/looks": plain,
  "GET /api/v1/routing-rules": plain,
  "POST /api/v1/routing-rules": {
    body: ({ own, here }) => ({ ...rule, departmentId: own, areaPath: here.areaPath }),
    outside: ({ own, there }) => ({
      "other area": { ...rule, departmentId: own, areaPath: there.areaPath },
      "whole city": { ...rule, departmentId: own, areaPath: "" },
    }),
  },
  "POST /api/v1/routing-rules/try": {
    shows: { nothing: "what it looks at is the list of cases, whose limit is shown there" },
    body: ({ own }) => ({ draft: { condition: "true", departmentId: own, place: 1 } }),
  },
  "GET /api/v1/routing-rules/:id/moves": read("routing-rule", { byAreaAlone: true }),
  "POST /api/v1/routing-rules/:id/moves/edit": move("routing-rule", { place: 2 }, { byAreaAlone: true }),
  "POST /api/v1/routing-rules/:id/moves/retire": move("routing-rule", { reason: "探测" }, { byAreaAlone: true }),
  "GET /api/v1/cases/:id/similar": read("case"),
  "POST /api/v1/cases/:id/merge": {
    object: "case",
    stage: "reported",
    // Into itself: what is out of scope is answered 404 before it is looked at.
    always: 409,
    body: (_, made) => ({ version: made?.version ?? 1, into: made?.id ?? randomUUID(), reason: "探测" }),
  },
  "GET /api/v1/cases/:id/merge": read("case"),
  "POST /api/v1/cases/:id/unmerge": {
    object: "case",
    stage: "reported",
    // It was not merged; out of scope is answered 404 before that is looked at.
    always: 409,
    body: (_, made) => ({ version: made?.version ?? 1, reason: "探测" }),
  },
  "POST /api/v1/cases/:id/reports/:reportId/detach": {
    object: "case",
    stage: "reported",
    // No report of that id is in it; out of scope is answered alike.
    params: { reportId: randomUUID() },
    always: 404,
    body: () => ({ to: "own", reason: "探测" }),
  },
  "POST /api/v1/cases/:id/reports/:reportId/hear": {
    object: "case",
    stage: "closed",
    // No report of that id is in it; out of scope is answered alike.
    params: { reportId: randomUUID() },
    always: 404,
    body: () => ({ fixed: true }),
  },
  "POST /api/v1/cases/:id/correct": {
    object: "case",
    stage: "reported",
    body: (_, made) => ({ version: made?.version ?? 1, reason: "探测", category: "attack-probe" }),
  },

  "GET /api/v1/bodies": plain,
  "POST /api/v1/bodies": {
    body: ({ own, here }) => ({ words: "探测", areaPath: here.areaPath, to: { departmentId: own } }),
    outside: ({ own, there }) => ({
      "other area": { words: "探测", areaPath: there.areaPath, to: { departmentId: own } },
      "whole city": { words: "探测", areaPath: "", to: { departmentId: own } },
    }),
  },
  "GET /api/v1/bodies/:id/moves": noDictionaryMove(),
  "GET /api/v1/categories": plain,
  "GET /api/v1/categories/:id/moves": noDictionaryMove(),
  // Not the probe's own category: out of intake it would open no cases for the other attacks.
  "POST /api/v1/categories/intake": {
    body: () => ({ category: "street-dark", offered: true, reason: "探测" }),
    outside: () => ({ "whole city": { category: "street-dark", offered: true, reason: "探测" } }),
  },
  "GET /api/v1/dictionaries": plain,
  "GET /api/v1/dictionaries/:id": noDictionary(),
  "GET /api/v1/dictionaries/:id/classes": noDictionary(),
  "GET /api/v1/dictionaries/:id/succession": noDictionary(),
  "GET /api/v1/dictionaries/:id/left-out": noDictionary(),
  "POST /api/v1/dictionaries/:id/classes": noDictionary({
    of: "part",
    majorCode: "01",
    name: "探测",
    conditions: [{ files: "探测", closes: "探测", limit: { amount: 1, kind: "work-days" } }],
  }),
  "GET /api/v1/dictionaries/:id/export.csv": noDictionary(),
  "GET /api/v1/dictionaries/:id/export.xlsx": noDictionary(),
  "GET /api/v1/dictionaries/:id/mapping": { ...noDictionary(), query: () => `?from=${randomUUID()}` },
  "POST /api/v1/dictionaries/:id/mapping": noDictionary({ from: randomUUID(), pairs: [] }),
  "POST /api/v1/dictionaries/:id/recode": noDictionary({ from: randomUUID() }),
  "GET /api/v1/dictionaries/:id/counts": { ...noDictionary(), shows: { nothing: "it answers counts alone" } },
  "GET /api/v1/dictionaries/:id/moves": noDictionaryMove(),
  "POST /api/v1/dictionaries/:id/moves/submit": noDictionaryMove({ version: 1 }),
  "POST /api/v1/dictionaries/:id/moves/send-back": noDictionaryMove({ version: 1, facts: { reason: "探测" } }),
  "POST /api/v1/dictionaries/:id/moves/enforce": noDictionaryMove({ version: 1, facts: { from: "2027-01-01" } }),
  "POST /api/v1/dictionaries/:id/moves/end": noDictionaryMove({
    version: 1,
    facts: { until: "2027-01-01", reason: "探测" },
  }),
  "POST /api/v1/dictionaries/:id/moves/withdraw": noDictionaryMove({ version: 1, facts: { reason: "探测" } }),
  "POST /api/v1/dictionary-imports": { body: () => ({ dictionary: "attack", version: "1", name: "探测" }) },
  "GET /api/v1/dictionary-imports/:id": noDictionary(),
  "POST /api/v1/dictionary-imports/:id/files": { ...noDictionary(), upload: true },
  "POST /api/v1/dictionary-imports/:id/answers": noDictionary({}),
  "POST /api/v1/dictionary-imports/:id/take": noDictionary({}),
  "GET /api/v1/dictionary-imports/:id/rejects.csv": noDictionary(),

  "GET /api/v1/journal/types": plain,
  "GET /api/v1/health/load": plain,
  "GET /api/v1/journal": { shows: "case", query: (_, made) => `?subject=${made?.id ?? randomUUID()}` },
  "GET /api/v1/journal/export": { shows: "case", leavesOnly: true },
  "GET /api/v1/journal/checkpoint": plain,
  "GET /api/v1/journal/key": plain,
  "GET /api/v1/journal/tile/entries/*": { params: { "*": "000" }, always: 404 },
  "GET /api/v1/journal/tile/:level/*": { params: { level: "0", "*": "000" }, always: 404 },
  "GET /api/v1/journal/proof/:position": { params: { position: "1" } },
  "GET /api/v1/journal/guard": plain,
  "POST /api/v1/journal/guard/break-glass": { always: 409, body: () => ({ reason: "只是探测一下", hours: 1 }) },
  "GET /api/v1/journal/consistency/:from/:to": { params: { from: "0", to: "1" } },
  "GET /api/v1/journal/receipts/:position": {
    shows: { nothing: "one entry by its position; the module's test shows the scope's limit" },
    params: { position: "1" },
  },
  "GET /api/v1/live": { shows: "case", streams: true, query: () => "?after=0" },
};
