import type { DictionaryVersion } from "@chengyun/contracts";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Button } from "antd";
import { useDictionaries } from "../../data/dictionary.ts";
import { useMay } from "../../data/session.ts";
import { useGo } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { HoldsSpan } from "../../parts/dictionary-parts.tsx";
import { fitColumns } from "../../parts/fit-columns.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";

const onPhone = new Map([
  ["name", "minmax(120px, 1.4fr)"],
  ["version", "70px"],
  ["stage", "72px"],
]);

const useColumns = (): readonly Column<DictionaryVersion>[] => {
  const words = useText().dictionary;
  const { say } = useUi();
  return [
    { id: "name", title: words.name, width: "minmax(180px, 1.6fr)", cell: (row) => <strong>{row.name}</strong> },
    { id: "id", title: words.dictionaryId, width: "minmax(110px, 1fr)", cell: (row) => <code>{row.dictionary}</code> },
    { id: "version", title: words.version, width: "90px", cell: (row) => row.version },
    { id: "stage", title: words.stage, width: "90px", cell: (row) => say(row.stageName) },
    {
      id: "holds",
      title: words.holds,
      width: "minmax(210px, 1.4fr)",
      cell: (row) => <HoldsSpan version={row} />,
    },
    { id: "parts", title: words.parts, width: "110px", numeric: true, cell: (row) => row.parts },
    { id: "events", title: words.events, width: "110px", numeric: true, cell: (row) => row.events },
    { id: "conditions", title: words.conditions, width: "100px", numeric: true, cell: (row) => row.conditions },
  ];
};

/** For whoever keeps the classes: every version of every dictionary, and the way to a new one. */
const Dictionaries = () => {
  const t = useText();
  const go = useGo();
  const may = useMay();
  const query = useDictionaries();
  const columns = fitColumns(useColumns(), useRoom(), onPhone);
  const words = t.dictionary;
  return (
    <ListPage
      title={t.screens.dictionaries}
      filters={
        <>
          <Button onClick={() => go("/dictionaries/bodies")}>{words.bodies.open}</Button>
          {may("dictionaries.edit") ? (
            <Button type="primary" onClick={() => go("/dictionaries/import")}>
              {words.import}
            </Button>
          ) : null}
        </>
      }
    >
      <QueryView query={query} rows={6}>
        {({ items }) => (
          <DataTable
            label={t.screens.dictionaries}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            onOpen={({ id }) => go(`/dictionaries/${id}`)}
            empty={<Empty title={words.empty} hint={words.emptyHint} />}
          />
        )}
      </QueryView>
    </ListPage>
  );
};

export default Dictionaries;
