import type { WarningRow } from "@chengyun/contracts";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Button, Segmented } from "antd";
import { useMay } from "../../data/session.ts";
import { useWarnings } from "../../data/warning.ts";
import { useAsked, useGo } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { useEndless } from "../../parts/endless.ts";
import { fitColumns } from "../../parts/fit-columns.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { WarningMap } from "../../parts/warning-map.tsx";
import { WarningSigns } from "../../parts/warning-signs.tsx";
import { Moment, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import "../../warnings.css";

const Filters = () => {
  const words = useText().warnings;
  const [asked, ask] = useAsked();
  const may = useMay();
  const go = useGo();
  return (
    <>
      <Segmented
        aria-label={words.stage}
        value={asked["all"] === "true" ? "all" : "open"}
        onChange={(value) => ask({ all: value === "all" ? "true" : undefined })}
        options={[
          { value: "open", label: words.inForce },
          { value: "all", label: words.all },
        ]}
      />
      {may("warnings.draft") ? (
        <Button type="primary" onClick={() => go("/warnings/new")}>
          {words.draft}
        </Button>
      ) : null}
    </>
  );
};

const useColumns = (): readonly Column<WarningRow>[] => {
  const words = useText().warnings;
  const { say } = useUi();
  return [
    { id: "colour", title: words.colour, width: "160px", cell: (row) => <WarningSigns warning={row} /> },
    {
      id: "title",
      title: words.headline,
      width: "minmax(180px, 2fr)",
      cell: (row) => <strong>{say(row.headline)}</strong>,
    },
    {
      id: "where",
      title: words.where,
      width: "minmax(110px, 1fr)",
      cell: (row) => row.areaNames.map(say).join(say({ zh: "、", en: ", " })),
    },
    {
      id: "stage",
      title: words.stage,
      width: "130px",
      cell: (row) => <StageName kind="warning" stage={row.stage} />,
    },
    { id: "until", title: words.until, width: "164px", cell: (row) => <Moment at={row.expires} /> },
  ];
};

const onPhone = new Map([
  ["colour", "96px"],
  ["title", "minmax(120px, 1fr)"],
]);

/** For whoever is on duty: which warnings hold, where, until when; drafts and what is over behind one click. */
const Warnings = () => {
  const words = useText().warnings;
  const [asked] = useAsked();
  const go = useGo();
  const room = useRoom();
  const isAll = asked["all"] === "true";
  const query = useWarnings(isAll ? {} : { inForce: "true" });
  const { rows, more } = useEndless(query);
  const columns = fitColumns(useColumns(), room, onPhone);
  return (
    <ListPage title={words.screens.warnings} filters={<Filters />}>
      <div className="warnings-body">
        <QueryView query={query} rows={8}>
          {() => (
            <DataTable
              label={words.screens.warnings}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              onOpen={(row) => go(`/warnings/${row.id}`)}
              onEnd={more}
              empty={<Empty title={isAll ? words.noneAtAll : words.none} hint={words.noneHint} />}
            />
          )}
        </QueryView>
        <section className="warnings-map" aria-label={words.map}>
          <WarningMap warnings={rows} />
        </section>
      </div>
    </ListPage>
  );
};

export default Warnings;
