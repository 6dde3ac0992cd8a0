import type { Entry } from "@chengyun/contracts";
import { Button } from "antd";
import { useAsked } from "../../frame/go.ts";
import { FactList, Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { actorName, type EntryBook, entryName, kindName } from "./entry-words.ts";

/** A value as it was written down: texts as they are, the rest as data. */
const asWritten = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value, undefined, 1));

interface Change {
  readonly before?: unknown;
  readonly after?: unknown;
}

const isChange = (value: unknown): value is Change =>
  typeof value === "object" && value !== null && ("before" in value || "after" in value);

const Value = ({ value }: { readonly value: unknown }) =>
  isChange(value) ? (
    <>
      <del>{asWritten(value.before ?? "–")}</del> → {asWritten(value.after ?? "–")}
    </>
  ) : (
    <span className="entry-value">{asWritten(value)}</span>
  );

interface SheetProps {
  readonly entry: Entry;
  readonly book: EntryBook;
}

/** Everything that is kept of an entry, with the ways to what belongs to it. */
export const EntrySheet = ({ entry, book }: SheetProps) => {
  const t = useText();
  const [, ask] = useAsked();
  const { position, at, type, subject, actor, reason, cause, requestId, digest, changes } = entry;
  const only = (part: Readonly<Record<string, string>>) => ask({ ...part, entry: undefined });
  const facts = [
    { name: t.journal.position, value: <span className="figure">{position}</span> },
    { name: t.journal.at, value: <Moment at={at} /> },
    { name: t.journal.type, value: `${entryName(type, book)} (${type})` },
    { name: t.journal.subject, value: `${kindName(subject.kind, book)} ${subject.id}` },
    { name: t.journal.actor, value: `${actorName(actor, book)} ${actor.id}` },
    ...(reason === undefined ? [] : [{ name: t.journal.reason, value: reason }]),
    ...(cause === undefined ? [] : [{ name: t.journal.cause, value: `${t.journal.causes[cause.kind]} ${cause.id}` }]),
    ...(requestId === undefined ? [] : [{ name: t.journal.request, value: requestId }]),
    { name: t.journal.digest, value: <span className="entry-value">{digest}</span> },
  ];
  const changed = Object.entries(changes ?? {}).filter(([name]) => name !== "reason");
  return (
    <div className="detail detail-plain">
      <FactList facts={facts} />
      <div className="proof-line">
        <Button onClick={() => only({ actor: actor.id })}>{t.journal.ofActor}</Button>
        <Button onClick={() => only({ subject: subject.id })}>{t.journal.ofSubject}</Button>
        <Button href={`/api/v1/journal/receipts/${position}`}>{t.journal.receipt}</Button>
      </div>
      <h2>{t.journal.changes}</h2>
      {changes === undefined ? (
        <p className="second">{t.journal.erased}</p>
      ) : changed.length === 0 ? (
        <p className="second">–</p>
      ) : (
        <FactList facts={changed.map(([name, value]) => ({ key: name, name, value: <Value value={value} /> }))} />
      )}
    </div>
  );
};
