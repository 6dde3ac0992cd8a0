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

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed()],
  resolve: {
    alias: [{ find: /^\.\/useScrollLocker$/, replacement: join(import.meta.dirname, "src/no-scroll-lock.ts") }],
  },
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
