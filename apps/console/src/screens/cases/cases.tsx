import type { CaseRow } from "@chengyun/contracts";
import { type Column, DataTable, Empty, SeverityMark, useUi } from "@chengyun/ui";
import { Input, Segmented, Select } from "antd";
import { useCases, useCaseTypes } from "../../data/case.ts";
import { useFlow } from "../../data/flow.ts";
import { useDepartments } from "../../data/identity.ts";
import { useAsked, useGo } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { usePlaceName } from "../../parts/case-parts.tsx";
import { CaseTime } from "../../parts/case-time.tsx";
import { useEndless } from "../../parts/endless.ts";
import { fitColumns } from "../../parts/fit-columns.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

/** The list's filters, all kept in the address. */
const CaseFilters = () => {
  const t = useText();
  const { say } = useUi();
  const [asked, ask] = useAsked();
  const { data: types } = useCaseTypes();
  const { data: departments } = useDepartments();
  const flow = useFlow("case");
  return (
    <>
      <Segmented
        aria-label={t.what.state}
        value={asked["open"] === "false" ? "all" : "open"}
        onChange={(value) => ask({ open: value === "all" ? "false" : undefined })}
        options={[
          { value: "open", label: t.case.onlyOpen },
          { value: "all", label: t.case.all },
        ]}
      />
      <Select
        allowClear
        aria-label={t.what.stage}
        placeholder={t.what.stage}
        value={asked["stage"] ?? null}
        onChange={(stage) => ask({ stage: stage ?? undefined })}
        options={(flow?.stages ?? []).map((stage) => ({ value: stage.id, label: say(stage.name) }))}
      />
      <Select
        allowClear
        aria-label={t.what.category}
        placeholder={t.what.category}
        value={asked["category"] ?? null}
        onChange={(category) => ask({ category: category ?? undefined })}
        options={(types?.items ?? []).map((type) => ({ value: type.id, label: say(type.name) }))}
      />
      <Select
        allowClear
        aria-label={t.what.department}
        placeholder={t.what.department}
        value={asked["department"] ?? null}
        onChange={(department) => ask({ department: department ?? undefined })}
        options={(departments?.items ?? []).map((each) => ({ value: each.id, label: say(each.name) }))}
      />
      <Select
        aria-label={t.what.left}
        value={asked["order"] === "new" ? "new" : "due"}
        onChange={(order) => ask({ order: order === "new" ? "new" : undefined })}
        options={[
          { value: "due", label: t.case.orderDue },
          { value: "new", label: t.case.orderNew },
        ]}
      />
      <Input.Search
        allowClear
        className="filter-search"
        aria-label={t.case.search}
        placeholder={t.case.search}
        defaultValue={asked["q"] ?? ""}
        onSearch={(q) => ask({ q: q === "" ? undefined : q })}
      />
    </>
  );
};

const useColumns = (heardAt: number): readonly Column<CaseRow>[] => {
  const t = useText();
  const { say } = useUi();
  const place = usePlaceName();
  return [
    { id: "severity", title: t.what.severity, width: "100px", cell: (row) => <SeverityMark severity={row.severity} /> },
    { id: "title", title: t.what.case, width: "minmax(190px, 2fr)", cell: (row) => <strong>{say(row.title)}</strong> },
    {
      id: "left",
      title: t.what.left,
      width: "minmax(170px, 200px)",
      cell: (row) => (row.clock === undefined ? "–" : <CaseTime clock={row.clock} heardAt={heardAt} form="short" />),
    },
    { id: "stage", title: t.what.stage, width: "110px", cell: (row) => <StageName kind="case" stage={row.stage} /> },
    {
      id: "who",
      title: t.what.who,
      width: "minmax(130px, 1fr)",
      cell: (row) =>
        row.departmentName === undefined ? <span className="second">{t.duty.nobody}</span> : say(row.departmentName),
    },
    {
      id: "where",
      title: t.what.where,
      width: "minmax(140px, 1.4fr)",
      cell: (row) => <span title={place(row)}>{place(row)}</span>,
    },
    { id: "opened", title: t.what.opened, width: "164px", cell: (row) => <Moment at={row.openedAt} /> },
    { id: "no", title: t.what.number, width: "200px", cell: (row) => <span className="figure">{row.no}</span> },
  ];
};

/** What fits beside a thumb: how grave, what, how late; the rest is one touch further. */
const onPhone = new Map([
  ["severity", "68px"],
  ["title", "minmax(96px, 1fr)"],
  ["left", "166px"],
]);

const orders = { new: "new", due: "due" } as const;

/** For a clerk with forty tasks: all cases, what is due first first. */
const Cases = () => {
  const t = useText();
  const go = useGo();
  const [asked] = useAsked();
  const query = useCases({
    open: asked["open"] === "false" ? undefined : "true",
    stage: asked["stage"],
    category: asked["category"],
    department: asked["department"],
    q: asked["q"],
    order: asked["order"] === "new" ? orders.new : orders.due,
  });
  const { rows, more } = useEndless(query);
  const room = useRoom();
  const columns = fitColumns(useColumns(query.dataUpdatedAt), room, onPhone);
  return (
    <ListPage title={t.screens.cases} filters={<CaseFilters />}>
      <QueryView query={query} rows={12}>
        {() => (
          <DataTable
            label={t.screens.cases}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            onOpen={(row) => go(`/cases/${row.id}`)}
            onEnd={more}
            empty={<Empty title={t.case.listEmpty} hint={t.case.listEmptyHint} />}
          />
        )}
      </QueryView>
    </ListPage>
  );
};

export default Cases;
