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

/** What nearly everybody sees first: the duty screen, and the code that draws its map. */
const firstSeen = ["/screens/duty/duty.tsx", "/ui/src/map/map-view.ts"];

/** The page names the parts of its first view, so that they come beside the frame's code and not one after the other. */
const fetchedFirst = (): Plugin => ({
  name: "fetched-first",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (html, { bundle = {} }) => {
      const chunks = Object.values(bundle).filter((each) => each.type === "chunk");
      const first = chunks.filter(({ facadeModuleId }) => firstSeen.some((end) => facadeModuleId?.endsWith(end)));
      if (first.length !== firstSeen.length) throw new Error(`the build has no part of its own for ${firstSeen}`);
      const named = new Set(first.flatMap(({ fileName, imports }) => [fileName, ...imports]));
      const missing = [...named].filter((name) => !html.includes(name));
      return missing.map((name) => ({
        ...{ tag: "link", injectTo: "head" },
        attrs: { rel: "modulepreload", crossorigin: true, href: `/${name}` },
      }));
    },
  },
});

export default defineConfig(
  webApp(import.meta.dirname, { name: "console", prefix: "", plugins: [noScrollLock(), fetchedFirst()] }),
);
