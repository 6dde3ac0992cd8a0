import { Link } from "@tanstack/react-router";
import { useText } from "../strings/text.ts";
import type { Screen } from "./screen.ts";

interface SystemTabsProps {
  readonly screens: readonly Screen[];
  readonly path: string;
}

/** The pages of the system, one line above each of them. */
export const SystemTabs = ({ screens, path }: SystemTabsProps) => {
  const t = useText();
  return (
    <nav className="tabs" aria-label={t.screens.system}>
      {screens
        .filter((screen) => screen.rail === "system")
        .map((screen) => (
          <Link
            key={screen.path}
            to={screen.path}
            className={path === screen.path ? "tab tab-here" : "tab"}
            aria-current={path === screen.path ? "page" : undefined}
          >
            {t.screens[screen.label]}
          </Link>
        ))}
    </nav>
  );
};
