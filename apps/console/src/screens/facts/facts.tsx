import type { FactEntry } from "@chengyun/contracts";
import { type FactKind, factKinds } from "@chengyun/kernel";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useFacts, useForms } from "../../data/form.ts";
import { useMay } from "../../data/session.ts";
import { useAsked } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { fitColumns } from "../../parts/fit-columns.ts";
import { FormTabs } from "../../parts/form-tabs.tsx";
import { ListPage } from "../../parts/list-page.tsx";
import { MoveButton } from "../../parts/move-button.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";
import { FactDialog } from "./fact-dialog.tsx";

const matches = ({ fact }: FactEntry, words: string): boolean =>
  [fact.id, fact.name.zh, fact.name.en].some((text) => text.toLowerCase().includes(words.toLowerCase()));

/** What people defined can be retired while no published form asks it. */
const Retire = ({ entry: { id, version, stage, forms } }: { readonly entry: FactEntry }) => {
  const may = useMay()("forms.design");
  if (!may || id === undefined || version === undefined || stage !== "defined" || forms.length > 0) return null;
  return (
    // The row opens the fact; its button does not.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the click from the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside has the keyboard
    <span onClick={(event) => event.stopPropagation()}>
      <MoveButton move="retire" subject={{ kind: "fact", plural: "facts", id, version }} stage={stage} />
    </span>
  );
};

const useColumns = (): readonly Column<FactEntry>[] => {
  const t = useText();
  const { say } = useUi();
  const { data: forms } = useForms();
  const formName = (key: string): string => {
    const found = forms?.items.find((each) => each.key === key);
    return found === undefined ? key : say(found.name);
  };
  return [
    {
      id: "name",
      title: t.what.name,
      width: "minmax(160px, 1.4fr)",
      cell: ({ fact }) => <strong>{say(fact.name)}</strong>,
    },
    { id: "id", title: t.forms.fact.id, width: "minmax(140px, 1fr)", cell: ({ fact }) => <code>{fact.id}</code> },
    {
      id: "kind",
      title: t.forms.fact.kind,
      width: "130px",
      cell: ({ fact }) => [t.forms.fact.kinds[fact.kind], fact.unit].filter(Boolean).join(" · "),
    },
    {
      id: "about",
      title: t.forms.fact.about,
      width: "120px",
      cell: ({ fact }) => (fact.about === undefined ? "–" : t.forms.fact.subjects[fact.about]),
    },
    {
      id: "origin",
      title: t.forms.fact.origin,
      width: "minmax(110px, 0.8fr)",
      cell: ({ packName }) => (packName === undefined ? t.forms.fact.people : say(packName)),
    },
    {
      id: "forms",
      title: t.forms.fact.forms,
      width: "minmax(160px, 1.4fr)",
      cell: ({ forms: keys }) => (keys.length === 0 ? "–" : keys.map(formName).join("、")),
    },
    {
      id: "actions",
      title: t.accounts.actions,
      width: "96px",
      cell: (entry) => <Retire entry={entry} />,
    },
  ];
};

const onPhone = new Map([
  ["name", "minmax(120px, 1.4fr)"],
  ["kind", "110px"],
  ["origin", "minmax(90px, 1fr)"],
]);

/** For who keeps the city's dictionary of facts: what can be asked, whose it is, which forms ask it. */
const Facts = () => {
  const t = useText();
  const may = useMay();
  const [asked, ask] = useAsked();
  const [edited, setEdited] = useState<FactEntry | "new">();
  const query = useFacts();
  const columns = fitColumns(useColumns(), useRoom(), onPhone);
  const mayDesign = may("forms.design");
  const kinds = factKinds.map((kind: FactKind) => ({ value: kind, label: t.forms.fact.kinds[kind] }));
  return (
    <ListPage
      title={t.screens.facts}
      filters={
        <>
          <FormTabs here="facts" />
          <Select
            allowClear
            aria-label={t.forms.fact.kind}
            placeholder={t.forms.fact.kind}
            value={asked["kind"] ?? null}
            onChange={(kind) => ask({ kind: kind ?? undefined })}
            options={kinds}
          />
          <Input.Search
            allowClear
            className="filter-search"
            aria-label={t.forms.fact.search}
            placeholder={t.forms.fact.search}
            defaultValue={asked["q"] ?? ""}
            onSearch={(q) => ask({ q: q === "" ? undefined : q })}
          />
          {mayDesign ? (
            <Button type="primary" onClick={() => setEdited("new")}>
              {t.forms.fact.add}
            </Button>
          ) : null}
        </>
      }
    >
      <QueryView query={query} rows={12}>
        {({ items }) => (
          <DataTable
            label={t.screens.facts}
            columns={columns}
            rows={items.filter(
              (entry) =>
                matches(entry, asked["q"] ?? "") && (asked["kind"] === undefined || entry.fact.kind === asked["kind"]),
            )}
            rowKey={({ fact }) => fact.id}
            onOpen={setEdited}
            empty={<Empty title={t.forms.fact.empty} hint={t.forms.fact.emptyHint} />}
          />
        )}
      </QueryView>
      {edited === undefined ? null : (
        <FactDialog
          entry={edited === "new" ? undefined : edited}
          readOnly={!mayDesign || (edited !== "new" && (edited.origin === "pack" || edited.stage === "retired"))}
          onClose={() => setEdited(undefined)}
        />
      )}
    </ListPage>
  );
};

export default Facts;
