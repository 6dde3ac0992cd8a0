import type { WarningTypeShape } from "@chengyun/contracts";
import { fillText, type Severity, warningStatuses } from "@chengyun/kernel";
import { SeverityMark, useUi } from "@chengyun/ui";
import { Input, InputNumber, Segmented, Select } from "antd";
import { Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import type { Draft } from "./draft.ts";

interface WhatPaneProps {
  readonly types: readonly WarningTypeShape[];
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  /** An update stays what it was: the type can't be changed. */
  readonly fixed: boolean;
}

type Place = WarningTypeShape["places"][number];

const asWords = (value: unknown): { zh: string; en: string } =>
  typeof value === "object" && value !== null && "zh" in value
    ? (value as { zh: string; en: string })
    : { zh: "", en: "" };

const PlaceInput = ({ place, draft, change }: Pick<WhatPaneProps, "draft" | "change"> & { readonly place: Place }) => {
  const { say } = useUi();
  const words = useText().warnings;
  const value = draft.values[place.id];
  const set = (next: string | number | { zh: string; en: string } | null): void =>
    change({ values: { ...draft.values, [place.id]: next ?? "" } });
  const name = say(place.name);
  if (place.kind === "number")
    return (
      <InputNumber
        className="warning-number"
        aria-label={name}
        prefix={name}
        value={typeof value === "number" ? value : null}
        onChange={set}
      />
    );
  if (place.kind === "label") {
    const both = asWords(value);
    return (
      <div className="filters">
        <Input
          aria-label={`${name} ${words.languageNames[0]}`}
          placeholder={`${name} · ${words.languageNames[0]}`}
          value={both.zh}
          onChange={({ target }) => set({ ...both, zh: target.value })}
        />
        <Input
          aria-label={`${name} ${words.languageNames[1]}`}
          placeholder={`${name} · ${words.languageNames[1]}`}
          value={both.en}
          onChange={({ target }) => set({ ...both, en: target.value })}
        />
      </div>
    );
  }
  return (
    <Input
      aria-label={name}
      placeholder={name}
      value={typeof value === "string" ? value : ""}
      onChange={({ target }) => set(target.value)}
    />
  );
};

/** What it warns of: type, level with its threshold, whether it is meant, and the figures of its text. */
export const WhatPane = ({ types, draft, change, fixed }: WhatPaneProps) => {
  const words = useText().warnings;
  const { say } = useUi();
  const type = types.find(({ id }) => id === draft.type);
  const level = type?.levels.find(({ colour }) => colour === draft.colour);
  return (
    <Part title={words.type}>
      <Select
        className="report-place"
        aria-label={words.type}
        placeholder={words.type}
        disabled={fixed}
        value={draft.type ?? null}
        onChange={(id: string | null) =>
          change({ type: id ?? undefined, colour: undefined, values: {}, text: undefined })
        }
        options={types.map(({ id, name }) => ({ value: id, label: say(name) }))}
      />
      {type === undefined ? null : (
        <Segmented<Severity>
          aria-label={words.colour}
          {...(draft.colour === undefined ? { value: "" as Severity } : { value: draft.colour })}
          onChange={(colour) => change({ colour, text: undefined, hours: undefined })}
          options={type.levels.map(({ colour }) => ({ value: colour, label: <SeverityMark severity={colour} /> }))}
        />
      )}
      {type === undefined || level === undefined ? (
        <p className="cy-faint">{words.needType}</p>
      ) : (
        <>
          <p className="second">
            {fillText(words.condition, { words: say(level.condition) })} ·{" "}
            {fillText(words.source, { source: type.source })}
          </p>
          {type.places.map((place) => (
            <PlaceInput key={place.id} place={place} draft={draft} change={change} />
          ))}
          <div className="filters">
            <InputNumber
              className="warning-number"
              aria-label={words.hours}
              prefix={words.hours}
              min={1}
              max={168}
              value={draft.hours ?? level.holdsMs / 3_600_000}
              onChange={(hours) => change({ hours: hours ?? undefined })}
            />
            <Segmented
              aria-label={words.status}
              value={draft.status}
              onChange={(status) => change({ status })}
              options={warningStatuses.map((status) => ({ value: status, label: words.statuses[status] }))}
            />
          </div>
        </>
      )}
    </Part>
  );
};
