import { DataTable, Empty } from "@chengyun/ui";
import { useState } from "react";
import { useCases } from "../../data/case.ts";
import { useAsked, useGo } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { useEndless } from "../../parts/endless.ts";
import { fitColumns } from "../../parts/fit-columns.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { useCaseColumns } from "./case-columns.tsx";
import { CaseFilters } from "./case-filters.tsx";
import { CaseMap } from "./case-map.tsx";
import { CaseTools } from "./case-tools.tsx";
import { toColumns, toListQuery } from "./list-query.ts";

/** What fits beside a thumb: how grave, what, how late; the rest is one touch further. */
const onPhone = new Map([
  ["severity", "84px"],
  ["title", "minmax(96px, 1fr)"],
  ["left", "150px"],
]);

/** Beside the map there is room for what it can't say. */
const besideMap: ReadonlySet<string> = new Set(["pick", "severity", "title", "left", "stage"]);

/** Which rows are selected to be moved together. */
const usePicked = () => {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const pick = (id: string, on: boolean): void => {
    const next = new Set(picked);
    if (on) next.add(id);
    else next.delete(id);
    setPicked(next);
  };
  return { picked, pick, pickAll: (ids: readonly string[]) => setPicked(new Set(ids)) };
};

/** For a clerk with forty tasks, and whoever looks through a million cases: narrow, arrange, keep, take away, move. */
const Cases = () => {
  const t = useText();
  const go = useGo();
  const [asked, ask] = useAsked();
  const query = useCases(toListQuery(asked));
  const { rows, more } = useEndless(query);
  const room = useRoom();
  const { picked, pick, pickAll } = usePicked();
  const isMapOn = asked["map"] === "on" && room !== "phone";
  const selected = asked["select"];
  const picking = room === "phone" ? undefined : { picked, pick };
  const all = fitColumns(useCaseColumns(toColumns(asked), query.dataUpdatedAt, picking), room, onPhone);
  const columns = isMapOn ? all.filter(({ id }) => besideMap.has(id)) : all;
  const open = (id: string): void => (isMapOn && selected !== id ? ask({ select: id }) : go(`/cases/${id}`));
  return (
    <ListPage title={t.screens.cases} filters={<CaseFilters />}>
      <div className="case-list">
        <CaseTools />
        <BulkBar rows={rows} picked={picked} onPick={pickAll} />
        <div className={isMapOn ? "case-split" : "case-whole"}>
          <QueryView query={query} rows={12}>
            {() => (
              <DataTable
                label={t.screens.cases}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.id}
                isMarked={(row) => row.id === selected}
                onOpen={(row) => open(row.id)}
                onEnd={more}
                empty={<Empty title={t.case.listEmpty} hint={t.case.listEmptyHint} />}
              />
            )}
          </QueryView>
          {isMapOn ? (
            <CaseMap
              rows={rows}
              heardAt={query.dataUpdatedAt}
              selected={selected}
              onSelect={(id) => ask({ select: id })}
            />
          ) : null}
        </div>
      </div>
    </ListPage>
  );
};

export default Cases;
