import type { FactShape } from "@chengyun/contracts";
import { type Fact, type TimeKind, timeKindNames, timeKinds } from "@chengyun/kernel";
import { FormFieldOf, useUi } from "@chengyun/ui";
import { Checkbox, Input, InputNumber, Select, Space } from "antd";
import { useAreas } from "../data/atlas.ts";
import { useOpenCases } from "../data/case.ts";
import { useColleagues, useDepartments } from "../data/identity.ts";
import { useMe } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { useFormCity } from "./form-city.ts";
import { PhotoField } from "./photo-field.tsx";

/** A field of a form: given its value, tells its next; ids come from the form. */
interface FieldProps<Value> {
  readonly id?: string;
  readonly value?: Value;
  readonly onChange?: (value: Value) => void;
}

const DepartmentField = ({ id, value, onChange, without = [] }: FieldProps<string> & { without?: string[] }) => {
  const t = useText();
  const { say } = useUi();
  const { data, isPending } = useDepartments();
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
      showSearch={{ optionFilterProp: "label" }}
      loading={isPending}
      placeholder={t.move.department}
      options={(data?.items ?? [])
        .filter((each) => each.id === value || !without.includes(each.id))
        .map((each) => ({ value: each.id, label: say(each.name) }))}
    />
  );
};

/** Somebody of the own department. */
const ColleagueField = ({ id, value, onChange }: FieldProps<string>) => {
  const t = useText();
  const { data: me } = useMe();
  const { data, isPending } = useColleagues(me?.post.departmentId);
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
      showSearch={{ optionFilterProp: "label" }}
      loading={isPending}
      placeholder={t.flow.colleague}
      options={(data?.items ?? []).map((each) => ({ value: each.id, label: each.name }))}
    />
  );
};

const AreaField = ({ value, onChange }: FieldProps<string>) => {
  const t = useText();
  const { say } = useUi();
  const { data } = useAreas();
  return (
    <Select
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
      showSearch={{ optionFilterProp: "label" }}
      placeholder={t.move.area}
      options={(data?.items ?? []).map((each) => ({ value: each.path, label: say(each.name) }))}
    />
  );
};

const CaseField = ({ value, onChange }: FieldProps<string>) => {
  const t = useText();
  const { say } = useUi();
  const { data } = useOpenCases();
  return (
    <Select
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
      showSearch={{ optionFilterProp: "label" }}
      placeholder={t.move.caseNumber}
      options={(data ?? []).map((each) => ({ value: each.id, label: `${each.no} ${say(each.title)}` }))}
    />
  );
};

const TextField = ({ onChange, ...field }: FieldProps<string>) => (
  <Input.TextArea {...field} onChange={(event) => onChange?.(event.target.value)} rows={3} maxLength={2_000} />
);

interface LimitValue {
  readonly amount: number;
  readonly kind: TimeKind;
}

const LimitField = ({ value, onChange }: FieldProps<LimitValue>) => {
  const t = useText();
  const { say } = useUi();
  const now: LimitValue = value ?? { amount: 1, kind: "work-hours" };
  return (
    <Space.Compact block>
      <InputNumber
        aria-label={t.move.amount}
        min={1}
        value={now.amount}
        onChange={(amount) => onChange?.({ ...now, amount: amount ?? 1 })}
      />
      <Select
        aria-label={t.move.kind}
        value={now.kind}
        onChange={(kind) => onChange?.({ ...now, kind })}
        options={timeKinds.map((kind) => ({ value: kind, label: say(timeKindNames[kind]) }))}
      />
    </Space.Compact>
  );
};

const FlagField = ({ value, onChange }: FieldProps<boolean>) => {
  const t = useText();
  return (
    <Checkbox checked={value === true} onChange={(event) => onChange?.(event.target.checked)}>
      {t.move.confirmed}
    </Checkbox>
  );
};

const TimeField = ({ id, value, onChange }: FieldProps<string>) => (
  <Input
    {...(id === undefined ? {} : { id })}
    type="datetime-local"
    value={value ?? ""}
    onChange={(event) => onChange?.(event.target.value)}
  />
);

interface FactFieldProps extends FieldProps<unknown> {
  readonly fact: FactShape;
}

/** The form keeps values of all kinds; each field takes those of its own. */
const as = <Value,>(field: FieldProps<unknown>): FieldProps<Value> => field as FieldProps<Value>;

const ChoiceField = ({ fact, ...field }: FactFieldProps) => {
  const { say } = useUi();
  const options = Object.entries(fact.choices ?? {}).map(([value, name]) => ({ value, label: say(name) }));
  return <Select {...as<string>(field)} options={options} />;
};

/** Kinds that came with forms are asked the way forms ask them. */
const FormKindField = ({ fact, id, value, onChange }: FactFieldProps) => (
  <FormFieldOf
    id={id ?? fact.id}
    fact={fact as Fact}
    value={value}
    onChange={(next) => onChange?.(next)}
    city={useFormCity()}
  />
);

/** The field a fact of this kind is asked with; made for a form item, which gives value and change. */
export const FactField = ({ fact, ...field }: FactFieldProps) => {
  switch (fact.kind) {
    case "number":
      return <InputNumber<number> {...as<number | null>(field)} suffix={fact.unit ?? ""} />;
    case "flag":
      return <FlagField {...as<boolean>(field)} />;
    case "time":
      return <TimeField {...as<string>(field)} />;
    case "choice":
      return <ChoiceField fact={fact} {...field} />;
    case "department":
      return <DepartmentField {...as<string>(field)} without={fact.without ?? []} />;
    case "colleague":
      return <ColleagueField {...as<string>(field)} />;
    case "area":
      return <AreaField {...as<string>(field)} />;
    case "case":
      return <CaseField {...as<string>(field)} />;
    case "photos":
      return <PhotoField {...as<string[]>(field)} />;
    case "limit":
      return <LimitField {...as<LimitValue>(field)} />;
    case "date":
    case "choices":
    case "place":
    case "person":
    case "thing":
      return <FormKindField fact={fact} {...field} />;
    default:
      return <TextField {...as<string>(field)} />;
  }
};
