import { defineConfig, type Plugin } from "vite";
import { webApp } from "../../scripts/web-app.ts";

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

export default defineConfig(webApp(import.meta.dirname, { name: "console", prefix: "", plugins: [noScrollLock()] }));
