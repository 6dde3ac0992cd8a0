import { Loading, NoPermission } from "@chengyun/ui";
import { CatchBoundary } from "@tanstack/react-router";
import { type ReactNode, Suspense, useEffect } from "react";
import { useCity, useMay } from "../data/session.ts";
import { usePermissionName } from "../parts/permission-name.ts";
import { useSettings } from "../settings.ts";
import { useText } from "../strings/text.ts";
import { ScreenFault } from "./lost.tsx";
import type { Screen } from "./screen.ts";

interface ScreenDoorProps {
  readonly screen: Screen;
  readonly children: ReactNode;
}

/** Lets in who may, names the page, and keeps a fault of one screen inside it. */
export const ScreenDoor = ({ screen, children }: ScreenDoorProps) => {
  const t = useText();
  const may = useMay();
  const { language } = useSettings();
  const { data: city } = useCity();
  const title = t.screens[screen.label];
  useEffect(() => {
    document.title = [title, city?.name[language] ?? t.product].join(" · ");
  }, [title, city, language, t.product]);
  const permissionName = usePermissionName();
  const { permission } = screen;
  if (permission !== undefined && !may(permission)) {
    return (
      <div className="page">
        <NoPermission permission={permissionName(permission)} />
      </div>
    );
  }
  return (
    <CatchBoundary getResetKey={() => screen.path} errorComponent={ScreenFault}>
      <Suspense fallback={<Loading rows={8} />}>{children}</Suspense>
    </CatchBoundary>
  );
};
