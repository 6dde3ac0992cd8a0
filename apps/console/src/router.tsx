import { createRootRoute, createRoute, createRouter, Outlet } from "@tanstack/react-router";
import { lazy } from "react";
import { Frame } from "./frame/frame.tsx";
import { readSearch, writeSearch } from "./frame/go.ts";
import { Guard } from "./frame/guard.tsx";
import { NotFound, ScreenFault } from "./frame/lost.tsx";
import type { Screen } from "./frame/screen.ts";
import { ScreenDoor } from "./frame/screen-door.tsx";

/** Its code comes while it is still asked who is there: a first view waits for one thing less. */
const fetchFirst = (screens: readonly Screen[]): void => {
  const first = screens.find(({ path }) => path === location.pathname);
  first?.load().catch(() => undefined);
};

const Gallery = lazy(() => import("./screens/gallery/gallery.tsx"));

/** The routes of a table of screens, all inside the frame; the gallery stands alone. */
export const makeRouter = (screens: readonly Screen[]) => {
  fetchFirst(screens);
  const root = createRootRoute({ component: Outlet });
  const inside = createRoute({
    getParentRoute: () => root,
    id: "inside",
    component: () => (
      <Guard>
        <Frame screens={screens} />
      </Guard>
    ),
  });
  const routes = screens.map((screen) => {
    const Body = lazy(screen.load);
    return createRoute({
      getParentRoute: () => inside,
      path: screen.path,
      component: () => (
        <ScreenDoor screen={screen}>
          <Body />
        </ScreenDoor>
      ),
    });
  });
  const lost = createRoute({ getParentRoute: () => inside, path: "$", component: NotFound });
  const gallery = createRoute({ getParentRoute: () => root, path: "/gallery", component: Gallery });
  return createRouter({
    routeTree: root.addChildren([inside.addChildren([...routes, lost]), gallery]),
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    defaultErrorComponent: ScreenFault,
    defaultNotFoundComponent: NotFound,
  });
};
