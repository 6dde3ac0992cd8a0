import { type Form, type FormSection, mostRows } from "./form.ts";
import type { FactTable } from "./form-answer.ts";
import { formulaName } from "./formula.ts";
import type { Label } from "./label.ts";

/** One fault of a form's design: its place (`sections.0.fields.2`) and a sentence its author can act on. */
export interface FormShapeFault {
  readonly path: string;
  readonly code: "unknown-fact" | "repeated" | "formula" | "empty" | "name" | "rows" | "id";
  readonly says: Label;
}

/** Why a formula over these names can't be taken; undefined when it is sound. */
export type RefuseFormula = (text: string, names: readonly string[]) => string | undefined;

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** What one form may hold: more is a mistake, or an attack. */
const most = { sections: 30, fields: 300 };

const isNamed = (name: Label): boolean => name.zh.trim() !== "" && name.en.trim() !== "";

interface Walk {
  readonly facts: FactTable;
  readonly refuse: RefuseFormula;
  /** Names answered before, as formulas write them. */
  readonly earlier: string[];
  /** Ids taken so far. */
  readonly taken: Set<string>;
}

const formulaFault = (walk: Walk, path: string, text: string | undefined): FormShapeFault[] => {
  const why = text === undefined ? undefined : walk.refuse(text, walk.earlier);
  if (why === undefined) return [];
  return [
    {
      path,
      code: "formula",
      says: {
        zh: `条件“${text}”无法使用：只能引用前面的字段（${why}）。`,
        en: `The condition "${text}" can't be used; it may name earlier fields only (${why}).`,
      },
    },
  ];
};

const fieldFaults = (walk: Walk, section: FormSection, at: string): FormShapeFault[] => {
  const faults: FormShapeFault[] = [];
  const inRow: string[] = [];
  for (const [index, field] of section.fields.entries()) {
    const path = `${at}.fields.${index}`;
    if (!Object.hasOwn(walk.facts, field.fact))
      faults.push({
        path,
        code: "unknown-fact",
        says: {
          zh: `没有名为“${field.fact}”的数据项，请先在数据项字典中定义它。`,
          en: `Nobody defined the fact "${field.fact}"; define it in the dictionary of facts first.`,
        },
      });
    if (walk.taken.has(field.fact))
      faults.push({
        path,
        code: "repeated",
        says: { zh: `“${field.fact}”在本表单中已经问过。`, en: `"${field.fact}" is asked already in this form.` },
      });
    walk.taken.add(field.fact);
    faults.push(
      ...formulaFault({ ...walk, earlier: [...walk.earlier, ...inRow] }, `${path}.shownWhen`, field.shownWhen),
    );
    if (section.repeats === undefined) walk.earlier.push(formulaName(field.fact));
    else inRow.push(formulaName(field.fact));
  }
  return faults;
};

const repeatFaults = (walk: Walk, { repeats }: FormSection, at: string): FormShapeFault[] => {
  if (repeats === undefined) return [];
  const faults: FormShapeFault[] = [];
  const { id, atLeast = 0, atMost = mostRows } = repeats;
  if (!kebab.test(id) || walk.taken.has(id) || Object.hasOwn(walk.facts, id))
    faults.push({
      path: `${at}.repeats.id`,
      code: "id",
      says: {
        zh: `重复段的代号“${id}”须为小写字母与连字符，且不与数据项同名。`,
        en: `"${id}" can't name the rows: write it in kebab-case, unlike any fact.`,
      },
    });
  walk.taken.add(id);
  if (
    !(Number.isInteger(atLeast) && Number.isInteger(atMost) && atLeast >= 0 && atLeast <= atMost && atMost <= mostRows)
  )
    faults.push({
      path: `${at}.repeats`,
      code: "rows",
      says: {
        zh: `行数须从少到多，且不超过 ${mostRows} 行。`,
        en: `Rows go from fewer to more, ${mostRows} at most.`,
      },
    });
  walk.earlier.push(formulaName(id));
  return faults;
};

const sectionFaults = (walk: Walk, section: FormSection, at: string): FormShapeFault[] => {
  const faults = formulaFault(walk, `${at}.shownWhen`, section.shownWhen);
  if (section.fields.length === 0)
    faults.push({
      path: at,
      code: "empty",
      says: { zh: "这一段没有任何字段。", en: "This section asks nothing." },
    });
  if (!isNamed(section.name))
    faults.push({
      path: `${at}.name`,
      code: "name",
      says: { zh: "这一段缺少中文或英文名称。", en: "This section lacks its name in a language." },
    });
  faults.push(...fieldFaults(walk, section, at), ...repeatFaults(walk, section, at));
  return faults;
};

const wholeFaults = (form: Form): FormShapeFault[] => {
  const faults: FormShapeFault[] = [];
  if (!kebab.test(form.id))
    faults.push({
      path: "id",
      code: "id",
      says: { zh: "表单代号须为小写字母与连字符。", en: "Write the form's id in kebab-case." },
    });
  if (!isNamed(form.name))
    faults.push({
      path: "name",
      code: "name",
      says: { zh: "表单缺少中文或英文名称。", en: "The form lacks its name in a language." },
    });
  const fields = form.sections.reduce((sum, section) => sum + section.fields.length, 0);
  if (form.sections.length === 0 || form.sections.length > most.sections || fields > most.fields)
    faults.push({
      path: "sections",
      code: "empty",
      says: {
        zh: `表单须有 1 至 ${most.sections} 段，至多 ${most.fields} 个字段。`,
        en: `A form has 1 to ${most.sections} sections and ${most.fields} fields at most.`,
      },
    });
  return faults;
};

/** Lists faults of a form's design, each with its place: fields nobody defined, conditions on what comes later, names missing. */
export const checkFormShape = (
  form: Form,
  facts: FactTable,
  refuse: RefuseFormula = () => undefined,
): FormShapeFault[] => {
  const walk: Walk = { facts, refuse, earlier: [], taken: new Set() };
  const faults = [
    ...wholeFaults(form),
    ...form.sections.flatMap((section, index) => sectionFaults(walk, section, `sections.${index}`)),
  ];
  for (const [index, check] of (form.checks ?? []).entries()) {
    const path = `checks.${index}`;
    faults.push(...formulaFault(walk, `${path}.formula`, check.formula));
    if (!walk.taken.has(check.at))
      faults.push({
        path: `${path}.at`,
        code: "unknown-fact",
        says: {
          zh: `校验指向的字段“${check.at}”不在本表单中。`,
          en: `The check points at "${check.at}", which this form does not ask.`,
        },
      });
  }
  return faults;
};
