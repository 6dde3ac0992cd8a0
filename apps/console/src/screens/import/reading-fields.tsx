import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Button, Input, Select } from "antd";
import { useImportTargets } from "../../data/file-import.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";
import { type Draft, noSeries, type SeriesDraft, unitOf } from "./draft.ts";
import type { DraftPartProps } from "./draft-form.tsx";
import { columnOptions } from "./source-field.tsx";
import { ZoneFields } from "./zone-fields.tsx";

const formats = ["iso", "day-month-year", "month-day-year", "seconds", "milliseconds"] as const;

/** Streams by id and unit; several types may have the same. */
const useStreams = () => {
  const { say } = useUi();
  const { data: targets } = useImportTargets();
  const streams = new Map<string, string>();
  for (const type of targets?.things ?? [])
    for (const { id, name, unit = "" } of type.streams) {
      const label = unit === "" ? say(name) : `${say(name)} (${unit})`;
      streams.set(`${id}|${unit}`, `${label} · ${id}`);
    }
  return [...streams].map(([value, label]) => ({ value, label }));
};

const TimeFields = ({ look, draft, onDraft }: DraftPartProps) => {
  const words = useText().imports;
  return (
    <div className="import-field">
      <span className="import-needed">{words.fields.time}</span>
      <div className="import-pair">
        <Select
          showSearch={{ optionFilterProp: "label" }}
          aria-label={words.fields.time}
          placeholder={words.chooseColumn}
          value={draft.time === "" ? null : draft.time}
          onChange={(time) => onDraft({ ...draft, time })}
          options={columnOptions(look)}
        />
        <Select
          aria-label={words.timeFormat}
          value={draft.timeFormat}
          onChange={(timeFormat: Draft["timeFormat"]) => onDraft({ ...draft, timeFormat })}
          options={formats.map((value) => ({ value, label: words.timeFormats[value] }))}
        />
        <ZoneFields draft={draft} onDraft={onDraft} />
      </div>
    </div>
  );
};

interface UnitProps {
  readonly one: SeriesDraft;
  readonly n: number;
  readonly onSeries: (part: Partial<SeriesDraft>) => void;
}

/** In which unit the file has it: asked wherever the stream has one. */
const UnitField = ({ one, n, onSeries }: UnitProps) => {
  const words = useText().imports;
  const unit = unitOf(one);
  if (unit === "") return null;
  return (
    <>
      <Select
        aria-label={`${words.fields.unit} ${n}`}
        placeholder={words.chooseUnit}
        value={one.unit === "" ? null : one.unit}
        onChange={(value: "same" | "other") => onSeries({ unit: value })}
        options={[
          { value: "same", label: fillText(words.sameUnit, { unit }) },
          { value: "other", label: fillText(words.otherUnit, { unit }) },
        ]}
      />
      {one.unit === "other" ? (
        <Input
          className="import-mode"
          inputMode="decimal"
          aria-label={`${words.factor} ${n}`}
          title={words.factorHint}
          placeholder={words.factor}
          value={one.factor}
          onChange={({ target }) => onSeries({ factor: target.value })}
        />
      ) : null}
    </>
  );
};

/** When, and which column is which stream. */
export const ReadingFields = (props: DraftPartProps) => {
  const { look, draft, onDraft } = props;
  const words = useText().imports;
  const { off } = useText();
  const streams = useStreams();
  const set = (at: number, part: Partial<SeriesDraft>): void =>
    onDraft({ ...draft, series: draft.series.map((one, place) => (place === at ? { ...one, ...part } : one)) });
  return (
    <>
      <TimeFields {...props} />
      <fieldset className="import-set">
        <legend>{words.series}</legend>
        {draft.series.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line of the form is its place
          <div key={at} className="import-pair import-series">
            <Select
              showSearch={{ optionFilterProp: "label" }}
              aria-label={`${words.stream} ${at + 1}`}
              placeholder={words.stream}
              value={one.stream === "" ? null : one.stream}
              onChange={(stream) => set(at, { stream, unit: "", factor: "" })}
              options={streams}
            />
            <Select
              showSearch={{ optionFilterProp: "label" }}
              aria-label={`${words.chooseColumn} ${at + 1}`}
              placeholder={words.chooseColumn}
              value={one.column === "" ? null : one.column}
              onChange={(column) => set(at, { column })}
              options={columnOptions(look)}
            />
            <UnitField one={one} n={at + 1} onSeries={(part) => set(at, part)} />
            <OffButton
              type="text"
              icon={<DeleteOutlined />}
              why={draft.series.length === 1 ? off.lastOne : undefined}
              aria-label={fillText(words.removeSeries, { n: String(at + 1) })}
              onClick={() => onDraft({ ...draft, series: draft.series.filter((_, place) => place !== at) })}
            />
          </div>
        ))}
        <Button icon={<PlusOutlined />} onClick={() => onDraft({ ...draft, series: [...draft.series, noSeries] })}>
          {words.addSeries}
        </Button>
      </fieldset>
    </>
  );
};
