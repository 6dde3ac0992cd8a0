import { expect, test } from "vitest";
import { checkComments } from "./check-comments.ts";
import { checkDependencies } from "./check-dependencies.ts";
import { checkErrors } from "./check-errors.ts";
import { checkLabels } from "./check-labels.ts";
import { checkLinks } from "./check-links.ts";
import { checkMarks } from "./check-marks.ts";
import { checkMigrations } from "./check-migrations.ts";
import { checkModules, listModules } from "./check-modules.ts";
import { checkNames } from "./check-names.ts";
import { checkSizes } from "./check-sizes.ts";
import { type Findings, type Tree, treeOf } from "./tree.ts";

const lines = (count: number): string => "const a = 1;\n".repeat(count);
const cases = "apps/server/src/modules/cases/case";
const errorsHome = "packages/contracts/src/errors.ts";
const errorsPage = "docs/reference/errors.md";
const dependencies = "docs/decisions/0001-dependencies.md";
const table = (noun: string, reason: string): string =>
  `const ${noun} = defineErrors("${noun}", {\n  ${reason}: { status: 409, text: {} },\n});\n`;

type Row = readonly [fault: string, check: (tree: Tree) => Findings, texts: Record<string, string>];

const broken: readonly Row[] = [
  ["kebab-case", checkNames, { "apps/server/src/caseStore.ts": "" }],
  ["kebab-case", checkNames, { "docs/guides/importData.zh-CN.md": "" }],
  ["says nothing", checkNames, { "packages/kernel/src/utils.ts": "" }],
  ["numbered", checkNames, { "packages/kernel/src/rule-2.ts": "" }],
  ["folder helpers/", checkNames, { "apps/server/src/helpers/money.ts": "" }],
  ["one by one", checkNames, { "packages/kernel/src/index.ts": 'export * from "./rule.ts";' }],
  ["only a face", checkNames, { "packages/kernel/src/index.ts": "export const rule = 1;" }],
  ["more than 450", checkSizes, { "apps/server/src/app.ts": lines(451) }],
  [
    "more than 1500",
    checkSizes,
    Object.fromEntries(["a", "b", "c", "d"].map((name) => [`${cases}/${name}.ts`, lines(400)])),
  ],
  ["more than 1200", checkSizes, Object.fromEntries(["a", "b", "c"].map((name) => [`packs/x/${name}.ts`, lines(410)]))],
  ["the root has 33", checkSizes, Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`f-${at}.md`, ""]))],
  ["issue number", checkMarks, { "apps/server/src/app.ts": "// TODO: later" }],
  ["left out", checkMarks, { "packs/index.test.ts": "test.only('x', () => {})" }],
  ["delete the test", checkMarks, { "packs/index.test.ts": "test.skip('x', () => {})" }],
  ["say the type", checkMarks, { "apps/server/src/app.ts": "const a = b as any;" }],
  ["with its reason", checkMarks, { "apps/server/src/app.ts": "// @ts-ignore" }],
  ["on the same line", checkMarks, { "apps/server/src/app.ts": "// @ts-expect-error\nconst a = 1;" }],
  ["one rule and its reason", checkMarks, { "apps/server/src/app.ts": "// biome-ignore lint/style/x" }],
  ["somebody's machine", checkMarks, { "docs/guides/start.md": "open /home/wang/chengyun" }],
  ["doesn't have", checkMarks, { "docs/guides/start.md": "see ../shared/notes" }],
  ["registry host", checkMarks, { "docs/guides/start.md": "from https://registry.example.org/x" }],
  ["lock file", checkMarks, { "package-lock.json": '"resolved": "https://example.org/x.tgz"' }],
  ["name it", checkMigrations, { [`${cases}/migrations/cases-create.ts`]: "" }],
  ["no moment", checkMigrations, { [`${cases}/migrations/202613401030-case-create.ts`]: "" }],
  ["comes the module", checkMigrations, { [`${cases}/migrations/202611201030-things-create.ts`]: "" }],
  [
    "only go forward",
    checkMigrations,
    { [`${cases}/migrations/202611201030-case-create.ts`]: "export const down = async () => {};" },
  ],
  ["no module.ts", checkModules, { [`${cases}/index.ts`]: "" }],
  [
    "does not list",
    checkModules,
    { [`${cases}/module.ts`]: "uses: []", [`${cases}/service.ts`]: 'import { a } from "../../atlas/thing/index.ts";' },
  ],
  ["nothing here imports", checkModules, { [`${cases}/module.ts`]: 'uses: ["atlas/thing"]' }],
  ["is missing", checkErrors, { [errorsHome]: table("case", "stale") }],
  ["is not in", checkErrors, { [errorsHome]: table("case", "stale"), [errorsPage]: "" }],
  ["only; a code given up", checkErrors, { [errorsHome]: "", [errorsPage]: "| `case.stale` | 409 |" }],
  [
    "may not be used again",
    checkErrors,
    { [errorsHome]: table("case", "stale"), [errorsPage]: "| `case.stale` |\n## Retired\n| `case.stale` |" },
  ],
  ["has no row", checkDependencies, { "package.json": '{ "dependencies": { "zod": "4.0.0" } }', [dependencies]: "" }],
  ["no exact version", checkDependencies, { "package.json": '{ "dependencies": { "zod": "^4.0.0" } }' }],
  [
    "says otherwise",
    checkDependencies,
    {
      "package.json": '{ "dependencies": { "zod": "4.0.0" } }',
      "package-lock.json": '{ "packages": { "": { "dependencies": { "zod": "3.0.0" } } } }',
    },
  ],
  [
    "is left out",
    checkDependencies,
    {
      "package-lock.json":
        '{ "packages": { "node_modules/a": { "optionalDependencies": { "a-win32-x64": "1.0.0" } } } }',
    },
  ],
  ["nothing depends", checkDependencies, { [dependencies]: "| `zod` | 4.0.0 | MIT | shapes | types |" }],
  ["there is no docs/start.md", checkLinks, { "docs/a.md": "see [start](start.md)" }],
  ["there is no apps/server/src/gone.ts", checkLinks, { "README.md": "in `apps/server/src/gone.ts`" }],
  ["say in a sentence", checkComments, { "packages/kernel/src/rule.ts": "export const rule = 1;" }],
  ["language is empty", checkLabels, { "packs/x/pack.ts": 'name: { zh: "", en: "Drain" }' }],
  ["has Chinese", checkLabels, { "packs/x/pack.ts": 'name: { zh: "雨水井", en: "雨水井" }' }],
  ["is not Chinese", checkLabels, { "packs/x/pack.ts": 'name: { zh: "the drain is full", en: "The drain is full" }' }],
  ["Chinese comes first", checkLabels, { "packs/x/pack.ts": 'name: { en: "Drain", zh: "雨水井" }' }],
];

