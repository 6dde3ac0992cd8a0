import { useUi } from "@chengyun/ui";
import { Input, Select } from "antd";
import { useImportTargets } from "../../data/file-import.ts";
import { useText } from "../../strings/text.ts";
import type { DraftPartProps } from "./draft-form.tsx";
import { columnOptions } from "./source-field.tsx";

const none = { column: "", factor: "" };

/** Attributes that the types carry: from which column, and how the file's unit becomes ours. */
export const AttributeFields = ({
  look,
  draft,
  onDraft,
  types,
}: DraftPartProps & { readonly types: readonly string[] }) => {
  const words = useText().imports;
  const { say } = useUi();
  const { data: targets } = useImportTargets();
  const chosen = [...(targets?.things ?? []), ...(targets?.links ?? [])].filter(({ id }) => types.includes(id));
  // An attribute that several types share is asked once.
  const list = [...new Map(chosen.flatMap(({ attributes }) => attributes).map((one) => [one.id, one])).values()];
  if (list.length === 0) return null;
  return (
    <fieldset className="import-set">
      <legend>{words.attributes}</legend>
      {list.map(({ id, name, unit }) => {
        const label = unit === undefined ? say(name) : `${say(name)} (${unit})`;
        const figure = draft.attributes[id] ?? none;
        const set = (part: Partial<typeof none>): void =>
          onDraft({ ...draft, attributes: { ...draft.attributes, [id]: { ...figure, ...part } } });
        return (
          <div key={id} className="import-field">
            <span>{label}</span>
            <div className="import-pair">
              <Select
                showSearch={{ optionFilterProp: "label" }}
                allowClear
                aria-label={label}
                placeholder={words.chooseColumn}
                value={figure.column === "" ? null : figure.column}
                onChange={(column) => set({ column: column ?? "" })}
                options={columnOptions(look)}
              />
              {unit === undefined ? null : (
                <Input
                  className="import-mode"
                  aria-label={`${label} ${words.factor}`}
                  title={words.factorHint}
                  placeholder={`${words.factor} 1`}
                  inputMode="decimal"
                  value={figure.factor}
                  onChange={({ target }) => set({ factor: target.value })}
                />
              )}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
};
