import type { FormRow } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Button } from "antd";
import { useState } from "react";
import { useForms } from "../../data/form.ts";
import { useMay } from "../../data/session.ts";
import { useGo } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { fitColumns } from "../../parts/fit-columns.ts";
import { FormTabs } from "../../parts/form-tabs.tsx";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { NewForm } from "./new-form.tsx";

const useColumns = (): readonly Column<FormRow>[] => {
  const t = useText();
  const { say } = useUi();
  const words = t.forms.form;
  return [
    { id: "name", title: words.name, width: "minmax(180px, 1.6fr)", cell: (row) => <strong>{say(row.name)}</strong> },
    { id: "key", title: words.id, width: "minmax(140px, 1fr)", cell: (row) => <code>{row.key}</code> },
    {
      id: "version",
      title: words.versionHead,
      width: "110px",
      cell: (row) =>
        row.published === undefined ? words.noVersion : fillText(words.version, { n: String(row.published) }),
    },
    { id: "stage", title: words.stage, width: "100px", cell: (row) => <StageName kind="form" stage={row.stage} /> },
    {
      id: "origin",
      title: t.forms.fact.origin,
      width: "minmax(110px, 0.8fr)",
      cell: (row) => (row.packName === undefined ? t.forms.fact.people : say(row.packName)),
    },
    {
      id: "asked",
      title: words.askedBy,
      width: "minmax(160px, 1.4fr)",
      cell: (row) => (row.askedBy.length === 0 ? words.askedByNone : row.askedBy.map(say).join("、")),
    },
    { id: "answers", title: words.answers, width: "90px", numeric: true, cell: (row) => String(row.answers) },
  ];
};

const onPhone = new Map([
  ["name", "minmax(120px, 1.6fr)"],
  ["version", "92px"],
  ["stage", "100px"],
]);

/** For who designs what the city asks: all forms, packs' and people's. */
const Forms = () => {
  const t = useText();
  const go = useGo();
  const may = useMay();
  const [isNew, setNew] = useState(false);
  const query = useForms();
  const columns = fitColumns(useColumns(), useRoom(), onPhone);
  return (
    <ListPage
      title={t.screens.forms}
      filters={
        <>
          <FormTabs here="forms" />
          {may("forms.design") ? (
            <Button type="primary" onClick={() => setNew(true)}>
              {t.forms.form.add}
            </Button>
          ) : null}
        </>
      }
    >
      <QueryView query={query} rows={8}>
        {({ items }) => (
          <DataTable
            label={t.screens.forms}
            columns={columns}
            rows={items}
            rowKey={({ key }) => key}
            onOpen={(row) => go(`/forms/${row.id ?? row.key}`)}
            empty={<Empty title={t.forms.form.empty} hint={t.forms.form.emptyHint} />}
          />
        )}
      </QueryView>
      {isNew ? <NewForm onClose={() => setNew(false)} /> : null}
    </ListPage>
  );
};

export default Forms;
