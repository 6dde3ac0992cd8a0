import { checkFact, type Fact, type FactFaultCode, type FactValues, isBlank } from "./fact.ts";
import { type Form, type FormField, type FormSection, mostRows } from "./form.ts";
import { type Evaluate, formulaName } from "./formula.ts";
import type { Label } from "./label.ts";

/** What a form's facts mean, by id. */
export type FactTable = Readonly<Record<string, Fact>>;

/** One fault of an answer: where (`goods.1.value`), what, and the author's words for it when there are some. */
export interface FormFault {
  readonly path: string;
  readonly code: FactFaultCode;
  readonly says?: Label;
}

/** What is judged with: the form, its facts, and how formulas are computed. */
export interface FormGround {
  readonly form: Form;
  readonly facts: FactTable;
  readonly evaluate: Evaluate;
}

/** One question as it stands: shown or not, and where its answer lies. */
export interface Asked {
  readonly field: FormField;
  readonly fact: Fact;
  readonly path: string;
  readonly value: unknown;
  readonly shown: boolean;
}

/** One section as it stands; a section that repeats has a list of questions for each row. */
export interface AskedSection {
  readonly section: FormSection;
  readonly shown: boolean;
  readonly rows: readonly (readonly Asked[])[];
}

/** What formulas see: every fact of the form by its name there, null where nothing is answered. */
const toInputs = (facts: FactTable, answers: FactValues): Record<string, unknown> => {
  const inputs: Record<string, unknown> = {};
  for (const id of Object.keys(facts)) inputs[formulaName(id)] = answers[id] ?? null;
  for (const [id, value] of Object.entries(answers)) inputs[formulaName(id)] = value ?? null;
  return inputs;
};

const isShown = (when: string | undefined, { facts, evaluate }: FormGround, heard: FactValues): boolean =>
  when === undefined || evaluate(when, toInputs(facts, heard)) === true;

const rowsOf = (section: FormSection, answers: FactValues): readonly FactValues[] => {
  if (section.repeats === undefined) return [answers];
  const rows = answers[section.repeats.id];
  return Array.isArray(rows) ? rows.map((row) => (typeof row === "object" && row !== null ? row : {})) : [];
};

/** Walks one row; what is shown counts as heard for the conditions after it. */
const walkRow = (
  ground: FormGround,
  section: FormSection,
  { row, at, shown, heard }: { row: FactValues; at: string; shown: boolean; heard: Record<string, unknown> },
): Asked[] =>
  section.fields.flatMap((field): Asked[] => {
    const fact = ground.facts[field.fact];
    if (fact === undefined) return [];
    const asked = shown && isShown(field.shownWhen, ground, heard);
    const value = row[field.fact];
    if (asked && !isBlank(value)) heard[field.fact] = value;
    return [{ field, fact, path: `${at}${field.fact}`, value, shown: asked }];
  });

/** How a form stands with these answers: which questions are asked, in order. Answers to what is hidden count for nothing. */
export const walkForm = (ground: FormGround, answers: FactValues): AskedSection[] => {
  const heard: Record<string, unknown> = {};
  return ground.form.sections.map((section) => {
    const shown = isShown(section.shownWhen, ground, heard);
    const { repeats } = section;
    const rows = rowsOf(section, answers).map((row, index) => {
      const at = repeats === undefined ? "" : `${repeats.id}.${index}.`;
      return walkRow(ground, section, { row, at, shown, heard: repeats === undefined ? heard : { ...heard } });
    });
    if (repeats !== undefined && shown) heard[repeats.id] = rowsOf(section, answers);
    return { section, shown, rows };
  });
};

const fieldFault = (asked: Asked, evaluate: Evaluate): FormFault[] => {
  const { field, fact, path, value, shown } = asked;
  if (isBlank(value)) return shown && field.required === true ? [{ path, code: "missing" }] : [];
  if (!shown) return [{ path, code: "hidden" }];
  const fault = checkFact(fact, value, evaluate);
  if (fault === undefined) return [];
  const says = fact.check?.says;
  const isOwn = ["range", "pattern", "short", "check"].includes(fault.code);
  return [{ path, code: fault.code, ...(isOwn && says !== undefined ? { says } : {}) }];
};

const rowFaults = ({ section, shown, rows }: AskedSection, answers: FactValues): FormFault[] => {
  const { repeats } = section;
  if (repeats === undefined) return [];
  const given = answers[repeats.id];
  if (!isBlank(given) && !Array.isArray(given)) return [{ path: repeats.id, code: "kind" }];
  if (!shown) return rows.length > 0 ? [{ path: repeats.id, code: "hidden" }] : [];
  if (rows.length < (repeats.atLeast ?? 0)) return [{ path: repeats.id, code: "few" }];
  if (rows.length > (repeats.atMost ?? mostRows)) return [{ path: repeats.id, code: "many" }];
  const known = new Set(section.fields.map(({ fact }) => fact));
  return rowsOf(section, answers).flatMap((row, index) =>
    Object.keys(row)
      .filter((id) => !known.has(id))
      .map((id): FormFault => ({ path: `${repeats.id}.${index}.${id}`, code: "unknown" })),
  );
};

const unknownFaults = (form: Form, answers: FactValues): FormFault[] => {
  const known = new Set(
    form.sections.flatMap(({ repeats, fields }) =>
      repeats === undefined ? fields.map(({ fact }) => fact) : [repeats.id],
    ),
  );
  return Object.keys(answers)
    .filter((id) => !known.has(id))
    .map((path): FormFault => ({ path, code: "unknown" }));
};

/** Checks answers, in the order of the form: what must be told is there, what is given fits, checks across fields hold. */
export const checkForm = (ground: FormGround, answers: FactValues): FormFault[] => {
  const walked = walkForm(ground, answers);
  const faults = [
    ...walked.flatMap((part) => [
      ...rowFaults(part, answers),
      ...part.rows.flat().flatMap((asked) => fieldFault(asked, ground.evaluate)),
    ]),
    ...unknownFaults(ground.form, answers),
  ];
  if (faults.length > 0) return faults;
  const inputs = toInputs(ground.facts, toHeard(ground, answers));
  return (ground.form.checks ?? [])
    .filter(({ formula }) => ground.evaluate(formula, inputs) === false)
    .map(({ at, says }): FormFault => ({ path: at, code: "check", says }));
};

/** The answers that count: of shown questions, blanks left out. What a form sends, and what a draft becomes. */
export const toHeard = (ground: FormGround, answers: FactValues): Record<string, unknown> => {
  const heard: Record<string, unknown> = {};
  for (const { section, shown, rows } of walkForm(ground, answers)) {
    const kept = rows.map((row) =>
      Object.fromEntries(
        row.filter((asked) => asked.shown && !isBlank(asked.value)).map(({ field, value }) => [field.fact, value]),
      ),
    );
    if (section.repeats === undefined) Object.assign(heard, kept[0]);
    else if (shown && kept.length > 0) heard[section.repeats.id] = kept;
  }
  return heard;
};
