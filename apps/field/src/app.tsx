import { UiProvider } from "@chengyun/ui";
import { createRootRoute, createRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { theme as antTheme, ConfigProvider } from "antd";
import { lazy, useMemo } from "react";
import { useField } from "./data/state.ts";
import { Frame } from "./frame.tsx";
import { MeScreen } from "./screens/me.tsx";
import { MoveScreen } from "./screens/move.tsx";
import { NoticesScreen } from "./screens/notices.tsx";
import { ReportScreen } from "./screens/report.tsx";
import { TaskScreen } from "./screens/task.tsx";
import { TasksScreen } from "./screens/tasks.tsx";
import { WaitingScreen } from "./screens/waiting.tsx";
import { WritingScreen } from "./screens/writing.tsx";
import { useSettings } from "./settings.ts";

const MapScreen = lazy(() => import("./screens/map.tsx"));

/** Every screen and its address below `/field`. */
const screens = [
  ["/", TasksScreen],
  ["/tasks/$id", TaskScreen],
  ["/tasks/$id/$move", MoveScreen],
  ["/tasks/$id/$move/$writing", MoveScreen],
  ["/map", MapScreen],
  ["/report", ReportScreen],
  ["/report/$writing", ReportScreen],
  ["/waiting", WaitingScreen],
  ["/waiting/$id", WritingScreen],
  ["/notices", NoticesScreen],
  ["/me", MeScreen],
] as const;

const root = createRootRoute({ component: Frame, notFoundComponent: TasksScreen });
const routes = screens.map(([path, component]) => createRoute({ getParentRoute: () => root, path, component }));
const router = createRouter({ routeTree: root.addChildren(routes), basepath: "/field" });

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

export const App = () => {
  const { language, theme } = useSettings();
  const { city } = useField();
  const csp = useMemo(() => ({ nonce }), []);
  const parts = useMemo(
    () => ({ algorithm: theme === "dark" ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm }),
    [theme],
  );
  return (
    <ConfigProvider csp={csp} theme={parts}>
      <UiProvider language={language} theme={theme} zone={city?.zone ?? "Asia/Shanghai"}>
        <RouterProvider router={router} />
      </UiProvider>
    </ConfigProvider>
  );
};
