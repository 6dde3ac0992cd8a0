import { fillText, unitsLike } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Input, Select } from "antd";
import { useImportTargets } from "../../data/file-import.ts";
import { useText } from "../../strings/text.ts";
import { type Attribute, anotherUnit, attributesOf, unitSaid, withColumn, withUnit } from "./attribute-unit.ts";
import type { FigureDraft } from "./draft.ts";
import type { DraftPartProps } from "./draft-form.tsx";
import { columnOptions } from "./source-field.tsx";

const none: FigureDraft = { column: "", factor: "" };

interface UnitProps {
  readonly label: string;
  readonly own: string;
  readonly figure: FigureDraft;
  readonly onFigure: (figure: FigureDraft) => void;
}

/** In which unit the column is: its own, another of the kind, or any by its factor. */
const UnitField = ({ label, own, figure, onFigure }: UnitProps) => {
  const words = useText().imports;
  const said = unitSaid(figure, own);
  return (
    <>
      <Select
        aria-label={`${label} ${words.fields.unit}`}
        placeholder={words.chooseUnit}
        value={said === "" ? null : said}
        status={said === "" ? "warning" : ""}
        onChange={(unit: string) => onFigure(withUnit(figure, unit, own))}
        options={[
          ...unitsLike(own).map(({ unit, factor }) => ({
            value: unit,
            label: factor === 1 ? fillText(words.sameUnit, { unit }) : `${unit} (× ${factor})`,
          })),
          { value: anotherUnit, label: fillText(words.otherUnit, { unit: own }) },
        ]}
      />
      {said === anotherUnit ? (
        <Input
          className="import-mode"
          aria-label={`${label} ${words.factor}`}
          title={words.factorHint}
          placeholder={words.factor}
          inputMode="decimal"
          value={figure.factor}
          onChange={({ target }) => onFigure({ ...figure, unit: anotherUnit, factor: target.value })}
        />
      ) : null}
    </>
  );
};

const AttributeField = ({ look, draft, onDraft, one }: DraftPartProps & { readonly one: Attribute }) => {
  const words = useText().imports;
  const { say } = useUi();
  const { id, name, unit } = one;
  const label = unit === undefined ? say(name) : `${say(name)} (${unit})`;
  const figure = draft.attributes[id] ?? none;
  const set = (changed: FigureDraft): void => onDraft({ ...draft, attributes: { ...draft.attributes, [id]: changed } });
  return (
    <div className="import-field">
      <span>{label}</span>
      <div className="import-pair">
        <Select
          showSearch={{ optionFilterProp: "label" }}
          allowClear
          aria-label={label}
          placeholder={words.chooseColumn}
          value={figure.column === "" ? null : figure.column}
          onChange={(column = "") => set(unit === undefined ? { column, factor: "" } : withColumn(column, unit))}
          options={columnOptions(look)}
        />
        {unit === undefined || figure.column === "" ? null : (
          <UnitField label={label} own={unit} figure={figure} onFigure={set} />
        )}
      </div>
    </div>
  );
};

/** Attributes that the types carry: from which column, and in which unit the file has them. */
export const AttributeFields = (props: DraftPartProps) => {
  const words = useText().imports;
  const { data: targets } = useImportTargets();
  const list = attributesOf(props.shown, props.draft, targets);
  if (list.length === 0) return null;
  return (
    <fieldset className="import-set">
      <legend>{words.attributes}</legend>
      {list.map((one) => (
        <AttributeField key={one.id} {...props} one={one} />
      ))}
    </fieldset>
  );
};
