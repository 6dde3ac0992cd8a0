import type { FactShape } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { useField } from "../data/state.ts";
import { useText } from "../strings/text.ts";

interface FactFieldProps {
  readonly fact: FactShape;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

const asText = (value: unknown): string => (value === undefined || value === null ? "" : String(value));

const Choices = ({ fact, value, onChange }: FactFieldProps) => {
  const { say } = useUi();
  return (
    <div className="choices" role="radiogroup" aria-label={say(fact.name)}>
      {Object.entries(fact.choices ?? {}).map(([id, name]) => (
        <label key={id} className={value === id ? "choice choice-on" : "choice"}>
          <input type="radio" name={fact.id} checked={value === id} onChange={() => onChange(id)} />
          {say(name)}
        </label>
      ))}
    </div>
  );
};

const Words = ({ fact, value, onChange }: FactFieldProps) => (
  <textarea id={`fact-${fact.id}`} rows={3} value={asText(value)} onChange={(event) => onChange(event.target.value)} />
);

const Departments = ({ fact, value, onChange }: FactFieldProps) => {
  const t = useText();
  const { say } = useUi();
  const { departments } = useField();
  return (
    <select id={`fact-${fact.id}`} value={asText(value)} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t.move.choose}</option>
      {departments
        .filter(({ id }) => fact.without?.includes(id) !== true)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {say(name)}
          </option>
        ))}
    </select>
  );
};

const Plain = ({ fact, value, onChange }: FactFieldProps) => {
  const types: Partial<Record<FactShape["kind"], string>> = { number: "number", time: "datetime-local", date: "date" };
  const toValue = (text: string): unknown => (fact.kind === "number" && text !== "" ? Number(text) : text);
  return (
    <input
      id={`fact-${fact.id}`}
      type={types[fact.kind] ?? "text"}
      inputMode={fact.kind === "number" ? "decimal" : undefined}
      value={asText(value)}
      onChange={(event) => onChange(toValue(event.target.value))}
    />
  );
};

const Flag = ({ fact, value, onChange }: FactFieldProps) => {
  const t = useText();
  return (
    <label className={value === true ? "choice choice-on" : "choice"}>
      <input
        id={`fact-${fact.id}`}
        type="checkbox"
        checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
      />
      {t.move.confirmed}
    </label>
  );
};

const fieldOf = (kind: FactShape["kind"]) => {
  switch (kind) {
    case "choice":
      return Choices;
    case "department":
      return Departments;
    case "flag":
      return Flag;
    case "text":
      return Words;
    default:
      return Plain;
  }
};

/** The field a fact is asked with, made for a thumb. */
export const FactField = (props: FactFieldProps) => {
  const t = useText();
  const { say } = useUi();
  const { fact } = props;
  const Body = fieldOf(fact.kind);
  return (
    <div className="field">
      <label htmlFor={`fact-${fact.id}`}>
        {say(fact.name)}
        {fact.required ? null : <span className="faint"> {t.move.optional}</span>}
      </label>
      <Body {...props} />
    </div>
  );
};
