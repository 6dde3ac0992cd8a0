import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env["CHENGYUN_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: {
    alias: [{ find: /^\.\/useScrollLocker$/, replacement: `${import.meta.dirname}/src/no-scroll-lock.ts` }],
  },
  // The server puts a fresh nonce here with every page it serves.
  html: { cspNonce: "__CSP_NONCE__" },
  worker: { format: "es" },
  build: {
    outDir: "../../dist/console",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": server } },
});
