import { reportChannelNames, reportChannels } from "@chengyun/contracts";
import { severities, severityNames } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Button, Input, Segmented, Select } from "antd";
import { useAreas } from "../../data/atlas.ts";
import { useCaseTypesEver } from "../../data/case.ts";
import { useFlow } from "../../data/flow.ts";
import { useDepartments } from "../../data/identity.ts";
import { useAsked } from "../../frame/go.ts";
import { useText } from "../../strings/text.ts";
import { type Option, toCategoryOptions } from "./category-options.ts";
import { fromSeveral, noFilters, toKept, toListQuery, toSeveral, toShown } from "./list-query.ts";

interface SeveralProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
}

/** Several values of one kind, kept in the address. */
const Several = ({ name, label, options }: SeveralProps) => {
  const [asked, ask] = useAsked();
  return (
    <Select
      allowClear
      mode="multiple"
      maxTagCount={1}
      maxTagTextLength={6}
      className="filter-several"
      popupMatchSelectWidth={false}
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: "label" }}
      value={toSeveral(asked[name])}
      onChange={(values: string[]) => ask({ [name]: fromSeveral(values) })}
      options={[...options]}
    />
  );
};

/** One value of one kind. */
const One = ({ name, label, options }: SeveralProps) => {
  const [asked, ask] = useAsked();
  return (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: "label" }}
      value={asked[name] ?? null}
      onChange={(value: string | null) => ask({ [name]: value ?? undefined })}
      options={[...options]}
    />
  );
};

const DayField = ({ name, label }: { readonly name: "from" | "to"; readonly label: string }) => {
  const [asked, ask] = useAsked();
  return (
    <Input
      type="date"
      className="filter-day"
      aria-label={label}
      value={asked[name] ?? ""}
      onChange={({ target }) => ask({ [name]: target.value === "" ? undefined : target.value })}
    />
  );
};

/** What each filter offers, in the reader's language. */
const useOptions = () => {
  const t = useText();
  const { say } = useUi();
  const { data: types } = useCaseTypesEver();
  const { data: departments } = useDepartments();
  const { data: areas } = useAreas();
  const flow = useFlow("case");
  return {
    stage: (flow?.stages ?? []).map(({ id, name }) => ({ value: id, label: say(name) })),
    category: toCategoryOptions(types?.items ?? [], { say, words: t.cases }),
    department: (departments?.items ?? []).map(({ id, name }) => ({ value: id, label: say(name) })),
    area: (areas?.items ?? []).map(({ path, name }) => ({ value: path, label: say(name) })),
    severity: [
      ...severities.map((id) => ({ value: id as string, label: say(severityNames[id]) })),
      { value: "none", label: t.cases.noSeverity },
    ],
    channel: reportChannels.map((id) => ({ value: id as string, label: say(reportChannelNames[id]) })),
    urgent: [
      { value: "true", label: t.desk.urgent },
      { value: "false", label: t.desk.ordinary },
    ],
    late: [
      { value: "late", label: t.cases.lateOnly },
      { value: "near", label: t.cases.nearOnly },
    ],
  };
};

/** The list's filters, all kept in the address. */
export const CaseFilters = () => {
  const t = useText();
  const [asked, ask] = useAsked();
  const options = useOptions();
  return (
    <>
      <Segmented
        aria-label={t.cases.state}
        value={toShown(asked)}
        onChange={(state) => ask({ state: state === "open" ? undefined : state, late: undefined })}
        options={[
          { value: "open", label: t.cases.stateOpen },
          { value: "ended", label: t.cases.stateEnded },
          { value: "all", label: t.cases.stateAll },
        ]}
      />
      <Several name="stage" label={t.cases.anyStage} options={options.stage} />
      <Several name="category" label={t.cases.anyCategory} options={options.category} />
      <Several name="department" label={t.cases.anyDepartment} options={options.department} />
      <One name="area" label={t.cases.anyArea} options={options.area} />
      <Several name="severity" label={t.cases.anySeverity} options={options.severity} />
      <Several name="channel" label={t.cases.anyChannel} options={options.channel} />
      <One name="urgent" label={t.desk.urgency} options={options.urgent} />
      <One name="late" label={t.cases.late} options={options.late} />
      <span className="filter-days">
        <DayField name="from" label={`${t.cases.days} ≥`} />–
        <DayField name="to" label={`${t.cases.days} ≤`} />
      </span>
      <Select
        aria-label={t.cases.order}
        value={toListQuery(asked).order}
        onChange={(order) => ask({ order })}
        options={[
          ...(toShown(asked) === "open" ? [{ value: "due", label: t.case.orderDue }] : []),
          { value: "new", label: t.case.orderNew },
          { value: "old", label: t.cases.orderOld },
        ]}
      />
      <Input.Search
        allowClear
        key={asked["q"] ?? ""}
        className="filter-search"
        aria-label={t.case.search}
        placeholder={t.case.search}
        defaultValue={asked["q"] ?? ""}
        onSearch={(q) => ask({ q: q === "" ? undefined : q })}
      />
      {Object.keys(toKept(asked)).length === 0 ? null : (
        <Button type="link" onClick={() => ask(noFilters)}>
          {t.cases.clear}
        </Button>
      )}
    </>
  );
};
