import { existsSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";

const root = resolve(import.meta.dirname, "..");

/** Our own packages go into the bundle; npm's stay outside, for they hold native parts and their own files. */
const npmOutside: Plugin = {
  name: "npm-outside",
  setup(bundle) {
    bundle.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === "entry-point" || path.startsWith("@chengyun/") ? undefined : { path, external: true },
    );
  },
};

/** Bundles a program from its entries into a folder, which is emptied before. */
export const bundle = async (out: string, entries: readonly string[]): Promise<void> => {
  const missing = entries.filter((entry) => !existsSync(join(root, entry)));
  if (missing.length > 0) throw new Error(`${missing.join(", ")} is not there`);
  rmSync(out, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => ({ in: join(root, entry), out: basename(entry, ".ts") })),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    splitting: true,
    chunkNames: "part-[hash]",
    sourcemap: true,
    plugins: [npmOutside],
    logLevel: "warning",
  });
};
