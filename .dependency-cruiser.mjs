// Who may import whom. npm packages are matched by path: matching them by kind misses hoisted ones.
const test = "[.](test|test-d|e2e|fixture)[.]tsx?$";
const npm = "node_modules/";
const nodeCore =
  "^(assert|buffer|child_process|crypto|dgram|dns|events|fs|http|http2|https|module|net|os|path|perf_hooks|process|readline|stream|string_decoder|timers|tls|url|util|v8|vm|worker_threads|zlib)(/|$)";
const modules = "^apps/server/src/modules/";

/** Everything of ours and npm's but the given paths. */
const allBut = (...paths) => ({ pathNot: paths });

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "kernel-stands-alone",
      severity: "error",
      comment: "The kernel imports nothing. Take what you need as an argument, or do the work a layer above.",
      from: { path: "^packages/kernel/", pathNot: test },
      to: allBut("^packages/kernel/"),
    },
    {
      name: "contracts-on-kernel",
      severity: "error",
      comment: "Contracts are shapes over the kernel and zod. Behaviour belongs in the server or the client.",
      from: { path: "^packages/contracts/", pathNot: test },
      to: allBut("^packages/(contracts|kernel)/", "node_modules/zod/"),
    },
    {
      name: "client-on-contracts",
      severity: "error",
      comment: "The client is calls over contracts with the platform's fetch. What shows something belongs in ui.",
      from: { path: "^packages/client/", pathNot: test },
      to: allBut("^packages/(client|contracts|kernel)/"),
    },
    {
      name: "ui-fetches-nothing",
      severity: "error",
      comment: "Parts of ui are given data as properties. Fetch it in the app's data/ and pass it in.",
      from: { path: "^packages/ui/" },
      to: { path: "^(apps|packs|packages/(client|contracts|demo-city))/" },
    },
    {
      name: "formula-on-kernel",
      severity: "error",
      comment: "The formula language is the kernel's words and its parser, so that it runs in a browser too.",
      from: { path: "^packages/formula/", pathNot: test },
      to: allBut("^packages/(formula|kernel)/", "node_modules/@marcbachmann/cel-js/"),
    },
    {
      name: "demo-city-on-kernel",
      severity: "error",
      comment: "The demo city is data made from a seed over the kernel. Who pours it somewhere is an app.",
      from: { path: "^packages/demo-city/", pathNot: test },
      to: allBut("^packages/(demo-city|kernel)/"),
    },
    {
      name: "packages-below-apps",
      severity: "error",
      comment: "Libraries import only downwards. Move the shared part into a package.",
      from: { path: "^packages/" },
      to: { path: "^(apps|packs)/" },
    },
    {
      name: "pack-to-kernel-only",
      severity: "error",
      comment: "A pack is data over the kernel. What two packs share belongs in the kernel.",
      from: { path: "^packs/([^/]+)/" },
      to: { path: "^(apps|packages|packs)/", pathNot: "^(packages/kernel|packs/$1)/" },
    },
    {
      name: "pack-has-no-npm",
      severity: "error",
      comment: "Packs run anywhere: no npm package, no Node module. Write the few lines as a pure function.",
      from: { path: "^packs/", pathNot: test },
      to: { path: [npm, "^node:", nodeCore] },
    },
    {
      name: "packs-met-in-one-place",
      severity: "error",
      comment: "Only app.ts names packs. Modules read the registry they are given.",
      from: { path: "^apps/", pathNot: ["^apps/[^/]+/src/app[.]tsx?$", test] },
      to: { path: "^packs/" },
    },
    {
      name: "app-by-itself",
      severity: "error",
      comment: "An app never imports another; they speak by the public protocols. Share through a package.",
      from: { path: "^apps/([^/]+)/", pathNot: test },
      to: { path: "^apps/", pathNot: "^apps/$1/" },
    },
    {
      name: "module-by-its-face",
      severity: "error",
      comment: "Import another module's index.ts, never its inside.",
      from: { path: `${modules}([^/]+)/([^/]+)/` },
      to: { path: modules, pathNot: `${modules}($1/$2/|[^/]+/[^/]+/index[.]ts$)` },
    },
    {
      name: "modules-from-outside-by-face",
      severity: "error",
      comment: "From outside, a module is its index.ts or its module.ts.",
      from: { path: "^apps/server/src/", pathNot: [modules, test] },
      to: {
        path: `${modules}[^/]+/[^/]+/`,
        pathNot: `${modules}[^/]+/[^/]+/(index|module)[.]ts$`,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "sql-in-stores",
      severity: "error",
      comment: "Only store.ts and migrations speak to the database library. Add a function to the store.",
      from: { path: modules, pathNot: ["/migrations/", "/store[.]ts$", "[.]test[.]ts$"] },
      to: { path: `${npm}(kysely|pg|@clickhouse)/` },
    },
    {
      name: "http-in-platform",
      severity: "error",
      comment: "Routes are data; only the platform and app.ts know the HTTP library.",
      from: { path: modules },
      to: { path: `${npm}(@?fastify)/` },
    },
    {
      name: "platform-below-modules",
      severity: "error",
      comment: "The platform knows no module but the types of its tables. Give it a port that app.ts fills.",
      from: { path: "^apps/server/src/platform/", pathNot: test },
      to: { path: modules, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "screens-apart",
      severity: "error",
      comment:
        "A screen never imports another. What both show is a widget or a part of ui; what both fetch is in data/.",
      from: { path: "^apps/([^/]+)/src/screens/([^/]+)/" },
      to: { path: "^apps/[^/]+/src/screens/", pathNot: "^apps/$1/src/screens/$2/" },
    },
    {
      name: "screens-below-app",
      severity: "error",
      comment: "data/, widgets/, parts/ and strings/ know no screen. Move the shared part down.",
      from: { path: "^apps/[^/]+/src/(data|widgets|parts|strings)/", pathNot: test },
      to: { path: "^apps/[^/]+/src/screens/" },
    },
    {
      name: "calls-in-data",
      severity: "error",
      comment: "No calls from a component: write a function or hook in data/<noun>.ts.",
      from: { path: "^apps/[^/]+/src/(screens|widgets|parts|frame)/", pathNot: test },
      to: { path: "^packages/client/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "map-and-charts-in-ui",
      severity: "error",
      comment: "Describe the layer or series and give it to ui's CityMap or SeriesChart.",
      from: { path: "^apps/" },
      to: { path: `${npm}(maplibre-gl|echarts)/` },
    },
    {
      name: "not-to-tests",
      severity: "error",
      comment: "What runs never imports what tests it. Move the shared part out of the test.",
      from: { path: "^(apps|packages|packs|scripts)/", pathNot: [test, "[.]fixture[.]ts$"] },
      to: { path: [test, "[.]fixture[.]ts$", "^(e2e|tests|bench|truth)/"] },
    },
    {
      name: "no-cycles",
      severity: "error",
      comment: "Move the shared part down a layer, or react to a journal entry.",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-orphans",
      severity: "error",
      comment: "Nothing imports it and nothing starts it: delete it.",
      from: {
        orphan: true,
        pathNot: [test, "[.]d[.]ts$", "[.]config[.]ts$", "/src/main[.]tsx?$", "/src/processes/", "/bin/", "[.]css$"],
      },
      to: {},
    },
    {
      name: "all-resolved",
      severity: "error",
      comment: "The import leads nowhere: mend the path, or add the package to this workspace's package.json.",
      from: {},
      to: { couldNotResolve: true, pathNot: "[?]|^virtual:" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
      mainFields: ["module", "main", "types"],
    },
  },
};
