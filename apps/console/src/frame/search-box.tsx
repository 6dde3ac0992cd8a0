import { SearchOutlined } from "@ant-design/icons";
import type { Found } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { Empty, Fault, useUi } from "@chengyun/ui";
import { useRouterState } from "@tanstack/react-router";
import { Input, Modal } from "antd";
import { type KeyboardEvent, useDeferredValue, useState } from "react";
import { useOpenAlarms } from "../data/alarm.ts";
import { toSentence } from "../data/api.ts";
import { useSearch } from "../data/map.ts";
import { useMay } from "../data/session.ts";
import { readCamera, writeCamera } from "../parts/map-address.ts";
import { changeSettings, currentSettings } from "../settings.ts";
import { useText } from "../strings/text.ts";
import { type Asked, useAsked, useGo } from "./go.ts";
import type { Screen } from "./screen.ts";

interface Item {
  readonly key: string;
  readonly group: string;
  readonly title: string;
  readonly note?: string;
  readonly go: () => void;
}

const includes = (text: string, q: string): boolean => text.toLowerCase().includes(q.toLowerCase());

/** How near the map goes to what was found. */
const nearness: Readonly<Record<Found["kind"], number>> = {
  thing: 17.5,
  case: 17,
  address: 17.5,
  position: 17,
  road: 15.5,
  place: 14,
  area: 13,
};

/** A box as the zoom in which it is seen whole on a desk's map. */
const zoomOf = ([west, , east]: readonly [number, number, number, number]): number =>
  Math.min(17.5, Math.max(8, Math.log2(360 / Math.max(east - west, 1e-5)) + 1));

/** Where the map is sent for what was found. */
const toAddress = (found: Found): Asked => ({
  at: writeCamera({
    centre: found.position,
    zoom: found.box === undefined ? nearness[found.kind] : zoomOf(found.box),
    bearing: 0,
    pitch: 0,
  }),
  select:
    found.id !== undefined && (found.kind === "thing" || found.kind === "case")
      ? `${found.kind}:${found.id}`
      : undefined,
});

/** What is registered, named or addressed so: on a screen with a map it is flown to, elsewhere its own page opens. */
const useFoundOnMap = (q: string): { readonly items: readonly Item[]; readonly error: unknown } => {
  const t = useText();
  const { say } = useUi();
  const may = useMay();
  const go = useGo();
  const [asked] = useAsked();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const near = readCamera(asked["at"])?.centre;
  const { data, error } = useSearch(q.trim(), near);
  if (q.trim() === "") return { items: [], error: null };
  const open = (found: Found): void => {
    const hasMap = path === "/map" || path === "/";
    const page =
      found.kind === "case" ? `/cases/${found.id}` : found.kind === "thing" ? `/things/${found.id}` : undefined;
    if (page !== undefined && found.id !== undefined && !hasMap) go(page);
    else go(hasMap ? path : "/map", { ...toAddress(found), layers: asked["layers"] });
  };
  const items = (data?.items ?? [])
    .filter(({ kind }) => kind !== "thing" || may("things.read"))
    .map((found, index) => ({
      key: `${found.kind}:${found.id ?? index}`,
      group: t.atlas.found[found.kind],
      title: say(found.title),
      note: say(found.detail),
      go: () => open(found),
    }));
  return { items, error };
};

/** Open alarms that fit the words. */
const useFoundAlarms = (q: string): Item[] => {
  const t = useText();
  const { say } = useUi();
  const may = useMay();
  const go = useGo();
  const alarms = useOpenAlarms(may("alarms.read"));
  const asked = q.trim();
  if (asked === "") return [];
  return (alarms.data ?? [])
    .filter((alarm) => includes(say(alarm.ruleName) + say(alarm.thingName), asked))
    .slice(0, 6)
    .map((alarm) => ({
      key: alarm.id,
      group: t.search.alarms,
      title: `${say(alarm.ruleName)} · ${say(alarm.thingName)}`,
      go: () => go("/", { select: `alarm:${alarm.id}` }),
    }));
};

/** What can be done by name: every screen, reporting, language, theme. */
const useFoundActions = (q: string, screens: readonly Screen[], onReport: () => void): Item[] => {
  const t = useText();
  const go = useGo();
  const may = useMay();
  const group = t.search.actions;
  const actions: Item[] = screens.map((screen) => ({
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

interface FoundListProps {
  readonly items: readonly Item[];
  readonly here: number;
  readonly onTake: (item: Item) => void;
}

const FoundList = ({ items, here, onTake }: FoundListProps) => (
  <>
    {items.map((item, index) => (
      <div key={`${item.group}${item.key}`}>
        {item.group === items[index - 1]?.group ? null : <div className="found-group">{item.group}</div>}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field does the same */}
        <div
          id={`found-${index}`}
          role="option"
          aria-selected={index === here}
          className={index === here ? "found-item found-here" : "found-item"}
          onClick={() => onTake(item)}
        >
          <span>{item.title}</span>
          {item.note === undefined ? null : <span className="cy-faint found-note">{item.note}</span>}
        </div>
      </div>
    ))}
  </>
);

/** Groups stay together, in the order in which their best was found. */
const grouped = (items: readonly Item[]): Item[] => {
  const groups = [...new Set(items.map(({ group }) => group))];
  return groups.flatMap((group) => items.filter((item) => item.group === group));
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
  const onMap = useFoundOnMap(deferred);
  const alarms = useFoundAlarms(deferred);
  const actions = useFoundActions(deferred, screens, onReport);
  const found = grouped([...onMap.items, ...alarms, ...actions]);
  const here = Math.min(chosen, Math.max(0, found.length - 1));
  const take = (item: Item | undefined): void => {
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
        {onMap.error === null ? null : <Fault sentence={toSentence(onMap.error)} still={t.search.still} />}
        {found.length === 0 ? <Empty title={fillText(t.search.none, { q })} hint={t.search.noneHint} /> : null}
        <FoundList items={found} here={here} onTake={take} />
      </div>
    </Modal>
  );
};
