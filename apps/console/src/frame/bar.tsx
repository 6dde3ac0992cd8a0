import { MoonOutlined, PlusOutlined, SearchOutlined, SunOutlined } from "@ant-design/icons";
import { useUi } from "@chengyun/ui";
import { Button } from "antd";
import { useCity, useMay } from "../data/session.ts";
import { changeSettings, useSettings } from "../settings.ts";
import { useText } from "../strings/text.ts";
import { AccountMenu } from "./account-menu.tsx";
import { LiveClock } from "./live-clock.tsx";
import { NoticeBell } from "./notice-bell.tsx";
import { PostSwitcher } from "./post-switcher.tsx";

interface BarProps {
  readonly onSearch: () => void;
  readonly onReport: () => void;
}

/** City, search, the one clock, who acts, what is new, language, theme, account. */
export const Bar = ({ onSearch, onReport }: BarProps) => {
  const t = useText();
  const may = useMay();
  const { say } = useUi();
  const { language, theme } = useSettings();
  const { data: city } = useCity();
  return (
    <header className="bar">
      <strong className="bar-city">{city === undefined ? t.product : say(city.name)}</strong>
      <Button className="bar-search" icon={<SearchOutlined />} onClick={onSearch} aria-label={t.frame.search}>
        <span className="bar-search-words">{t.frame.search}</span>
        <kbd>Ctrl K</kbd>
      </Button>
      {may("reports.create") ? (
        <Button className="bar-report" icon={<PlusOutlined />} onClick={onReport} aria-label={t.report.title}>
          <span className="bar-wide">{t.report.title}</span>
        </Button>
      ) : null}
      <span className="bar-gap" />
      <LiveClock />
      <PostSwitcher />
      {may("notices.read") ? <NoticeBell /> : null}
      <Button
        type="text"
        lang={language === "zh" ? "en" : "zh-CN"}
        aria-label={t.frame.languageLabel}
        onClick={() => changeSettings({ language: language === "zh" ? "en" : "zh" })}
      >
        {language === "zh" ? "EN" : "中"}
      </Button>
      <Button
        className="bar-theme"
        type="text"
        icon={theme === "dark" ? <SunOutlined /> : <MoonOutlined />}
        aria-label={theme === "dark" ? t.frame.themeLight : t.frame.themeDark}
        title={theme === "dark" ? t.frame.themeLight : t.frame.themeDark}
        onClick={() => changeSettings({ theme: theme === "dark" ? "light" : "dark" })}
      />
      <AccountMenu />
    </header>
  );
};
