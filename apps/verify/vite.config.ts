import { defineConfig } from "vite";
import { serviceWorker } from "../../scripts/service-worker.ts";
import { webApp } from "../../scripts/web-app.ts";

export default defineConfig(
  webApp(import.meta.dirname, {
    name: "verify",
    prefix: "/verify",
    plugins: [serviceWorker(import.meta.dirname, { name: "verify", prefix: "/verify" })],
  }),
);
