import { defineConfig } from "vite";
import { webApp } from "../../scripts/web-app.ts";

export default defineConfig(webApp(import.meta.dirname, { name: "citizen", prefix: "/app" }));
