import type { IncidentRow } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Button, Segmented, Select } from "antd";
import { useEffect, useState } from "react";
import { useIncidentKinds, useIncidents } from "../../data/incident.ts";
import { useMay } from "../../data/session.ts";
import { useAsked, useGo } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { CaseTime } from "../../parts/case-time.tsx";
import { useEndless } from "../../parts/endless.ts";
import { fitColumns } from "../../parts/fit-columns.ts";
import { DrillMark, LevelMark } from "../../parts/level-mark.tsx";
import { ListPage } from "../../parts/list-page.tsx";
import { OpenIncident } from "../../parts/open-incident.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Ago, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

const Filters = () => {
  const t = useText();
  const { say } = useUi();
  const may = useMay();
  const [asked, ask] = useAsked();
  const [isOpening, setOpening] = useState(false);
  const kinds = useIncidentKinds();
  return (
    <>
      <Segmented
        value={asked["open"] === "all" ? "all" : "open"}
        onChange={(value) => ask({ open: value === "all" ? "all" : undefined })}
        options={[
          { value: "open", label: t.command.list.open },
          { value: "all", label: t.command.list.all },
        ]}
      />
      <Segmented
        aria-label={t.command.list.drills}
        value={asked["drill"] ?? "both"}
        onChange={(value) => ask({ drill: value === "both" ? undefined : value })}
        options={[
          { value: "both", label: t.command.list.withDrills },
          { value: "false", label: t.command.list.real },
          { value: "true", label: t.command.list.onlyDrills },
        ]}
      />
      <Select
        allowClear
        aria-label={t.command.list.kind}
        placeholder={t.command.list.kind}
        value={asked["type"] ?? null}
        onChange={(type) => ask({ type: type ?? undefined })}
        options={(kinds.data?.items ?? []).map(({ id, name }) => ({ value: id, label: say(name) }))}
      />
      {may("incidents.open") ? (
        <Button type="primary" onClick={() => setOpening(true)}>
          {t.command.opening.button}
        </Button>
      ) : null}
      {isOpening ? <OpenIncident onClose={() => setOpening(false)} /> : null}
    </>
  );
};

const useColumns = (heardAt: number): readonly Column<IncidentRow>[] => {
  const t = useText();
  const { say } = useUi();
  return [
    {
      id: "level",
      title: t.command.list.level,
      width: "170px",
      cell: (row) => <LevelMark level={row.level} />,
    },
    {
      id: "title",
      title: t.command.list.event,
      width: "minmax(200px, 2fr)",
      cell: (row) => (
        <>
          <DrillMark drill={row.drill} /> <strong>{say(row.title)}</strong>
        </>
      ),
    },
    {
      id: "stage",
      title: t.command.list.stage,
      width: "120px",
      cell: (row) => <StageName kind="incident" stage={row.stage} />,
    },
    {
      id: "tasks",
      title: t.command.list.tasks,
      width: "minmax(120px, 1fr)",
      cell: ({ tasks }) =>
        tasks.all === 0 ? (
          t.command.list.none
        ) : (
          <>
            {fillText(t.command.list.done, { done: String(tasks.done), all: String(tasks.all) })}{" "}
            {tasks.late === 0 ? null : (
              <b className="late-word">{fillText(t.command.list.late, { n: String(tasks.late) })}</b>
            )}
          </>
        ),
    },
    {
      id: "left",
      title: t.command.list.report,
      width: "minmax(170px, 200px)",
      cell: (row) =>
        row.clock === undefined ? t.command.list.none : <CaseTime clock={row.clock} heardAt={heardAt} form="short" />,
    },
    { id: "opened", title: t.command.list.told, width: "120px", cell: (row) => <Ago at={row.openedAt} /> },
  ];
};

const onPhone = new Map([
  ["level", "44px"],
  ["title", "minmax(120px, 1fr)"],
  ["stage", "84px"],
]);

/** For whoever watches over the city: every incident that is not over, drills said to be drills. */
const Incidents = () => {
  const t = useText();
  const go = useGo();
  const room = useRoom();
  const [asked] = useAsked();
  const drill = asked["drill"];
  const query = useIncidents({
    open: asked["open"] === "all" ? undefined : "true",
    drill: drill === "true" || drill === "false" ? drill : undefined,
    type: asked["type"],
  });
  const { rows, more } = useEndless(query);
  const columns = fitColumns(useColumns(query.dataUpdatedAt), room, onPhone);
  useEffect(() => {
    document.title = t.command.list.title;
  }, [t]);
  return (
    <ListPage title={t.command.list.title} filters={<Filters />}>
      <QueryView query={query} rows={12}>
        {() => (
          <DataTable
            label={t.command.list.title}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            onOpen={(row) => go(`/incidents/${row.id}`)}
            onEnd={more}
            empty={<Empty title={t.command.list.empty} hint={t.command.list.emptyHint} />}
          />
        )}
      </QueryView>
    </ListPage>
  );
};

export default Incidents;
