import { fillText } from "@chengyun/kernel";
import { Button, Tag } from "antd";
import { type JournalWish, useEntryTypes } from "../../data/upkeep.ts";
import { type Asked, useAsked } from "../../frame/go.ts";
import { DayFilter, type FilterOption, SeveralFilter } from "../../parts/asked-filters.tsx";
import { useText } from "../../strings/text.ts";
import { type EntryBook, entryName, kindName } from "./entry-words.ts";

const parts = ["type", "actor", "subject", "from", "to"] as const;

/** What of an address the journal is asked for. */
export const toWish = (asked: Asked): JournalWish =>
  Object.fromEntries(parts.flatMap((part) => (asked[part] === undefined ? [] : [[part, asked[part]]])));

/** Types that stand in the journal, by kind of subject, in the reader's words. */
const toOptions = (types: readonly string[], book: EntryBook): FilterOption[] => {
  const groups = new Map<string, FilterOption[]>();
  for (const type of types) {
    const [kind = ""] = type.split(".");
    groups.set(kind, [...(groups.get(kind) ?? []), { value: type, label: entryName(type, book) }]);
  }
  return [...groups]
    .map(([kind, options]) => ({ label: kindName(kind, book), options }))
    .sort((one, other) => one.label.localeCompare(other.label, book.language));
};

/** Whose or about what alone: chosen at an entry, taken off here. */
const Only = ({ name, text }: { readonly name: "actor" | "subject"; readonly text: string }) => {
  const [asked, ask] = useAsked();
  const id = asked[name];
  if (id === undefined) return null;
  return (
    <Tag closable title={id} onClose={() => ask({ [name]: undefined })}>
      {fillText(text, { id: id.slice(-6) })}
    </Tag>
  );
};

/** What the journal shows: which kinds of entry, whose, about what, of which days; all kept in the address. */
export const JournalFilters = ({ book }: { readonly book: EntryBook }) => {
  const t = useText();
  const [asked, ask] = useAsked();
  const { data: types } = useEntryTypes();
  return (
    <>
      <SeveralFilter
        name="type"
        label={t.journal.anyType}
        options={toOptions(
          (types?.items ?? []).map(({ type }) => type),
          book,
        )}
      />
      <span className="filter-days">
        <DayFilter name="from" label={t.journal.from} />–
        <DayFilter name="to" label={t.journal.to} />
      </span>
      <Only name="actor" text={t.journal.onlyActor} />
      <Only name="subject" text={t.journal.onlySubject} />
      {Object.keys(toWish(asked)).length === 0 ? null : (
        <Button type="link" onClick={() => ask(Object.fromEntries(parts.map((part) => [part, undefined])))}>
          {t.cases.clear}
        </Button>
      )}
    </>
  );
};
