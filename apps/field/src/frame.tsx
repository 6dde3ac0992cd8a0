import { useUi } from "@chengyun/ui";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { Suspense } from "react";
import { useField } from "./data/state.ts";
import { useGo } from "./parts/go.ts";
import { Icon, type IconName } from "./parts/icon.tsx";
import { StatusBar } from "./parts/status-bar.tsx";
import { SignInScreen } from "./screens/sign-in.tsx";
import { useText } from "./strings/text.ts";

const tabs: readonly {
  readonly path: string;
  readonly name: Exclude<IconName, "back" | "camera" | "place" | "close">;
}[] = [
  { path: "/", name: "tasks" },
  { path: "/map", name: "map" },
  { path: "/report", name: "report" },
  { path: "/notices", name: "notices" },
  { path: "/me", name: "me" },
];

const isAt = (here: string, path: string): boolean =>
  path === "/" ? here === "/" || here.startsWith("/tasks") : here.startsWith(path);

const Tabs = () => {
  const t = useText();
  const go = useGo();
  const { notices, me } = useField();
  const here = useRouterState({ select: ({ location }) => location.pathname });
  const unread = notices.filter(({ readAt }) => readAt === undefined).length;
  const shown = tabs.filter(({ name }) => name !== "report" || me?.permissions.includes("reports.create") === true);
  return (
    <nav className="tabs">
      {shown.map(({ path, name }) => (
        <button
          key={name}
          type="button"
          className={isAt(here, path) ? "tab tab-on" : "tab"}
          aria-current={isAt(here, path) ? "page" : undefined}
          onClick={() => go(path)}
        >
          <Icon name={name} />
          {t.tabs[name]}
          {name === "notices" && unread > 0 ? <span className="badge">{unread}</span> : null}
        </button>
      ))}
    </nav>
  );
};

/** For somebody with a phone in one hand: the state of the line on top, the screen, five places at the thumb. */
export const Frame = () => {
  const t = useText();
  const { say } = useUi();
  const { ready, me, city, fault } = useField();
  if (!ready) return <main className="screen" aria-busy="true" />;
  if (me === undefined) return <SignInScreen />;
  return (
    <div className="frame">
      <header className="top">
        <span className="top-name">{city === undefined ? t.product : say(city.name)}</span>
        <StatusBar />
      </header>
      {fault === undefined ? null : (
        <p className="alert" role="alert">
          {fault}
        </p>
      )}
      <main className="screen">
        <Suspense fallback={<div className="screen" aria-busy="true" />}>
          <Outlet />
        </Suspense>
      </main>
      <Tabs />
    </div>
  );
};
