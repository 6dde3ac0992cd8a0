import { type CaseColumn, type CaseRow, caseColumnNames, findChannelName } from "@chengyun/contracts";
import { type Column, SeverityMark, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Checkbox } from "antd";
import type { ReactNode } from "react";
import { RowMarks } from "../../parts/case-marks.tsx";
import { CaseWho, usePlaceName } from "../../parts/case-parts.tsx";
import { CaseTime } from "../../parts/case-time.tsx";
import { UrgentMark } from "../../parts/urgent-mark.tsx";
import { Moment, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import type { Strings } from "../../strings/zh.ts";

const widths: Readonly<Record<CaseColumn, string>> = {
  severity: "108px",
  urgent: "84px",
  title: "minmax(190px, 2fr)",
  left: "minmax(170px, 200px)",
  stage: "104px",
  department: "minmax(120px, 1fr)",
  area: "minmax(140px, 1.4fr)",
  category: "minmax(120px, 1fr)",
  channel: "92px",
  reports: "76px",
  marks: "126px",
  opened: "158px",
  due: "158px",
  changed: "158px",
  no: "196px",
  longitude: "100px",
  latitude: "100px",
};

const numeric: ReadonlySet<CaseColumn> = new Set(["reports", "longitude", "latitude"]);

interface Telling {
  readonly t: Strings;
  readonly say: ReturnType<typeof useUi>["say"];
  readonly place: ReturnType<typeof usePlaceName>;
  readonly heardAt: number;
  /** Whether urgency stands with the title: it has no column of its own. */
  readonly titled: boolean;
}

const sayChannel = (channel: string | undefined, say: Telling["say"]): string => {
  const name = findChannelName(channel);
  return name === undefined ? (channel ?? "–") : say(name);
};

const cells: Readonly<Record<CaseColumn, (row: CaseRow, telling: Telling) => ReactNode>> = {
  severity: (row) => <SeverityMark severity={row.severity} />,
  urgent: (row) => (row.urgent === true ? <UrgentMark /> : "–"),
  title: (row, { say, titled }) => (
    <span className="cell-title">
      {row.urgent === true && titled ? <UrgentMark /> : null}
      <Link className="cell-link" to={`/cases/${row.id}`} onClick={(event) => event.stopPropagation()}>
        <strong>{say(row.title)}</strong>
      </Link>
    </span>
  ),
  left: (row, { heardAt }) =>
    row.clock === undefined ? "–" : <CaseTime clock={row.clock} heardAt={heardAt} form="short" />,
  stage: (row) => <StageName kind="case" stage={row.stage} />,
  department: (row, { say }) =>
    row.departmentName === undefined ? (
      <span className="second">
        <CaseWho row={row} />
      </span>
    ) : (
      say(row.departmentName)
    ),
  area: (row, { t, place }) =>
    row.unplaced === true ? (
      <span className="second">{t.cases.unplaced}</span>
    ) : (
      <span title={place(row)}>{place(row)}</span>
    ),
  category: (row, { say }) => say(row.categoryName),
  channel: (row, { say }) => sayChannel(row.channel, say),
  reports: (row) => row.reports,
  marks: (row) => <RowMarks row={row} />,
  opened: (row) => <Moment at={row.openedAt} />,
  due: (row) => (row.clock?.dueAt === undefined ? "–" : <Moment at={row.clock.dueAt} />),
  changed: (row) => <Moment at={row.changedAt} />,
  no: (row) => <span className="figure">{row.no}</span>,
  longitude: (row) => row.position[0].toFixed(5),
  latitude: (row) => row.position[1].toFixed(5),
};

/** Which rows are selected, and how to change it. */
export interface Picking {
  readonly picked: ReadonlySet<string>;
  readonly pick: (id: string, on: boolean) => void;
}

const pickColumn = (t: Strings, { picked, pick }: Picking): Column<CaseRow> => ({
  id: "pick",
  title: "",
  width: "46px",
  cell: (row) => (
    // The row opens the case; its box does not.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the click from the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box inside has the keyboard
    <span onClick={(event) => event.stopPropagation()}>
      <Checkbox
        aria-label={t.cases.selectRow.replace("{no}", row.no)}
        checked={picked.has(row.id)}
        onChange={({ target }) => pick(row.id, target.checked)}
      />
    </span>
  ),
});

/** The columns asked for, led by the boxes that select rows where they can be moved together. */
export const useCaseColumns = (
  asked: readonly CaseColumn[],
  heardAt: number,
  picking: Picking | undefined,
): readonly Column<CaseRow>[] => {
  const t = useText();
  const { say } = useUi();
  const place = usePlaceName();
  const columns = asked.map(
    (id): Column<CaseRow> => ({
      id,
      title: say(caseColumnNames[id]),
      width: widths[id],
      numeric: numeric.has(id),
      cell: (row) => cells[id](row, { t, say, place, heardAt, titled: !asked.includes("urgent") }),
    }),
  );
  return picking === undefined ? columns : [pickColumn(t, picking), ...columns];
};
