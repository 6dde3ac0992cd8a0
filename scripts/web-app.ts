import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin, UserConfig } from "vite";

const dist = resolve(import.meta.dirname, "../dist");
/** Where a developer runs the city beside `vite`. */
const server = process.env["CHENGYUN_URL"] ?? "http://127.0.0.1:8080";

/** Leaves `.br` and `.gz` beside every asset, so that the server sends them without compressing each time. */
const compressed = (outDir: string): Plugin => ({
  name: "compressed",
  apply: "build",
  closeBundle: () => {
    const folder = join(outDir, "assets");
    for (const name of readdirSync(folder).filter((each) => /\.(js|css|svg)$/.test(each))) {
      const content = readFileSync(join(folder, name));
      writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
      writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
    }
  },
});

/** How every web app of the city is built: its name is its folder in dist/, its prefix where the server serves it. */
export const webApp = (
  root: string,
  { name, prefix, plugins = [] }: { name: string; prefix: string; plugins?: readonly Plugin[] },
): UserConfig => {
  const outDir = join(dist, name);
  return {
    root,
    base: `${prefix}/`,
    plugins: [react(), compressed(outDir), ...plugins],
    // The server puts a fresh nonce here with every page it serves.
    html: { cspNonce: "__CSP_NONCE__" },
    worker: { format: "es" },
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1_200,
      modulePreload: { polyfill: false },
    },
    server: { proxy: Object.fromEntries(["/api", "/tiles"].map((path) => [path, server])) },
  };
};
