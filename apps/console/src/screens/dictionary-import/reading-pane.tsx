import type { EditionDifference, ImportRow } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty, limitWords, useUi } from "@chengyun/ui";
import { Button, Segmented, Select } from "antd";
import { useState } from "react";
import { rejectsUrl, useAnswerImport } from "../../data/dictionary.ts";
import { useRoom } from "../../frame/width.ts";
import { fitColumns } from "../../parts/fit-columns.ts";
import { useText } from "../../strings/text.ts";
import { type PaneProps, toChoice } from "./pane.ts";

/** The calendar of one row, where it differs from what its way of writing means elsewhere in the file. */
const RowAnswer = ({ row, shown }: { readonly row: ImportRow; readonly shown: PaneProps["shown"] }) => {
  const words = useText().dictionary;
  const answer = useAnswerImport(shown.id);
  const amount = Number.parseFloat(/[\d.]+/.exec(row.written)?.[0] ?? "");
  const limits = row.limits ?? (row.choices ?? []).map((kind) => ({ amount, kind }));
  const set = (choice: string | undefined): void => {
    const { [row.id]: _, ...rest } = shown.answers.rows;
    const limit = limits.find((one) => toChoice(one) === choice);
    answer.mutate({ ...shown.answers, rows: limit === undefined ? rest : { ...rest, [row.id]: limit } });
  };
  return (
    <Select
      size="small"
      className="map-pick"
      allowClear={row.by === "row"}
      loading={answer.isPending}
      aria-label={fillText(words.rowAnswer, { line: String(row.line) })}
      placeholder={words.states.asked}
      value={toChoice(row.limit) ?? null}
      onChange={(choice) => set(choice ?? undefined)}
      options={limits.map((one) => ({ value: toChoice(one), label: `${one.amount} ${words.kinds[one.kind]}` }))}
    />
  );
};

const useRowColumns = (shown: PaneProps["shown"]): readonly Column<ImportRow>[] => {
  const words = useText().dictionary;
  const { say, language } = useUi();
  const says = (row: ImportRow): string =>
    [say(row.says), ...row.remarks.filter((one) => one !== "filled-down").map((one) => words.remarks[one])].join(
      language === "zh" ? "；" : "; ",
    );
  return [
    { id: "line", title: words.line, width: "96px", cell: (row) => `${row.file + 1} ${row.sheet ?? ""} ${row.line}` },
    {
      id: "state",
      title: words.state,
      width: "84px",
      cell: (row) => <span className={`import-state import-${row.state}`}>{words.states[row.state]}</span>,
    },
    {
      id: "name",
      title: words.className,
      width: "minmax(150px, 1fr)",
      cell: (row) => `${row.key.slice(-4)} ${row.name}`,
    },
    {
      id: "files",
      title: words.files,
      width: "minmax(190px, 1.6fr)",
      cell: (row) => <span title={row.files}>{row.files}</span>,
    },
    { id: "written", title: words.written, width: "130px", cell: (row) => row.written },
    {
      id: "limit",
      title: words.limit,
      width: "150px",
      cell: (row) => {
        if (row.choices !== undefined && row.state !== "left-out") return <RowAnswer row={row} shown={shown} />;
        return row.limit === undefined ? "–" : limitWords(row.limit, language);
      },
    },
    {
      id: "says",
      title: words.says,
      width: "minmax(220px, 2fr)",
      cell: (row) => <span title={says(row)}>{says(row)}</span>,
    },
  ];
};

const useDifferenceColumns = (): readonly Column<EditionDifference>[] => {
  const words = useText().dictionary;
  const side = (one: EditionDifference["first"]) =>
    one === undefined ? "–" : <span title={one.says}>{`${one.line}: ${one.says}`}</span>;
  return [
    { id: "what", title: words.what, width: "130px", cell: (row) => words.whats[row.what] },
    {
      id: "name",
      title: words.className,
      width: "minmax(150px, 1fr)",
      cell: (row) => `${row.key.slice(-4)} ${row.name}`,
    },
    {
      id: "files",
      title: words.files,
      width: "minmax(200px, 2fr)",
      cell: (row) => <span title={row.files}>{row.files}</span>,
    },
    { id: "first", title: words.first, width: "minmax(140px, 1fr)", cell: (row) => side(row.first) },
    { id: "other", title: words.other, width: "minmax(140px, 1fr)", cell: (row) => side(row.other) },
  ];
};

const rowsOnPhone = new Map([
  ["state", "78px"],
  ["files", "minmax(110px, 1.4fr)"],
  ["limit", "132px"],
]);
const differencesOnPhone = new Map([
  ["name", "minmax(90px, 1fr)"],
  ["first", "minmax(90px, 1fr)"],
  ["other", "minmax(90px, 1fr)"],
]);

/** What was understood, row by row, before any of it counts; and what the editions say differently. */
export const ReadingPane = ({ shown, onStep }: PaneProps) => {
  const words = useText().dictionary;
  const [tab, setTab] = useState<"rows" | "differences">("rows");
  const [state, setState] = useState<ImportRow["state"]>();
  const rowColumns = useRowColumns(shown);
  const differenceColumns = useDifferenceColumns();
  const room = useRoom();
  const empty = <Empty title={words.noRows} hint={words.noClassHint} />;
  const count = (one: ImportRow["state"]) => shown.rows.filter((row) => row.state === one).length;
  return (
    <div className="list-page">
      <div className="list-head">
        <Segmented
          value={tab}
          onChange={setTab}
          options={[
            { value: "rows", label: fillText(words.rowsTab, { n: String(shown.rows.length) }) },
            { value: "differences", label: fillText(words.differences, { n: String(shown.differences.length) }) },
          ]}
        />
        {tab === "rows" ? (
          <Select
            allowClear
            className="map-pick"
            aria-label={words.state}
            placeholder={words.all}
            value={state ?? null}
            onChange={(value) => setState(value ?? undefined)}
            options={(Object.keys(words.states) as ImportRow["state"][]).map((value) => ({
              value,
              label: `${words.states[value]} ${count(value)}`,
            }))}
          />
        ) : null}
        <Button href={rejectsUrl(shown.id)} download>
          {words.rejects}
        </Button>
        <Button onClick={() => onStep(0)}>{words.back}</Button>
        <Button type="primary" onClick={() => onStep(2)}>
          {words.next}
        </Button>
      </div>
      <div className="list-body">
        {tab === "rows" ? (
          <DataTable
            label={words.rows}
            columns={fitColumns(rowColumns, room, rowsOnPhone)}
            rows={state === undefined ? shown.rows : shown.rows.filter((row) => row.state === state)}
            rowKey={({ id }) => id}
            empty={empty}
          />
        ) : (
          <DataTable
            label={words.what}
            columns={fitColumns(differenceColumns, room, differencesOnPhone)}
            rows={shown.differences}
            rowKey={(row) => `${row.what}${row.first?.file}:${row.first?.line}:${row.other?.file}:${row.other?.line}`}
            empty={empty}
          />
        )}
      </div>
    </div>
  );
};
