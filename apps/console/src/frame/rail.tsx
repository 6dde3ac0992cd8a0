import {
  AlertOutlined,
  AppstoreOutlined,
  BookOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  EnvironmentOutlined,
  FolderOpenOutlined,
  FormOutlined,
  HeatMapOutlined,
  IdcardOutlined,
  ImportOutlined,
  NotificationOutlined,
  SettingOutlined,
  ThunderboltOutlined,
} from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useText } from "../strings/text.ts";
import { PackRail } from "./pack-rail.tsx";
import type { RailPlace, Screen } from "./screen.ts";

const icons: Readonly<Record<RailPlace, ComponentType>> = {
  duty: DashboardOutlined,
  desk: CustomerServiceOutlined,
  map: EnvironmentOutlined,
  cases: FolderOpenOutlined,
  alarms: AlertOutlined,
  warnings: NotificationOutlined,
  incidents: ThunderboltOutlined,
  risk: HeatMapOutlined,
  things: AppstoreOutlined,
  persons: IdcardOutlined,
  dictionaries: BookOutlined,
  forms: FormOutlined,
  import: ImportOutlined,
  system: SettingOutlined,
};

/** Places of those who keep the platform, below everybody's. */
const keepers: ReadonlySet<RailPlace> = new Set(["dictionaries", "forms", "import", "system"]);

/** Whether a rail item is where the reader is. */
const isHere = (place: RailPlace, target: string, path: string): boolean => {
  if (place === "system") return path.startsWith("/system");
  if (place === "forms") return path.startsWith("/forms") || path.startsWith("/facts");
  return target === "/" ? path === "/" : path.startsWith(target);
};

interface RailProps {
  readonly screens: readonly Screen[];
  readonly path: string;
}

/** The ways to all places, only those the person may use. */
export const Rail = ({ screens, path }: RailProps) => {
  const t = useText();
  const places = new Map<RailPlace, Screen>();
  for (const screen of screens)
    if (screen.rail !== undefined && !places.has(screen.rail)) places.set(screen.rail, screen);
  const toItem = ([place, screen]: [RailPlace, Screen]) => {
    const Icon = icons[place];
    const here = isHere(place, screen.path, path);
    return (
      <Link
        key={place}
        to={screen.path}
        className={here ? "rail-item rail-here" : "rail-item"}
        aria-current={here ? "page" : undefined}
      >
        <Icon aria-hidden="true" />
        <span>{t.screens[place]}</span>
      </Link>
    );
  };
  return (
    <nav className="rail" aria-label={t.frame.rail}>
      {[...places].filter(([place]) => !keepers.has(place)).map(toItem)}
      <PackRail path={path} />
      {[...places].filter(([place]) => keepers.has(place)).map(toItem)}
    </nav>
  );
};
