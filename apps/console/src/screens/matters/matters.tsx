import type { MatterKind, MatterRow } from "@chengyun/contracts";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Button, Checkbox, Input, Segmented, Select } from "antd";
import { useEffect, useState } from "react";
import { useFlow } from "../../data/flow.ts";
import { useMatterKinds, useMatters } from "../../data/matter.ts";
import { useMay } from "../../data/session.ts";
import { useAsked, useGo } from "../../frame/go.ts";
import { usePlural } from "../../frame/place.ts";
import { useRoom } from "../../frame/width.ts";
import { CaseTime } from "../../parts/case-time.tsx";
import { useEndless } from "../../parts/endless.ts";
import { FactValue } from "../../parts/fact-value.tsx";
import { fitColumns } from "../../parts/fit-columns.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { OpenMatter } from "../../parts/open-matter.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

const Filters = ({ kind }: { readonly kind: MatterKind }) => {
  const t = useText();
  const { say } = useUi();
  const [asked, ask] = useAsked();
  const may = useMay();
  const flow = useFlow(kind.kind);
  const [opening, setOpening] = useState(false);
  return (
    <>
      <Segmented
        aria-label={t.what.state}
        value={asked["open"] === "all" ? "all" : "open"}
        onChange={(value) => ask({ open: value === "all" ? "all" : undefined })}
        options={[
          { value: "open", label: t.forms.matter.onlyOpen },
          { value: "all", label: t.forms.matter.all },
        ]}
      />
      <Select
        allowClear
        aria-label={t.forms.matter.stage}
        placeholder={t.forms.matter.stage}
        value={asked["stage"] ?? null}
        onChange={(stage) => ask({ stage: stage ?? undefined })}
        options={(flow?.stages ?? []).map((stage) => ({ value: stage.id, label: say(stage.name) }))}
      />
      <Checkbox
        checked={asked["late"] === "true"}
        onChange={(event) => ask({ late: event.target.checked ? "true" : undefined })}
      >
        {t.forms.matter.late}
      </Checkbox>
      <Input.Search
        allowClear
        className="filter-search"
        aria-label={t.forms.matter.search}
        placeholder={t.forms.matter.search}
        defaultValue={asked["q"] ?? ""}
        onSearch={(q) => ask({ q: q === "" ? undefined : q })}
      />
      {kind.opening !== undefined && may(kind.opening.by) ? (
        <Button type="primary" onClick={() => setOpening(true)}>
          {say(kind.opening.name)}
        </Button>
      ) : null}
      {opening && kind.opening !== undefined ? (
        <OpenMatter kind={kind} opening={kind.opening} onClose={() => setOpening(false)} />
      ) : null}
    </>
  );
};

/** Facts short enough to stand in a column. */
const shown: readonly string[] = ["text", "choice", "number", "date", "place", "thing", "department"];
const mostColumns = 4;

const useColumns = (kind: MatterKind, heardAt: number, isPhone: boolean): readonly Column<MatterRow>[] => {
  const t = useText();
  const { say } = useUi();
  const facts = kind.facts.filter((fact) => shown.includes(fact.kind) && fact.personal !== true).slice(0, mostColumns);
  return [
    ...facts.map(
      (fact, at): Column<MatterRow> => ({
        id: at === 0 ? "title" : fact.id,
        title: say(fact.name),
        width: at === 0 ? "minmax(160px, 2fr)" : "minmax(100px, 1fr)",
        cell: (row) => {
          const value = <FactValue fact={fact} value={row.facts[fact.id]} words={row.words} plain />;
          if (at > 0) return value;
          if (!isPhone) return <strong>{value}</strong>;
          return (
            <span className="two-lines">
              <strong>{value}</strong>
              <span className="second">
                <StageName kind={kind.kind} stage={row.stage} />
              </span>
            </span>
          );
        },
      }),
    ),
    {
      id: "stage",
      title: t.forms.matter.stage,
      width: "110px",
      cell: (row) => <StageName kind={kind.kind} stage={row.stage} />,
    },
    {
      id: "left",
      title: t.forms.matter.left,
      width: "minmax(170px, 200px)",
      cell: (row) => (row.clock === undefined ? "–" : <CaseTime clock={row.clock} heardAt={heardAt} form="short" />),
    },
    { id: "opened", title: t.forms.matter.opened, width: "164px", cell: (row) => <Moment at={row.openedAt} /> },
  ];
};

/** What fits beside a thumb: which and where it stands in two lines, how late. */
const onPhone = new Map([
  ["title", "minmax(110px, 1fr)"],
  ["left", "170px"],
]);

const List = ({ kind }: { readonly kind: MatterKind }) => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const [asked] = useAsked();
  const query = useMatters(kind.plural, {
    open: asked["open"] === "all" || asked["stage"] !== undefined ? undefined : "true",
    stage: asked["stage"],
    late: asked["late"] === "true" ? "true" : undefined,
    q: asked["q"],
  });
  const { rows, more } = useEndless(query);
  const room = useRoom();
  const columns = fitColumns(useColumns(kind, query.dataUpdatedAt, room === "phone"), room, onPhone);
  useEffect(() => {
    document.title = say(kind.name);
  }, [kind, say]);
  return (
    <ListPage title={say(kind.name)} filters={<Filters kind={kind} />}>
      <QueryView query={query} rows={12}>
        {() => (
          <DataTable
            label={say(kind.name)}
            tall={room === "phone"}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            onOpen={(row) => go(`/matters/${kind.plural}/${row.id}`)}
            onEnd={more}
            empty={<Empty title={t.forms.matter.empty} hint={t.forms.matter.emptyHint} />}
          />
        )}
      </QueryView>
    </ListPage>
  );
};

/** For whoever runs a process that a pack declares: its matters, from the declaration alone. */
const Matters = () => {
  const t = useText();
  const plural = usePlural();
  const kinds = useMatterKinds();
  return (
    <QueryView query={kinds} rows={12}>
      {({ items }) => {
        const kind = items.find((each) => each.plural === plural);
        return kind === undefined ? (
          <Empty title={t.forms.matter.noKind} hint={t.forms.matter.noKindHint} />
        ) : (
          <List key={plural} kind={kind} />
        );
      }}
    </QueryView>
  );
};

export default Matters;
