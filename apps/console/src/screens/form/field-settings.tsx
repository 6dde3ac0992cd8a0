import type { FormDraft } from "@chengyun/contracts";
import { type FactTable, formulaName } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { useText } from "../../strings/text.ts";
import { changeField, changeSection, type FieldPlace } from "./design.ts";

interface SettingsProps {
  readonly draft: FormDraft;
  readonly table: FactTable;
  readonly onChange: (draft: FormDraft) => void;
}

/** What a condition can simply say: an earlier choice is one of its codes, an earlier yes-or-no is one of both. */
const useConditions = (draft: FormDraft, table: FactTable, before: FieldPlace) => {
  const t = useText();
  const { say } = useUi();
  const words = t.forms.form;
  const earlier = draft.sections.flatMap(({ fields, repeats }, section) =>
    fields.filter(
      (_, field) =>
        (section < before.section && repeats === undefined) || (section === before.section && field < before.field),
    ),
  );
  return earlier.flatMap(({ fact: id }) => {
    const fact = table[id];
    if (fact === undefined) return [];
    const name = say(fact.name);
    const say1 = (value: string): string => `${words.when} ${name} ${words.is} ${value}`;
    if (fact.kind === "flag")
      return [
        { value: `${formulaName(id)} == true`, label: say1(t.forms.matter.yes) },
        { value: `${formulaName(id)} == false`, label: say1(t.forms.matter.no) },
      ];
    if (fact.kind !== "choice") return [];
    return Object.entries(fact.choices ?? {}).map(([code, choice]) => ({
      value: `${formulaName(id)} == '${code}'`,
      label: say1(say(choice)),
    }));
  });
};

interface ConditionProps extends Pick<SettingsProps, "draft" | "table"> {
  readonly before: FieldPlace;
  readonly value: string | undefined;
  readonly onSet: (formula: string | undefined) => void;
}

const Condition = ({ draft, table, before, value, onSet }: ConditionProps) => {
  const t = useText();
  const words = t.forms.form;
  const simple = useConditions(draft, table, before);
  return (
    <>
      <Select
        aria-label={words.shownWhen}
        allowClear
        placeholder={words.shownAlways}
        value={simple.some((each) => each.value === value) ? (value ?? null) : null}
        options={simple}
        onChange={(next: string | null) => onSet(next ?? undefined)}
      />
      <Input
        aria-label={`${words.shownWhen} ${words.formula}`}
        placeholder={words.formula}
        value={value ?? ""}
        onChange={(event) => onSet(event.target.value === "" ? undefined : event.target.value)}
      />
    </>
  );
};

/** Leaves out what is undefined: absent, not empty. */
const without = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined && part !== false)) as Value;

