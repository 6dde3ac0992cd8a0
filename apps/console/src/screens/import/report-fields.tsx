import { Input, Select } from "antd";
import { useText } from "../../strings/text.ts";
import type { Draft } from "./draft.ts";
import type { DraftPartProps } from "./draft-form.tsx";
import { hasReportPlaces, toDefaultPoints } from "./draft-report.ts";
import { ZoneFields } from "./zone-fields.tsx";

const formats = ["iso", "day-month-year", "month-day-year", "seconds", "milliseconds"] as const;
/** As many as a case keeps, and as long as their names may be. */
const factsMost = 30;
const longestFact = 50;

/** In whose time reports were written, where their system puts what it can't place, and what else of them is kept. */
export const ReportFields = ({ look, draft, onDraft }: DraftPartProps) => {
  const words = useText().imports;
  const columns = look.columns.filter(({ name }) => name.length <= longestFact);
  return (
    <>
      <div className="import-field">
        <span>{words.timeFormat}</span>
        <div className="import-pair">
          <Select
            aria-label={words.timeFormat}
            value={draft.timeFormat}
            onChange={(timeFormat: Draft["timeFormat"]) => onDraft({ ...draft, timeFormat })}
            options={formats.map((value) => ({ value, label: words.timeFormats[value] }))}
          />
          <ZoneFields draft={draft} onDraft={onDraft} />
        </div>
      </div>
      {hasReportPlaces(look, draft) ? (
        <div className="import-field">
          <span>{words.fields.defaults}</span>
          <div>
            <Input
              aria-label={words.fields.defaults}
              value={draft.defaults}
              maxLength={400}
              placeholder="112.355, 28.855"
              status={toDefaultPoints(draft.defaults) === undefined ? "error" : ""}
              onChange={({ target }) => onDraft({ ...draft, defaults: target.value })}
            />
            <p className="second">{words.defaultsHint}</p>
          </div>
        </div>
      ) : null}
      <div className="import-field">
        <span>{words.fields.facts}</span>
        <Select
          mode="multiple"
          maxCount={factsMost}
          aria-label={words.fields.facts}
          placeholder={words.factsHint}
          value={[...draft.facts]}
          onChange={(facts: string[]) => onDraft({ ...draft, facts })}
          options={columns.map(({ name }) => ({ value: name, label: name }))}
        />
      </div>
    </>
  );
};
