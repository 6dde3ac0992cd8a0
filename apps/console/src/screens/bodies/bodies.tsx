import type { ResponsibleBody } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { useBodies } from "../../data/dictionary.ts";
import { useMay } from "../../data/session.ts";
import { useAsked } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { fitColumns } from "../../parts/fit-columns.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";
import { BodyDialog } from "./body-dialog.tsx";

/** What a body means here, one line for each area in which it differs. */
const Meaning = ({ body }: { readonly body: ResponsibleBody }) => {
  const words = useText().dictionary.bodies;
  const { say, language } = useUi();
  const without = [
    words.none,
    ...(body.inherits === 0 ? [] : [fillText(words.noneInherits, { n: String(body.inherits) })]),
    ...(body.lost === 0 ? [] : [fillText(words.noneLost, { n: String(body.lost) })]),
  ].join(language === "zh" ? "；" : "; ");
  if (body.mappings.length === 0) return <span className="cy-faint">{without}</span>;
  const isSplit = body.mappings.length > 1 || body.mappings[0]?.areaPath !== "";
  return (
    <span className="body-meaning">
      {body.mappings.map(({ areaPath, areaNames, departmentName, duty }) => (
        <span key={areaPath}>
          {isSplit ? (
            <span className="cy-faint">{areaNames.map(say).join(language === "zh" ? "" : " · ")} </span>
          ) : null}
          {duty === undefined
            ? say(departmentName)
            : fillText(words.by, { department: say(departmentName), duty: words.dutyNames[duty] ?? duty })}
        </span>
      ))}
      {body.isMapped ? null : <span className="cy-faint">{words.partly}</span>}
    </span>
  );
};

const onPhone = new Map([
  ["words", "minmax(120px, 1.2fr)"],
  ["meaning", "minmax(110px, 1fr)"],
  ["actions", "76px"],
]);

interface Picking {
  readonly picked: ReadonlySet<string>;
  readonly onPick: (words: string, isOn: boolean) => void;
  readonly onMap: (body: ResponsibleBody) => void;
}

const useColumns = ({ picked, onPick, onMap }: Picking): readonly Column<ResponsibleBody>[] => {
  const words = useText().dictionary.bodies;
  const may = useMay()("dictionaries.edit");
  const pick: Column<ResponsibleBody> = {
    id: "pick",
    title: "",
    width: "48px",
    cell: (row) => (
      <Checkbox
        checked={picked.has(row.words)}
        aria-label={fillText(words.pick, { words: row.words })}
        onChange={({ target }) => onPick(row.words, target.checked)}
      />
    ),
  };
  return [
    ...(may ? [pick] : []),
    { id: "words", title: words.words, width: "minmax(220px, 1.6fr)", cell: (row) => <strong>{row.words}</strong> },
    { id: "conditions", title: words.conditions, width: "100px", numeric: true, cell: (row) => row.conditions },
    { id: "classes", title: words.classes, width: "90px", numeric: true, cell: (row) => row.classes },
    { id: "versions", title: words.versions, width: "minmax(130px, 1fr)", cell: (row) => row.versions.join("、") },
    { id: "meaning", title: words.meaning, width: "minmax(220px, 1.6fr)", cell: (row) => <Meaning body={row} /> },
    {
      id: "actions",
      title: "",
      width: "90px",
      cell: (row) =>
        may ? (
          <Button size="small" onClick={() => onMap(row)} aria-label={fillText(words.title, { words: row.words })}>
            {words.map}
          </Button>
        ) : null,
    },
  ];
};

/** As many as the server takes at once. */
const mostAtOnce = 200;

/** For whoever keeps the dictionaries: whose the cases are whose responsible body is written in words. */
const Bodies = () => {
  const t = useText();
  const words = t.dictionary;
  const query = useBodies();
  const [asked, ask] = useAsked();
  const [chosen, choose] = useState<readonly string[]>([]);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const onPick = (body: string, isOn: boolean): void =>
    setPicked(new Set(isOn ? [...picked, body] : [...picked].filter((one) => one !== body)));
  const columns = fitColumns(useColumns({ picked, onPick, onMap: (body) => choose([body.words]) }), useRoom(), onPhone);
  const typed = asked["q"] ?? "";
  return (
    <ListPage
      title={t.screens.bodies}
      filters={
        <>
          <Checkbox
            checked={asked["open"] === "true"}
            onChange={({ target }) => ask({ open: target.checked ? "true" : undefined })}
          >
            {words.bodies.onlyOpen}
          </Checkbox>
          <Input.Search
            allowClear
            className="filter-search"
            aria-label={words.bodies.search}
            placeholder={words.bodies.search}
            defaultValue={typed}
            onSearch={(q) => ask({ q: q === "" ? undefined : q })}
          />
        </>
      }
    >
      <p className="second list-lead">{words.bodiesLead}</p>
      <QueryView query={query} rows={10}>
        {({ items, unmapped, inherits, lost }) => {
          const bodies = items.filter((one) => chosen.includes(one.words));
          const rows = items.filter((one) => one.words.includes(typed) && (asked["open"] !== "true" || !one.isMapped));
          return (
            <>
              {items.length === 0 ? null : (
                <p className="list-lead">
                  {fillText(words.bodiesCount, {
                    bodies: String(items.length),
                    unmapped: String(unmapped),
                    inherits: String(inherits),
                    lost: String(lost),
                  })}
                </p>
              )}
              {picked.size === 0 ? null : (
                <div className="bulk-bar" role="status">
                  <strong>{fillText(words.bodies.picked, { n: String(picked.size) })}</strong>
                  <Button
                    size="small"
                    type="link"
                    onClick={() => setPicked(new Set(rows.slice(0, mostAtOnce).map((one) => one.words)))}
                  >
                    {fillText(words.bodies.pickShown, { n: String(Math.min(rows.length, mostAtOnce)) })}
                  </Button>
                  <Button size="small" type="link" onClick={() => setPicked(new Set())}>
                    {words.bodies.pickNone}
                  </Button>
                  <Button size="small" type="primary" onClick={() => choose([...picked])}>
                    {words.bodies.mapPicked}
                  </Button>
                </div>
              )}
              <DataTable
                label={t.screens.bodies}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.words}
                empty={<Empty title={words.bodiesNone} hint={words.bodiesNoneHint} />}
              />
              {bodies.length === 0 ? null : (
                <BodyDialog
                  key={chosen.join()}
                  bodies={bodies}
                  onClose={() => {
                    choose([]);
                    setPicked(new Set());
                  }}
                />
              )}
            </>
          );
        }}
      </QueryView>
    </ListPage>
  );
};

export default Bodies;
