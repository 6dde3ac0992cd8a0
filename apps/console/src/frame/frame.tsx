import { Navigate, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useClock } from "../data/clock.ts";
import { startLive, useLiveState } from "../data/live.ts";
import { useMay } from "../data/session.ts";
import { ReportDialog } from "../parts/report-dialog.tsx";
import { ResetNote } from "../parts/reset-note.tsx";
import { useText } from "../strings/text.ts";
import { Bar } from "./bar.tsx";
import { JournalStop } from "./journal-stop.tsx";
import { OverloadLine } from "./overload-line.tsx";
import { Rail } from "./rail.tsx";
import type { Screen } from "./screen.ts";
import { SearchBox } from "./search-box.tsx";
import { SystemTabs } from "./system-tabs.tsx";
import { TimeStrip } from "./time-strip.tsx";
import { WiderLine } from "./wider-line.tsx";

/** Opens on Ctrl-K and Cmd-K, wherever the focus is. */
const useSearchKey = (open: () => void): void => {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        open();
      }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [open]);
};

/** The frame around every screen, for whoever sits at the console: rail, bar, content, the last 24 hours. */
export const Frame = ({ screens }: { readonly screens: readonly Screen[] }) => {
  const t = useText();
  const may = useMay();
  const live = useLiveState();
  // Paused or racing, what is seen is not of this moment: the edge says so.
  const speed = useClock().data?.speed ?? 1;
  const [searching, setSearching] = useState(false);
  const [reporting, setReporting] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useSearchKey(() => setSearching(true));
  useEffect(startLive, []);
  const permitted = screens.filter((screen) => screen.rail !== undefined && may(screen.permission));
  const [first] = permitted;
  // Whoever has no duty screen begins at the first place that is theirs.
  if (path === "/" && first !== undefined && first.path !== "/") return <Navigate to={first.path} replace />;
  const place = path.startsWith("/system") ? "system" : undefined;
  return (
    <div className={live === "lost" || speed !== 1 ? "frame frame-lost" : "frame"}>
      <a className="skip" href="#content">
        {t.frame.skip}
      </a>
      <Rail screens={permitted} path={path} />
      <Bar onSearch={() => setSearching(true)} onReport={() => setReporting(true)} />
      <div className="frame-lines">
        <JournalStop />
        <OverloadLine />
        <WiderLine />
        <ResetNote />
        {live === "lost" ? (
          <p className="lost-line" role="alert">
            {t.frame.lost}
          </p>
        ) : null}
      </div>
      <main id="content" className="content" tabIndex={-1}>
        {place === "system" ? <SystemTabs screens={permitted} path={path} /> : null}
        <div className="content-body">
          <Outlet />
        </div>
      </main>
      <TimeStrip />
      {searching ? (
        <SearchBox screens={permitted} onClose={() => setSearching(false)} onReport={() => setReporting(true)} />
      ) : null}
      {reporting ? <ReportDialog onClose={() => setReporting(false)} /> : null}
    </div>
  );
};
