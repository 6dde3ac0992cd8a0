import type { Look } from "@chengyun/contracts";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { useText } from "../strings/text.ts";
import { Moment } from "./words.tsx";

type Names = Readonly<Record<string, string>>;

/** Who saw somebody's data: when, who in which post, how, what for. */
export const Looks = ({ items }: { readonly items: readonly Look[] }) => {
  const t = useText();
  const { say, language } = useUi();
  const columns: readonly Column<Look>[] = [
    { id: "at", title: t.people.lookedAt, width: "164px", cell: (row) => <Moment at={row.at} /> },
    {
      id: "by",
      title: t.people.lookedBy,
      width: "minmax(120px, 1fr)",
      cell: (row) => (
        <span>
          <strong>{row.by}</strong> <span className="second">{row.post === undefined ? "" : say(row.post)}</span>
        </span>
      ),
    },
    { id: "how", title: t.people.lookedHow, width: "132px", cell: (row) => t.people[row.how] },
    {
      id: "what",
      title: t.people.lookedWhat,
      width: "minmax(120px, 1fr)",
      cell: (row) =>
        row.fields.map((field) => (t.people.fields as Names)[field] ?? field).join(language === "zh" ? "、" : ", "),
    },
    {
      id: "why",
      title: t.people.lookedWhy,
      width: "minmax(160px, 2fr)",
      cell: (row) => {
        const purpose = (t.people.purposes as Names)[row.purpose ?? ""];
        return <span title={row.reason}>{[purpose, row.reason].filter((part) => part !== undefined).join(" · ")}</span>;
      },
    },
  ];
  return (
    <DataTable
      label={t.people.looks}
      columns={columns}
      rows={items}
      rowKey={(row) => `${row.at} ${row.by} ${row.how}`}
      empty={<Empty title={t.people.looksEmpty} />}
    />
  );
};
