import { useUi } from "@chengyun/ui";
import { Fragment, type ReactNode } from "react";
import { FactList, Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import {
  type EntryNames,
  type Fields,
  fieldName,
  isChange,
  isFields,
  isLabel,
  isMoment,
  valueName,
} from "./entry-fields.ts";

interface ValueProps {
  readonly field: string;
  readonly value: unknown;
  readonly names: EntryNames;
  /** How deep in the entry it stands: what lies too deep is shown as data. */
  readonly depth?: number;
}

/** Longest data that is shown at once, most fields that are shown as a list, deepest list. */
const longest = 120;
const mostFields = 12;
const deepest = 2;

/** Data as it was written down; what is long is folded. */
const Data = ({ value }: { readonly value: unknown }) => {
  const t = useText();
  const text = JSON.stringify(value);
  if (text.length <= longest) return <code className="entry-value">{text}</code>;
  return (
    <details>
      <summary>
        {t.journal.long} <code>{text.slice(0, 40)}…</code>
      </summary>
      <pre className="entry-value">{JSON.stringify(value, undefined, 1)}</pre>
    </details>
  );
};

const Words = ({ field, value, names }: ValueProps & { readonly value: string }) => {
  const { say } = useUi();
  const t = useText();
  const name = valueName(field, value, names);
  if (name !== undefined) return <span title={value}>{say(name)}</span>;
  const kind = field === "kind" ? (t.journal.kinds as Readonly<Record<string, string>>)[value] : undefined;
  if (kind !== undefined) return <span title={value}>{kind}</span>;
  if (value === "") return <>{field === "area" || field === "areaPath" ? t.journal.wholeCity : "–"}</>;
  if (isMoment(value)) return <Moment at={value} />;
  return <span className="entry-value">{value}</span>;
};

/** Fields of an entry in words; those we have no word for as they are written. */
export const FieldList = ({ rows, names, depth = 0 }: FieldListProps) => {
  const t = useText();
  const { language } = useUi();
  return (
    <FactList
      facts={rows.map(([field, value]) => ({
        key: field,
        name: fieldName(field, names, { t, language }) ?? <code>{field}</code>,
        value: <EntryValue field={field} value={value} names={names} depth={depth} />,
      }))}
    />
  );
};

interface FieldListProps {
  readonly rows: readonly (readonly [field: string, value: unknown])[];
  readonly names: EntryNames;
  readonly depth?: number;
}

const isShallow = (value: Fields, depth: number): boolean =>
  depth < deepest && Object.keys(value).length > 0 && Object.keys(value).length <= mostFields;

/** A value that was kept, in the reader's words where there are any. */
export const EntryValue = ({ field, value, names, depth = 0 }: ValueProps): ReactNode => {
  const t = useText();
  const { say } = useUi();
  const part = (one: unknown) => <EntryValue field={field} value={one} names={names} depth={depth + 1} />;
  if (value === undefined || value === null) return "–";
  if (typeof value === "boolean") return value ? t.journal.yes : t.journal.no;
  if (typeof value === "number") return <span className="figure">{value}</span>;
  if (typeof value === "string") return <Words field={field} value={value} names={names} />;
  if (isLabel(value)) return say(value);
  if (isChange(value))
    return (
      <>
        <del>{part(value.before)}</del> → {part(value.after)}
      </>
    );
  if (Array.isArray(value) && value.length <= mostFields && value.every((one) => typeof one !== "object"))
    return value.length === 0
      ? "–"
      : value.map((one, at) => (
          <Fragment key={String(one)}>
            {at === 0 ? "" : ", "}
            {part(one)}
          </Fragment>
        ));
  if (isFields(value) && isShallow(value, depth))
    return <FieldList rows={Object.entries(value)} names={names} depth={depth + 1} />;
  return <Data value={value} />;
};
