import { reportChannelNames, reportChannels } from "@chengyun/contracts";
import { severities, severityNames } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Button, Input, Segmented, Select } from "antd";
import { useAreas } from "../../data/atlas.ts";
import { useCaseTypesEver } from "../../data/case.ts";
import { useFlow } from "../../data/flow.ts";
import { useDepartments } from "../../data/identity.ts";
import { useAsked } from "../../frame/go.ts";
import { DayFilter, OneFilter, SeveralFilter } from "../../parts/asked-filters.tsx";
import { useText } from "../../strings/text.ts";
import { toCategoryOptions } from "./category-options.ts";
import { noFilters, toKept, toListQuery, toShown } from "./list-query.ts";

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
      <SeveralFilter name="stage" label={t.cases.anyStage} options={options.stage} />
      <SeveralFilter name="category" label={t.cases.anyCategory} options={options.category} />
      <SeveralFilter name="department" label={t.cases.anyDepartment} options={options.department} />
      <OneFilter name="area" label={t.cases.anyArea} options={options.area} />
      <SeveralFilter name="severity" label={t.cases.anySeverity} options={options.severity} />
      <SeveralFilter name="channel" label={t.cases.anyChannel} options={options.channel} />
      <OneFilter name="urgent" label={t.desk.urgency} options={options.urgent} />
      <OneFilter name="late" label={t.cases.late} options={options.late} />
      <span className="filter-days">
        <DayFilter name="from" label={`${t.cases.days} ≥`} />–
        <DayFilter name="to" label={`${t.cases.days} ≤`} />
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
