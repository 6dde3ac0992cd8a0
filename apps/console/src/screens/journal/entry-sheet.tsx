import type { Entry } from "@chengyun/contracts";
import { Button } from "antd";
import { useAsked } from "../../frame/go.ts";
import { FactList, Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { toRows } from "./entry-fields.ts";
import { useEntryNames } from "./entry-names.ts";
import { FieldList } from "./entry-value.tsx";
import { actorName, type EntryBook, entryName, kindName } from "./entry-words.ts";

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
  const names = useEntryNames(subject.kind, book);
  const changed = toRows(changes ?? {});
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
        <FieldList rows={changed} names={names} />
      )}
    </div>
  );
};
