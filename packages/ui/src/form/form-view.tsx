import { evaluate } from "@chengyun/formula";
import {
  type Asked,
  type AskedSection,
  checkForm,
  type FactValues,
  type FormFault,
  type FormSection,
  fillText,
  isBlank,
  mostRows,
  walkForm,
} from "@chengyun/kernel";
import { Button } from "antd";
import { type ReactNode, useId, useMemo } from "react";
import { formatMoment } from "../time-format.ts";
import { useUi } from "../ui-context.tsx";
import type { FormCity, FormDescription, FormSource } from "./description.ts";
import { FormFieldOf } from "./field.tsx";
import { formWords, sayFault } from "./form-words.ts";

/** What a form is shown with. */
export interface FormViewProps {
  readonly form: FormDescription;
  readonly answers: FactValues;
  readonly onChange: (answers: FactValues) => void;
  readonly city?: FormCity;
  /** What is known already, by fact: shown under its field, taken over by one touch. */
  readonly sources?: Readonly<Record<string, FormSource>>;
  /** Faults are shown once somebody tried to send. */
  readonly isTried?: boolean;
  /** Faults the server found besides, by the path of the answer. */
  readonly serverFaults?: readonly FormFault[];
  readonly disabled?: boolean;
}

interface Shown extends Omit<FormViewProps, "form" | "answers" | "onChange"> {
  readonly base: string;
  readonly faults: ReadonlyMap<string, FormFault>;
}

interface FieldBoxProps {
  readonly asked: Asked;
  readonly shown: Shown;
  readonly onChange: (value: unknown) => void;
}

const SourceNote = ({ source, same, onTake }: { source: FormSource; same: boolean; onTake: () => void }) => {
  const { say, language, zone } = useUi();
  const at = formatMoment(Date.parse(source.at), { language, zone });
  return (
    <div className="cy-form-source">
      <span>{fillText(say(formWords.known), { from: say(source.from), at })}</span>
      {same ? null : (
        <Button size="small" onClick={onTake}>
          {say(formWords.useKnown)}
        </Button>
      )}
    </div>
  );
};

const FieldBox = ({ asked, shown, onChange }: FieldBoxProps) => {
  const { say } = useUi();
  const { fact, field, path, value } = asked;
  const id = `${shown.base}-${path.replaceAll(".", "-")}`;
  const fault = shown.faults.get(path);
  const source = shown.sources?.[path];
  return (
    <div className={fault === undefined ? "cy-form-field" : "cy-form-field cy-form-wrong"} data-fact={path}>
      <label htmlFor={id} title={fact.codeList}>
        {say(fact.name)}
        {field.required === true ? null : <span className="cy-faint">{say(formWords.optional)}</span>}
      </label>
      <FormFieldOf
        id={id}
        fact={fact}
        value={value}
        onChange={onChange}
        city={shown.city ?? {}}
        {...(shown.disabled === undefined ? {} : { disabled: shown.disabled })}
      />
      {field.help === undefined ? null : <div className="cy-form-help">{say(field.help)}</div>}
      {source === undefined ? null : (
        <SourceNote
          source={source}
          same={JSON.stringify(source.value) === JSON.stringify(value)}
          onTake={() => onChange(source.value)}
        />
      )}
      {fault === undefined ? null : (
        <div className="cy-form-fault" role="alert">
          {say(sayFault(fault, fact))}
        </div>
      )}
    </div>
  );
};

interface RowsProps {
  readonly part: AskedSection;
  readonly repeats: NonNullable<FormSection["repeats"]>;
  readonly shown: Shown;
  readonly answers: FactValues;
  readonly onChange: (answers: FactValues) => void;
}

const rowsIn = (answers: FactValues, id: string): readonly FactValues[] => {
  const rows = answers[id];
  return Array.isArray(rows) ? (rows as FactValues[]) : [];
};

/** A section that repeats: a block a row, and a way to add one. */
const Rows = ({ part, repeats, shown, answers, onChange }: RowsProps) => {
  const { say } = useUi();
  const rows = rowsIn(answers, repeats.id);
  const write = (next: readonly FactValues[]): void => onChange({ ...answers, [repeats.id]: next });
  const fault = shown.faults.get(repeats.id);
  return (
    <>
      {part.rows.length === 0 ? <p className="cy-faint">{say(formWords.noRows)}</p> : null}
      {part.rows.map((row, at) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone
          key={at}
          className="cy-form-row"
        >
          <legend>{fillText(say(formWords.row), { n: String(at + 1) })}</legend>
          {row
            .filter((asked) => asked.shown)
            .map((asked) => (
              <FieldBox
                key={asked.path}
                asked={asked}
                shown={shown}
                onChange={(value) =>
                  write(rows.map((each, index) => (index === at ? { ...each, [asked.field.fact]: value } : each)))
                }
              />
            ))}
          <Button
            size="small"
            disabled={shown.disabled === true}
            aria-label={fillText(say(formWords.removeRow), { n: String(at + 1) })}
            onClick={() => write(rows.filter((_, index) => index !== at))}
          >
            ×
          </Button>
        </fieldset>
      ))}
      <Button
        disabled={shown.disabled === true || rows.length >= (repeats.atMost ?? mostRows)}
        onClick={() => write([...rows, {}])}
      >
        {say(formWords.addRow)}
      </Button>
      {fault === undefined ? null : (
        <div className="cy-form-fault" role="alert">
          {say(sayFault(fault, undefined))}
        </div>
      )}
    </>
  );
};

const groundOf = (form: FormDescription) => ({ form, facts: form.facts, evaluate });

/** What is wrong with the answers to a form, place by place: the same judgement as the server's. */
export const judgeForm = (form: FormDescription, answers: FactValues): FormFault[] =>
  checkForm(groundOf(form), answers);

const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="cy-form-section">
    <h3>{title}</h3>
    {children}
  </section>
);

/** A form as its description says: the same on a phone and at a desk, with a net and without. */
export const FormView = ({ form, answers, onChange, isTried = false, serverFaults = [], ...given }: FormViewProps) => {
  const { say } = useUi();
  const base = useId();
  const parts = useMemo(() => walkForm(groundOf(form), answers), [form, answers]);
  const faults = useMemo(() => {
    const found = isTried ? [...serverFaults, ...judgeForm(form, answers)] : [];
    // An answer to what is no longer asked is left out when it is sent: nobody has to correct it.
    return new Map(found.filter(({ code }) => code !== "hidden").map((fault) => [fault.path, fault]));
  }, [form, answers, isTried, serverFaults]);
  const shown: Shown = { ...given, base, faults };
  return (
    <div className="cy-form">
      {parts
        .filter(
          (part) => part.shown && (part.section.repeats !== undefined || part.rows.flat().some((each) => each.shown)),
        )
        .map((part) => (
          <Section key={`${part.section.name.zh}${part.section.fields[0]?.fact}`} title={say(part.section.name)}>
            {part.section.repeats === undefined ? (
              part.rows
                .flat()
                .filter((asked) => asked.shown)
                .map((asked) => (
                  <FieldBox
                    key={asked.path}
                    asked={asked}
                    shown={shown}
                    onChange={(value) =>
                      onChange({ ...answers, [asked.field.fact]: isBlank(value) ? undefined : value })
                    }
                  />
                ))
            ) : (
              <Rows part={part} repeats={part.section.repeats} shown={shown} answers={answers} onChange={onChange} />
            )}
          </Section>
        ))}
      {faults.size === 0 ? null : (
        <p className="cy-form-fault" role="status">
          {fillText(say(formWords.faults), { n: String(faults.size) })}
        </p>
      )}
    </div>
  );
};
