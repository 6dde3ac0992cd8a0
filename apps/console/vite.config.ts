import { defineConfig, type HtmlTagDescriptor, type Plugin, type Rolldown } from "vite";
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

/** A part of the build with all it imports, and what those import. */
const withImports = (bundle: Rolldown.OutputBundle, name: string, found = new Set<string>()): ReadonlySet<string> => {
  const part = bundle[name];
  if (found.has(name) || part?.type !== "chunk") return found;
  found.add(name);
  for (const next of part.imports) withImports(bundle, next, found);
  return found;
};

const link = (rel: string, name: string): HtmlTagDescriptor => ({
  ...{ tag: "link", injectTo: "head" },
  attrs: { rel, crossorigin: true, href: `/${name}` },
});

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
      const named = new Set(first.flatMap(({ fileName }) => [...withImports(bundle, fileName)]));
      const styles = first.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
      const missing = (name: string): boolean => !html.includes(name);
      return [
        ...[...named].filter(missing).map((name) => link("modulepreload", name)),
        ...styles.filter(missing).map((name) => link("stylesheet", name)),
      ];
    },
  },
});

export default defineConfig(
  webApp(import.meta.dirname, { name: "console", prefix: "", plugins: [noScrollLock(), fetchedFirst()] }),
);
