import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import type { Plugin } from "vite";

const dist = resolve(import.meta.dirname, "../dist");

/** Bundles `src/service-worker.ts` of a web app, told which files the app is made of: their names say their content. */
export const serviceWorker = (root: string, { name, prefix }: { name: string; prefix: string }): Plugin => ({
  name: "service-worker",
  apply: "build",
  closeBundle: async () => {
    const outDir = join(dist, name);
    const assets = readdirSync(join(outDir, "assets")).filter((file) => !/\.(br|gz|map)$/.test(file));
    const files = assets.map((file) => ({ url: `${prefix}/assets/${file}`, revision: null }));
    await build({
      entryPoints: [join(root, "src/service-worker.ts")],
      outfile: join(outDir, "service-worker.js"),
      bundle: true,
      format: "iife",
      minify: true,
      target: "es2022",
      define: { __FILES__: JSON.stringify(files), "process.env.NODE_ENV": '"production"' },
      logLevel: "warning",
    });
  },
});
