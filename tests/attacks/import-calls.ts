import { randomUUID } from "node:crypto";
import type { Call } from "./call.ts";

const run = randomUUID();
/** A run nobody began: the module's test shows that a run of one area is not seen from another. */
const noRun = (body?: object): Call => ({
  params: { id: run },
  always: 404,
  outside: () => ({ "a run that isn't there": body ?? {} }),
  ...(body === undefined ? {} : { body: () => body }),
});
const reject = { line: 1, field: "name", code: "absent", text: { zh: "为空", en: "is empty" } };
const name = { zh: "探测", en: "Probe" };
const line: [number, number][] = [
  [112.35, 28.85],
  [112.36, 28.85],
];
const rowsOf = (row: object): Call => ({
  shows: { nothing: "rows out of scope are refused one by one; the module's test shows it" },
  always: 404,
  body: () => ({ run, batch: 0, rows: [{ line: 1, row }] }),
});

/** A mended table as it comes from the screen. */
const mended = { columns: ["a"], rows: [["1"]] };
const points = [
  { from: [0, 0], to: line[0] },
  { from: [1, 0], to: line[1] },
];

/** A row to be tried: nothing is kept of it, and what is out of scope is refused row by row. */
const tried = (row: object): Call => ({
  shows: { nothing: "rows out of scope are refused one by one; the module's test shows it" },
  body: () => ({ rows: [{ line: 1, row }] }),
});

/** Calls of the wizard: uploaded files, their dry runs and what came of them. */
const fileImportCalls: Readonly<Record<string, Call>> = {
  "GET /api/v1/file-imports": { shows: { nothing: "the module's test shows the scope's limit" } },
  "POST /api/v1/file-imports": {
    shows: { nothing: "it begins an import of the own area" },
    body: () => ({ kind: "things" }),
  },
  "POST /api/v1/file-imports/fit": { body: () => ({ fit: "similarity", points }) },
  "GET /api/v1/file-imports/targets": {},
  "GET /api/v1/file-imports/:id": noRun(),
  "DELETE /api/v1/file-imports/:id": noRun(),
  "POST /api/v1/file-imports/:id/files": { ...noRun(), upload: true },
  "POST /api/v1/file-imports/:id/layout": noRun({ headings: 1 }),
  "POST /api/v1/file-imports/:id/mapping": noRun({ mapping: { kind: "things" } }),
  "GET /api/v1/file-imports/:id/preview": noRun(),
  "POST /api/v1/file-imports/:id/run": noRun(),
  "POST /api/v1/file-imports/:id/stop": noRun(),
  "GET /api/v1/file-imports/:id/rejects": noRun(),
  "GET /api/v1/file-imports/:id/rejects.csv": noRun(),
  "GET /api/v1/file-imports/:id/rejects.geojson": noRun(),
  "GET /api/v1/file-imports/:id/rejects.inp": noRun(),
  "GET /api/v1/file-imports/:id/rejects.osm": noRun(),
  "POST /api/v1/file-imports/:id/mend": noRun(mended),
};

/** A case of another system. */
const report = (position: readonly [number, number]) => ({
  ref: randomUUID(),
  openedAt: "2026-10-01T00:00:00Z",
  status: "open",
  category: "attack-probe",
  title: "探测",
  channel: "api",
  position,
});
const refusedOneByOne = { nothing: "rows out of scope are refused one by one; the module's test shows it" };

/** Calls of importers. */
export const importCalls: Readonly<Record<string, Call>> = {
  ...fileImportCalls,
  "POST /api/v1/imports/cases": {
    shows: refusedOneByOne,
    body: ({ here }) => ({
      source: "attack",
      file: "0".repeat(64),
      rows: [{ line: 2, ...report(here.position) }],
    }),
  },
  "POST /api/v1/imports/reports": rowsOf(report(line[0] ?? [0, 0])),
  "POST /api/v1/imports/reports/trial": {
    shows: refusedOneByOne,
    body: ({ here }) => ({ source: "attack", rows: [{ line: 2, row: report(here.position) }] }),
  },
  "GET /api/v1/import-runs": { shows: { nothing: "the module's test shows the scope's limit" } },
  "POST /api/v1/import-runs": {
    shows: { nothing: "it begins a run of the own area" },
    body: () => ({ kind: "things", source: "attack", name: "探测", file: "0".repeat(64), mapping: "1".repeat(64) }),
  },
  "GET /api/v1/import-runs/:id": noRun(),
  "GET /api/v1/import-runs/:id/rejects": noRun(),
  "POST /api/v1/import-runs/:id/rejects": noRun({ rejects: [reject] }),
  "POST /api/v1/import-runs/:id/end": noRun({ rows: 1 }),
  "POST /api/v1/imports/areas": rowsOf({ code: "1", level: 4, name, parentPath: "" }),
  "POST /api/v1/imports/things": rowsOf({ ref: "attack/1", type: "car-park", name, position: line[0] }),
  "POST /api/v1/imports/links": rowsOf({ ref: "attack/2", type: "model-pipe", from: "attack/1", to: "attack/1", line }),
  "POST /api/v1/imports/base": rowsOf({
    ref: "attack/3",
    kind: "road",
    geometry: { type: "LineString", coordinates: line },
    source: "attack",
  }),
  "POST /api/v1/imports/areas/trial": tried({ code: "1", level: 4, name, parentPath: "" }),
  "POST /api/v1/imports/things/trial": tried({ ref: "attack/1", type: "car-park", name, position: line[0] }),
  "POST /api/v1/imports/links/trial": tried({ ref: "attack/2", type: "model-pipe", from: "attack/1", to: "attack/1" }),
  "POST /api/v1/imports/base/trial": tried({
    ref: "attack/3",
    kind: "road",
    geometry: { type: "LineString", coordinates: line },
    source: "attack",
  }),
  "POST /api/v1/imports/readings/trial": {
    shows: { nothing: "what is out of scope is unknown; the module's test shows it" },
    body: () => ({ streams: [{ thing: "a", stream: "b", unit: "" }] }),
  },
  "POST /api/v1/imports/readings": {
    shows: { nothing: "readings out of scope are counted aside; the module's test shows it" },
    always: 404,
    body: () => ({
      run,
      batch: 0,
      streams: [{ thing: "a", stream: "b", unit: "" }],
      stream: [0],
      line: [2],
      at: [0],
      value: [0],
    }),
  },
};