/** What one question asks for: whether it must be answered, when it is shown, a hint; and how often its section is asked. */
export const FieldSettings = ({ draft, table, onChange, place }: SettingsProps & { readonly place: FieldPlace }) => {
  const t = useText();
  const { say } = useUi();
  const words = t.forms.form;
  const section = draft.sections[place.section];
  const field = section?.fields[place.field];
  if (section === undefined || field === undefined) return null;
  const fact = table[field.fact];
  const set = (part: Record<string, unknown>): void =>
    onChange(changeField(draft, place, (one) => without({ ...one, ...part })));
  const setSection = (part: Record<string, unknown>): void =>
    onChange(changeSection(draft, place.section, (one) => without({ ...one, ...part })));
  const help = field.help ?? { zh: "", en: "" };
  const setHelp = (part: { zh?: string; en?: string }): void => {
    const next = { ...help, ...part };
    set({ help: next.zh === "" && next.en === "" ? undefined : next });
  };
  return (
    <div className="design-settings">
      <h2>{fact === undefined ? field.fact : say(fact.name)}</h2>
      <p className="second">{fact === undefined ? field.fact : `${t.forms.fact.kinds[fact.kind]} · ${fact.id}`}</p>
      <Checkbox checked={field.required === true} onChange={(event) => set({ required: event.target.checked })}>
        {words.required}
      </Checkbox>
      <h3>{words.shownWhen}</h3>
      <Condition
        draft={draft}
        table={table}
        before={place}
        value={field.shownWhen}
        onSet={(shownWhen) => set({ shownWhen })}
      />
      <h3>{words.help}</h3>
      <Input
        aria-label={`${words.help} 中文`}
        placeholder="中文"
        value={help.zh}
        onChange={(event) => setHelp({ zh: event.target.value })}
      />
      <Input
        aria-label={`${words.help} English`}
        placeholder="English"
        value={help.en}
        onChange={(event) => setHelp({ en: event.target.value })}
      />
      <h2>{say(section.name)}</h2>
      <Checkbox
        checked={section.repeats !== undefined}
        onChange={(event) =>
          setSection({ repeats: event.target.checked ? { id: `rows-${place.section + 1}`, atMost: 10 } : undefined })
        }
      >
        {words.repeats}
      </Checkbox>
      {section.repeats === undefined ? null : (
        <div className="form-pair">
          <Input
            aria-label={words.repeatsId}
            value={section.repeats.id}
            onChange={(event) => setSection({ repeats: { ...section.repeats, id: event.target.value } })}
          />
          <InputNumber<number>
            aria-label={`${words.repeats} ≤`}
            min={1}
            max={50}
            value={section.repeats.atMost ?? 50}
            onChange={(atMost) => setSection({ repeats: { ...section.repeats, atMost: atMost ?? 50 } })}
          />
        </div>
      )}
      <h3>{words.shownWhen}</h3>
      <Condition
        draft={draft}
        table={table}
        before={{ section: place.section, field: 0 }}
        value={section.shownWhen}
        onSet={(shownWhen) => setSection({ shownWhen })}
      />
    </div>
  );
};

/** What must hold across questions, each as a formula with its words. */
export const CheckSettings = ({ draft, table, onChange, readOnly }: SettingsProps & { readonly readOnly: boolean }) => {
  const t = useText();
  const { say } = useUi();
  const words = t.forms.form;
  const checks = draft.checks ?? [];
  const write = (next: typeof checks): void => {
    const { checks: _, ...rest } = draft;
    onChange(next.length === 0 ? rest : { ...rest, checks: next });
  };
  const asked = draft.sections.flatMap(({ fields }) => fields.map(({ fact }) => fact));
  const options = asked.map((id) => ({ value: id, label: table[id] === undefined ? id : say(table[id].name) }));
  const set = (at: number, part: Partial<(typeof checks)[number]>): void =>
    write(checks.map((check, index) => (index === at ? { ...check, ...part } : check)));
  return (
    <div className="design-checks">
      {checks.map((check, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a check is known by its place alone
        <div key={at} className="design-check">
          <Input
            aria-label={`${words.checkFormula} ${at + 1}`}
            placeholder={words.checkFormula}
            value={check.formula}
            disabled={readOnly}
            onChange={(event) => set(at, { formula: event.target.value })}
          />
          <Input
            aria-label={`${words.checkSays} ${at + 1} 中文`}
            placeholder={`${words.checkSays} 中文`}
            value={check.says.zh}
            disabled={readOnly}
            onChange={(event) => set(at, { says: { ...check.says, zh: event.target.value } })}
          />
          <Input
            aria-label={`${words.checkSays} ${at + 1} English`}
            placeholder={`${words.checkSays} English`}
            value={check.says.en}
            disabled={readOnly}
            onChange={(event) => set(at, { says: { ...check.says, en: event.target.value } })}
          />
          <Select
            aria-label={`${words.checkAt} ${at + 1}`}
            value={check.at}
            disabled={readOnly}
            options={options}
            onChange={(next) => set(at, { at: next })}
          />
          {readOnly ? null : (
            <Button
              type="text"
              aria-label={`${words.remove} ${at + 1}`}
              onClick={() => write(checks.filter((_, index) => index !== at))}
            >
              ×
            </Button>
          )}
        </div>
      ))}
      {readOnly ? null : (
        <Button
          onClick={() =>
            write([
              ...checks,
              {
                formula: `${formulaName(asked[0] ?? "value")} != null`,
                says: { zh: "请核对", en: "Please check" },
                at: asked[0] ?? "",
              },
            ])
          }
        >
          {words.addCheck}
        </Button>
      )}
    </div>
  );
};
