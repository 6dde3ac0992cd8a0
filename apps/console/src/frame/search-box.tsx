import { SearchOutlined } from "@ant-design/icons";
import { fillText } from "@chengyun/kernel";
import { Empty, useUi } from "@chengyun/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Input, Modal } from "antd";
import { type KeyboardEvent, useDeferredValue, useState } from "react";
import { useOpenAlarms } from "../data/alarm.ts";
import { api } from "../data/api.ts";
import { useMay } from "../data/session.ts";
import { changeSettings, currentSettings } from "../settings.ts";
import { useText } from "../strings/text.ts";
import { useGo } from "./go.ts";
import type { Screen } from "./screen.ts";

interface Found {
  readonly key: string;
  readonly group: string;
  readonly title: string;
  readonly note?: string;
  readonly go: () => void;
}

const includes = (text: string, q: string): boolean => text.toLowerCase().includes(q.toLowerCase());

/** Things, cases and alarms that fit the words. */
const useFoundSubjects = (q: string): Found[] => {
  const t = useText();
  const { say } = useUi();
  const may = useMay();
  const go = useGo();
  const asked = q.trim();
  const things = useQuery({
    queryKey: ["things", "search", asked],
    queryFn: () => api.things({ q: asked, limit: 6 }),
    enabled: asked !== "" && may("things.read"),
    placeholderData: keepPreviousData,
  });
  const cases = useQuery({
    queryKey: ["cases", "search", asked],
    queryFn: () => api.cases({ q: asked, limit: 6 }),
    enabled: asked !== "" && may("cases.read"),
    placeholderData: keepPreviousData,
  });
  const alarms = useOpenAlarms(may("alarms.read"));
  if (asked === "") return [];
  return [
    ...(cases.data?.items ?? []).map((row) => ({
      key: row.id,
      group: t.search.cases,
      title: say(row.title),
      note: row.no,
      go: () => go(`/cases/${row.id}`),
    })),
    ...(alarms.data ?? [])
      .filter((alarm) => includes(say(alarm.ruleName) + say(alarm.thingName), asked))
      .slice(0, 6)
      .map((alarm) => ({
        key: alarm.id,
        group: t.search.alarms,
        title: `${say(alarm.ruleName)} · ${say(alarm.thingName)}`,
        go: () => go("/", { select: `alarm:${alarm.id}` }),
      })),
    ...(things.data?.items ?? []).map((thing) => ({
      key: thing.id,
      group: t.search.things,
      title: say(thing.name),
      go: () => go(`/things/${thing.id}`),
    })),
  ];
};

/** What can be done by name: every screen, reporting, language, theme. */
const useFoundActions = (q: string, screens: readonly Screen[], onReport: () => void): Found[] => {
  const t = useText();
  const go = useGo();
  const may = useMay();
  const group = t.search.actions;
  const actions: Found[] = screens.map((screen) => ({
    key: screen.path,
    group,
    title: fillText(t.search.go, { name: t.screens[screen.label] }),
    go: () => go(screen.path),
  }));
  if (may("reports.create")) actions.push({ key: "report", group, title: t.search.report, go: onReport });
  actions.push({
    key: "theme",
    group,
    title: t.search.theme,
    go: () => changeSettings({ theme: currentSettings().theme === "dark" ? "light" : "dark" }),
  });
  actions.push({
    key: "language",
    group,
    title: t.search.language,
    go: () => changeSettings({ language: currentSettings().language === "zh" ? "en" : "zh" }),
  });
  return actions.filter((action) => includes(action.title, q.trim()));
};

interface SearchBoxProps {
  readonly screens: readonly Screen[];
  readonly onClose: () => void;
  readonly onReport: () => void;
}

/** One box for finding anything: arrows choose, Enter goes. */
export const SearchBox = ({ screens, onClose, onReport }: SearchBoxProps) => {
  const t = useText();
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState(0);
  const deferred = useDeferredValue(q);
  const found = [...useFoundSubjects(deferred), ...useFoundActions(deferred, screens, onReport)];
  const here = Math.min(chosen, Math.max(0, found.length - 1));
  const take = (item: Found | undefined): void => {
    if (item === undefined) return;
    onClose();
    item.go();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") setChosen(Math.min(here + 1, found.length - 1));
    else if (event.key === "ArrowUp") setChosen(Math.max(here - 1, 0));
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) take(found[here]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      open
      title={null}
      footer={null}
      closable={false}
      onCancel={onClose}
      className="search"
      aria-label={t.search.title}
    >
      <Input
        autoFocus
        size="large"
        prefix={<SearchOutlined />}
        placeholder={t.search.hint}
        role="combobox"
        aria-expanded="true"
        aria-controls="search-found"
        aria-activedescendant={found[here] === undefined ? undefined : `found-${here}`}
        value={q}
        onChange={(event) => {
          setQ(event.target.value);
          setChosen(0);
        }}
        onKeyDown={press}
      />
      <div id="search-found" className="found" role="listbox" aria-label={t.search.title} tabIndex={-1}>
        {found.length === 0 ? <Empty title={fillText(t.search.none, { q })} hint={t.search.noneHint} /> : null}
        {found.map((item, index) => (
          <div key={`${item.group}${item.key}`}>
            {item.group === found[index - 1]?.group ? null : <div className="found-group">{item.group}</div>}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field does the same */}
            <div
              id={`found-${index}`}
              role="option"
              aria-selected={index === here}
              className={index === here ? "found-item found-here" : "found-item"}
              onClick={() => take(item)}
            >
              <span>{item.title}</span>
              {item.note === undefined ? null : <span className="cy-faint figure">{item.note}</span>}
            </div>
          </div>
        ))}
      </div>
    </Modal>
  );
};
