import type { FileImport, RejectedRows } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button, Checkbox, Input, Tag } from "antd";
import { type ReactNode, useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useMendRows } from "../../data/file-import.ts";
import { useGo } from "../../frame/go.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";
import { useFileWords } from "./file-words.ts";
import { PlainTable } from "./plain-table.tsx";
import { type TypedRows, useTyped } from "./typed.ts";

interface MendTableProps {
  readonly shown: FileImport;
  readonly rejected: RejectedRows;
}

/** So many rows have cells to type in at once: each cell is a field of its own. */
const atOnce = 50;

interface WhyProps {
  readonly faults: RejectedRows["others"];
  readonly isMended: boolean | undefined;
}

const Why = ({ faults, isMended }: WhyProps) => {
  const words = useText().imports;
  const { say } = useUi();
  return (
    <span className="import-why">
      {isMended === true ? <Tag color="success">{words.mended}</Tag> : null}
      {faults.map(({ text }) => say(text)).join(" ")}
    </span>
  );
};

/** What belongs to no row of a table: places and reasons. */
const Others = ({ shown, rejected }: MendTableProps) => {
  const words = useFileWords(shown);
  if (rejected.others.length === 0) return null;
  return (
    <>
      {rejected.rows.length === 0 ? null : <h3>{words.others}</h3>}
      <PlainTable
        label={words.others}
        isTall
        head={[words.line, words.which, words.reason]}
        rows={rejected.others.map((one) => [
          one.line === 0 ? "–" : one.line,
          one.field,
          <Why key="why" faults={[one]} isMended={one.isMended} />,
        ])}
      />
    </>
  );
};

interface ShapeCellProps {
  readonly at: number;
  readonly typed: TypedRows;
  readonly label: string;
  readonly isSwapped: boolean;
}

/** A shape is typed as GeoJSON; of one whose coordinates are changed about, a press changes them back. */
const ShapeCell = ({ at, typed, label, isSwapped }: ShapeCellProps) => {
  const words = useText().imports;
  const isOut = typed.skipped.has(at);
  return (
    <span className="import-shape">
      <Input.TextArea
        size="small"
        rows={2}
        disabled={isOut}
        aria-label={label}
        status={typed.isShape(at) ? "" : "error"}
        value={typed.geometries[at] ?? ""}
        onChange={({ target }) => typed.draw(at, target.value)}
      />
      {isSwapped ? (
        <Button size="small" disabled={isOut} onClick={() => typed.swap(at)}>
          {words.swap}
        </Button>
      ) : null}
    </span>
  );
};

interface RowProps {
  readonly shown: FileImport;
  readonly rejected: RejectedRows;
  readonly typed: TypedRows;
}

/** Cells of a row: where it stood and why it was not taken, what it holds, and whether it is left out. */
const useCells = ({ shown, rejected, typed }: RowProps) => {
  const words = useFileWords(shown);
  const { columns, asFeatures } = rejected;
  return ({ line, faults, isMended }: RejectedRows["rows"][number], at: number): ReactNode[] => {
    const label = (column: string): string => fillText(words.cell, { line: String(line), column });
    const isSwapped = faults.some(({ code }) => code === "swapped-coordinates");
    const shape = <ShapeCell key="shape" {...{ at, typed, isSwapped, label: label(words.geometry) }} />;
    return [
      line,
      <Why key="why" faults={faults} isMended={isMended} />,
      ...columns.map((column, of) => (
        <Input
          key={column}
          size="small"
          disabled={typed.skipped.has(at)}
          aria-label={label(column)}
          value={typed.values[at]?.[of] ?? ""}
          onChange={({ target }) => typed.type(at, of, target.value)}
        />
      )),
      ...(asFeatures ? [shape] : []),
      <Checkbox
        key="skip"
        aria-label={`${words.skip} ${line}`}
        checked={typed.skipped.has(at)}
        onChange={({ target }) => typed.skip(at, target.checked)}
      />,
    ];
  };
};

const Rows = (props: RowProps) => {
  const { shown, rejected } = props;
  const words = useFileWords(shown);
  const cells = useCells(props);
  const [seen, setSeen] = useState(atOnce);
  const { columns, rows, more, asFeatures } = rejected;
  return (
    <>
      <p className="second">{words.mendHint}</p>
      <PlainTable
        label={words.mend}
        isTall
        keepsEnd
        head={[words.line, words.reason, ...columns, ...(asFeatures ? [words.geometry] : []), words.skip]}
        rows={rows.slice(0, seen).map(cells)}
      />
      {rows.length > seen ? (
        <Button
          onClick={() => setSeen(seen + atOnce)}
        >{`${words.next} ${Math.min(atOnce, rows.length - seen)}`}</Button>
      ) : null}
      {more > 0 ? <p className="second">{fillText(words.more, { n: String(more) })}</p> : null}
    </>
  );
};

/** Rows that were not taken, to be mended cell by cell; the mended ones are read for trial as an import of their own. */
export const MendTable = ({ shown, rejected }: MendTableProps) => {
  const words = useFileWords(shown);
  const { off } = useText();
  const go = useGo();
  const mend = useMendRows(shown.id);
  const { columns, rows, asFeatures } = rejected;
  const typed = useTyped(rows);
  const { taken } = typed;
  const broken = taken.filter((at) => !typed.isShape(at)).map((at) => rows[at]?.line);
  const take = (): void =>
    mend.mutate(
      {
        ...{ columns: [...columns], rows: taken.map((at) => [...(typed.values[at] ?? [])]) },
        lines: taken.map((at) => rows[at]?.line ?? 0),
        ...(asFeatures ? { geometries: taken.map((at) => typed.geometries[at] ?? "") } : {}),
      },
      { onSuccess: ({ id }) => go(`/import/${id}`) },
    );
  if (rows.length === 0) return <Others shown={shown} rejected={rejected} />;
  const whyNot = taken.length === 0 ? off.noRow : undefined;
  const whyBroken = broken.length > 0 ? fillText(words.notShape, { lines: broken.join(", ") }) : undefined;
  return (
    <>
      <Rows shown={shown} rejected={rejected} typed={typed} />
      <Others shown={shown} rejected={rejected} />
      <div className="row-actions">
        <OffButton
          type="primary"
          why={shown.isKept ? (whyNot ?? whyBroken) : words.gone}
          loading={mend.isPending}
          onClick={take}
        >
          {fillText(words.take, { n: String(taken.length) })}
        </OffButton>
      </div>
      {mend.error === null ? null : <Alert type="error" showIcon title={toSentence(mend.error)} />}
    </>
  );
};
