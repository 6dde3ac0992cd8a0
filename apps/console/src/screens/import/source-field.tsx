import type { FileLook } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { Input, Select } from "antd";
import { useText } from "../../strings/text.ts";
import { chooseColumn, tellWord, type WordChoice, wordsOf } from "./column-words.ts";
import type { SourceDraft } from "./draft.ts";

interface SourceFieldProps {
  readonly label: string;
  readonly needed: boolean;
  readonly look: FileLook;
  /** What it is chosen from, where there is a list of what can be. */
  readonly choices: readonly WordChoice[] | undefined;
  readonly source: SourceDraft | undefined;
  readonly onSource: (source: SourceDraft) => void;
  /** It stands in a column as a rule, even where there is a list of what can be. */
  readonly isColumnFirst?: boolean;
  /** It stands in a column and nowhere else. */
  readonly isColumnOnly?: boolean;
  /** What is not told stays as the file has it: then words that were met, beside those first seen. */
  readonly others?: readonly string[] | undefined;
}

/** What a column holds, beside its name. */
export const columnOptions = (look: FileLook) =>
  look.columns.map(({ name, samples }) => ({
    value: name,
    label: samples.length === 0 ? name : `${name}  (${samples.slice(0, 2).join("、")})`.slice(0, 60),
  }));

const asColumn = "\u0000column";

type PartProps = Omit<SourceFieldProps, "needed"> & {
  readonly mode: SourceDraft["mode"];
  readonly value: string;
};

/** One of the words there are, or the wish to take it from a column instead. */
const Choice = ({
  label,
  choices,
  source,
  value,
  onSource,
}: PartProps & { readonly choices: NonNullable<SourceFieldProps["choices"]> }) => {
  const words = useText().imports;
  return (
    <Select
      showSearch={{ optionFilterProp: "label" }}
      aria-label={label}
      placeholder={words.chooseType}
      value={source === undefined ? null : value}
      onChange={(chosen) =>
        onSource(chosen === asColumn ? { mode: "column", value: "" } : { mode: "is", value: chosen })
      }
      options={[{ value: asColumn, label: words.inColumn }, ...choices.map(({ value, label }) => ({ value, label }))]}
    />
  );
};

/** A column, or a text that is typed. */
const Typed = ({ label, look, choices, mode, value, onSource }: PartProps) => {
  const words = useText().imports;
  if (mode !== "column")
    return (
      <Input
        aria-label={label}
        value={value}
        maxLength={200}
        placeholder={mode === "text" ? words.textMode : ""}
        onChange={({ target }) => onSource({ mode, value: target.value })}
      />
    );
  return (
    <Select
      showSearch={{ optionFilterProp: "label" }}
      allowClear
      aria-label={label}
      placeholder={words.chooseColumn}
      value={value === "" ? null : value}
      onChange={(chosen) =>
        onSource(
          choices === undefined || chosen === undefined
            ? { mode, value: chosen ?? "" }
            : chooseColumn(look, chosen, choices),
        )
      }
      options={columnOptions(look)}
    />
  );
};

/** The words of a column, each with what it stands for here; what nobody says is refused and told. */
const ColumnWords = ({ label, look, choices = [], source, onSource, isColumnFirst, others }: SourceFieldProps) => {
  const words = useText().imports;
  const isMet = others !== undefined && others.length > 0 && source?.mode === "column" && source.value !== "";
  if (source === undefined || (source.words === undefined && !isMet)) return null;
  const own = source.words ?? {};
  const all = [...new Set([...(wordsOf(look, source.value) ?? []), ...Object.keys(own), ...(others ?? [])])];
  const open = all.filter((word) => !Object.hasOwn(own, word)).length;
  return (
    <fieldset className="import-set">
      <legend>{fillText(words.columnWords, { column: source.value })}</legend>
      {all.map((word) => (
        <div key={word} className="import-field">
          <span>{word}</span>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            allowClear
            aria-label={`${label}: ${word}`}
            placeholder={isColumnFirst === true ? words.chooseSystem : words.chooseType}
            value={Object.hasOwn(own, word) ? (own[word] ?? null) : null}
            onChange={(value) => onSource(tellWord(source, word, value ?? undefined))}
            options={choices.map(({ value, label: name }) => ({ value, label: name }))}
          />
        </div>
      ))}
      {open === 0 ? null : (
        <p className="second" role="status">
          {fillText(others === undefined ? words.wordsOpen : words.wordsKept, { n: String(open) })}
        </p>
      )}
    </fieldset>
  );
};

/** What stands in the field when its way of being filled changes: a column that was chosen goes on within a text. */
const turned = (mode: SourceDraft["mode"], next: SourceDraft["mode"], value: string): SourceDraft => ({
  mode: next,
  value: next === "text" && mode === "column" && value !== "" ? `{${value}}` : "",
});

/** Where a field comes from: a column, one word for all rows, a text with columns in it, or a choice of what there is. */
export const SourceField = (props: SourceFieldProps) => {
  const { label, needed, choices, source, onSource, isColumnFirst, isColumnOnly } = props;
  const words = useText().imports;
  const mode = source?.mode ?? (choices === undefined || isColumnFirst === true ? "column" : "is");
  const part = { ...props, mode, value: source?.value ?? "" };
  const isChoice = choices !== undefined && mode === "is";
  return (
    <>
      <div className="import-field">
        <span className={needed ? "import-needed" : undefined}>{label}</span>
        <div className="import-pair">
          {isChoice ? <Choice {...part} choices={choices} /> : <Typed {...part} />}
          {isChoice || isColumnOnly === true ? null : (
            <Select
              className="import-mode"
              aria-label={`${label}: ${words.modes.column}/${words.modes.is}/${words.modes.text}`}
              value={mode}
              onChange={(next) => onSource(turned(mode, next, part.value))}
              options={(["column", "is", "text"] as const).map((id) => ({ value: id, label: words.modes[id] }))}
            />
          )}
        </div>
      </div>
      <ColumnWords {...props} />
    </>
  );
};
