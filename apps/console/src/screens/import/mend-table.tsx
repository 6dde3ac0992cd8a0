import type { FileImport, RejectedRows } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useMendRows } from "../../data/file-import.ts";
import { useGo } from "../../frame/go.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";
import { PlainTable } from "./plain-table.tsx";

interface MendTableProps {
  readonly shown: FileImport;
  readonly rejected: RejectedRows;
}

/** So many rows have cells to type in at once: each cell is a field of its own. */
const atOnce = 50;

interface Typed {
  readonly values: readonly (readonly string[])[];
  /** Places of rows that are left out. */
  readonly skipped: ReadonlySet<number>;
}

/** Rows that repeat an earlier one are left out until somebody wants them: taken as they are they would replace it. */
const repeatedOf = (rows: RejectedRows["rows"]): ReadonlySet<number> =>
  new Set(rows.flatMap(({ faults }, at) => (faults.some(({ code }) => code === "repeated-in-file") ? [at] : [])));

/** What belongs to no row of a table: places and reasons. */
const Others = ({ rejected }: Pick<MendTableProps, "rejected">) => {
  const words = useText().imports;
  const { say } = useUi();
  if (rejected.others.length === 0) return null;
  return (
    <>
      {rejected.rows.length === 0 ? null : <h3>{words.others}</h3>}
      <PlainTable
        label={words.others}
        head={[words.line, words.which, words.reason]}
        rows={rejected.others.map(({ line, field, text }) => [
          line === 0 ? "–" : line,
          field,
          <span key="why" className="import-why">
            {say(text)}
          </span>,
        ])}
      />
    </>
  );
};

/** Rows that were not taken, to be mended cell by cell; the mended ones are read for trial as an import of their own. */
export const MendTable = ({ shown, rejected }: MendTableProps) => {
  const words = useText().imports;
  const { off } = useText();
  const { say } = useUi();
  const go = useGo();
  const mend = useMendRows(shown.id);
  const [seen, setSeen] = useState(atOnce);
  const { columns, rows, more } = rejected;
  const [typed, setTyped] = useState<Typed>(() => ({
    values: rows.map(({ values }) => values),
    skipped: repeatedOf(rows),
  }));
  const type = (line: number, column: number, text: string): void =>
    setTyped(({ values, skipped }) => ({
      skipped,
      values: values.map((row, at) => (at === line ? row.map((cell, of) => (of === column ? text : cell)) : row)),
    }));
  const skip = (line: number, isSkipped: boolean): void =>
    setTyped(({ values, skipped }) => {
      const next = new Set(skipped);
      if (isSkipped) next.add(line);
      else next.delete(line);
      return { values, skipped: next };
    });
  const taken = typed.values.filter((_, at) => !typed.skipped.has(at));
  const take = (): void =>
    mend.mutate(
      { columns: [...columns], rows: taken.map((row) => [...row]) },
      { onSuccess: ({ id }) => go(`/import/${id}`) },
    );
  if (rows.length === 0) return <Others rejected={rejected} />;
  return (
    <>
      <p className="second">{words.mendHint}</p>
      <PlainTable
        label={words.mend}
        head={[words.line, words.reason, ...columns, words.skip]}
        rows={rows.slice(0, seen).map(({ line, faults }, at) => [
          line,
          <span key="why" className="import-why">
            {faults.map(({ text }) => say(text)).join(" ")}
          </span>,
          ...columns.map((column, of) => (
            <Input
              key={column}
              size="small"
              disabled={typed.skipped.has(at)}
              aria-label={fillText(words.cell, { line: String(line), column })}
              value={typed.values[at]?.[of] ?? ""}
              onChange={({ target }) => type(at, of, target.value)}
            />
          )),
          <Checkbox
            key="skip"
            aria-label={`${words.skip} ${line}`}
            checked={typed.skipped.has(at)}
            onChange={({ target }) => skip(at, target.checked)}
          />,
        ])}
      />
      {rows.length > seen ? (
        <Button
          onClick={() => setSeen(seen + atOnce)}
        >{`${words.next} ${Math.min(atOnce, rows.length - seen)}`}</Button>
      ) : null}
      {more > 0 ? <p className="second">{fillText(words.more, { n: String(more) })}</p> : null}
      <Others rejected={rejected} />
      <div className="row-actions">
        <OffButton
          type="primary"
          why={shown.isKept ? (taken.length === 0 ? off.noRow : undefined) : words.gone}
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