test.each(broken)("“%s” is said of a tree that breaks it", (fault, check, texts) => {
  expect(check(treeOf(texts)).faults.join("\n")).toContain(fault);
});

test("a file that is getting long is a warning, not yet a fault", () => {
  const found = checkSizes(treeOf({ "apps/server/src/app.ts": lines(301), "apps/server/src/app.test.ts": lines(900) }));
  expect(found.faults).toEqual([]);
  expect(found.warnings).toHaveLength(1);
});

test("a sound tree has no faults", () => {
  const tree = treeOf({
    "README.md":
      "see ../shared/data and /usr/bin/chromium, [packs](packs/x/), <https://example.org>, `packs/x/pack.ts`",
    "README.zh-CN.md": "",
    "docs/guides/import.zh-CN.md": "",
    "packs/x/pack.ts": 'name: { zh: "雨水井", en: "Storm manhole" }, unit: { zh: "pH", en: "pH" } // TODO(#12): more',
    [`${cases}/module.ts`]: 'uses: ["atlas/thing"]',
    [`${cases}/service.ts`]: 'import { a } from "../../atlas/thing/index.ts"; import { b } from "./store.ts";',
    [`${cases}/case.test.ts`]: 'import { a } from "../../sensing/stream/index.ts";',
    [`${cases}/migrations/202611201030-cases-create.ts`]: "export const up = 1;",
    "apps/server/src/modules/atlas/thing/module.ts": "uses: []",
    "packages/kernel/src/rule.ts": "/** A rule. */\nexport const Rule = 1;\nexport type Rule = typeof Rule;",
    "packages/kernel/src/index.ts": 'export { rule } from "./rule.ts";',
    [errorsHome]: table("case", "stale"),
    [errorsPage]: "| `case.stale` | 409 |\n## Retired\n",
    "package.json": '{ "dependencies": { "zod": "4.0.0", "@chengyun/kernel": "0.1.0" } }',
    [dependencies]: "| `zod` | 4.0.0 | MIT | shapes | types |",
  });
  const checks = [
    checkComments,
    checkDependencies,
    checkNames,
    checkSizes,
    checkLinks,
    checkMarks,
    checkMigrations,
    checkModules,
    checkErrors,
    checkLabels,
  ];
  expect(checks.flatMap((check) => check(tree).faults)).toEqual([]);
});

test("an import is seen however it is written", () => {
  const written = [
    'import type { A } from "../../atlas/thing/index.ts";',
    'export { a } from "../../sensing/stream/index.ts";',
    'const b = await import("../../identity/post/index.ts");',
  ];
  const [found] = listModules(treeOf({ [`${cases}/module.ts`]: `uses: []\n${written.join("\n")}` }));
  expect([...(found?.imports.keys() ?? [])]).toEqual(["atlas/thing", "sensing/stream", "identity/post"]);
});
