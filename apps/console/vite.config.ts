import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const server = process.env["CHENGYUN_URL"] ?? "http://127.0.0.1:8080";
const outDir = join(import.meta.dirname, "../../dist/console");

/** Leaves `.br` and `.gz` beside every asset, so that the server sends them without compressing each time. */
const compressed = (): Plugin => ({
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

/**
 * The page itself never scrolls, so nothing has to be locked under a dialog; the component library's own lock
 * inserts a style element without a nonce, which the page's policy refuses.
 */
const noScrollLock = (): Plugin => ({
  name: "no-scroll-lock",
  enforce: "pre",
  resolveId: (source) => (source === "./useScrollLocker" ? "\0no-scroll-lock" : undefined),
  load: (id) => (id === "\0no-scroll-lock" ? "export default () => undefined;" : undefined),
});

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed(), noScrollLock()],
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
  server: { proxy: { "/api": server } },
});
