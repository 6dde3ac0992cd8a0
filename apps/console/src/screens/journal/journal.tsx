import type { Entry } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty, formatNumber, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Button, Drawer } from "antd";
import { useFlows } from "../../data/flow.ts";
import { usePosts } from "../../data/identity.ts";
import { useCheckpoint, useJournal, useJournalKey } from "../../data/upkeep.ts";
import { useAsked } from "../../frame/go.ts";
import { useEndless } from "../../parts/endless.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { EntrySheet } from "./entry-sheet.tsx";
import { actorName, checkpointSize, type EntryBook, entryName, kindName } from "./entry-words.ts";
import { JournalFilters, toWish } from "./journal-filters.tsx";
import { Proofs } from "./proofs.tsx";

const pages: Readonly<Record<string, string>> = { case: "/cases", thing: "/things" };

const Subject = ({ entry, book }: { readonly entry: Entry; readonly book: EntryBook }) => {
  const name = kindName(entry.subject.kind, book);
  const page = pages[entry.subject.kind];
  const short = <span className="cy-faint figure">…{entry.subject.id.slice(-6)}</span>;
  return (
    <span title={entry.subject.id}>
      {page === undefined ? name : <Link to={`${page}/${entry.subject.id}`}>{name}</Link>} {short}
    </span>
  );
};

/** The signed digest: how far it reaches, and the whole of it for whoever checks. */
const Checkpoint = () => {
  const t = useText();
  const { data: checkpoint } = useCheckpoint();
  const { data: key } = useJournalKey();
  if (checkpoint === undefined) return null;
  return (
    <details className="checkpoint">
      <summary>
        <strong>{t.journal.checkpoint}</strong>{" "}
        <span className="figure">{fillText(t.journal.size, { n: formatNumber(checkpointSize(checkpoint) ?? 0) })}</span>{" "}
        <span className="second">{t.journal.checkpointHint}</span>
      </summary>
      <pre>{checkpoint}</pre>
      {key === undefined ? null : (
        <>
          <span className="second">{t.journal.key}</span>
          <pre>{key}</pre>
          <Proofs note={checkpoint} />
        </>
      )}
    </details>
  );
};

const useBook = (): EntryBook => {
  const t = useText();
  const { language } = useUi();
  const { data: flows } = useFlows();
  const { data: posts } = usePosts();
  return { t, language, flows: flows?.items ?? [], posts: posts?.items ?? [] };
};

/** For whoever must prove what happened: every change, newest first. */
const Journal = () => {
  const t = useText();
  const [asked, ask] = useAsked();
  const book = useBook();
  const query = useJournal(toWish(asked));
  const { rows, more } = useEndless(query);
  const chosen = rows.find(({ position }) => String(position) === asked["entry"]);
  const columns: readonly Column<Entry>[] = [
    { id: "position", title: t.journal.position, width: "90px", numeric: true, cell: (row) => row.position },
    { id: "at", title: t.journal.at, width: "160px", cell: (row) => <Moment at={row.at} /> },
    {
      id: "type",
      title: t.journal.type,
      width: "minmax(160px, 1.2fr)",
      cell: (row) => <strong title={row.type}>{entryName(row.type, book)}</strong>,
    },
    {
      id: "subject",
      title: t.journal.subject,
      width: "minmax(140px, 1fr)",
      cell: (row) => <Subject entry={row} book={book} />,
    },
    {
      id: "actor",
      title: t.journal.actor,
      width: "minmax(110px, 1fr)",
      cell: (row) => <span title={row.actor.id}>{actorName(row.actor, book)}</span>,
    },
    { id: "reason", title: t.journal.reason, width: "minmax(120px, 1.4fr)", cell: (row) => row.reason ?? "–" },
    {
      id: "cause",
      title: t.journal.cause,
      width: "130px",
      cell: (row) =>
        row.cause === undefined ? (
          "–"
        ) : (
          <span title={row.cause.id}>
            {t.journal.causes[row.cause.kind]} <span className="cy-faint figure">…{row.cause.id.slice(-6)}</span>
          </span>
        ),
    },
  ];
  return (
    <ListPage
      title={t.screens.journal}
      filters={
        <>
          <JournalFilters book={book} />
          <Button href="/api/v1/journal/export">{t.journal.export}</Button>
        </>
      }
    >
      <div className="journal">
        <Checkpoint />
        <div className="journal-rows">
          <QueryView query={query} rows={12}>
            {() => (
              <DataTable
                label={t.screens.journal}
                columns={columns}
                rows={rows}
                rowKey={(row) => String(row.position)}
                onOpen={({ position }) => ask({ entry: String(position) })}
                isMarked={({ position }) => String(position) === asked["entry"]}
                onEnd={more}
                empty={<Empty title={t.journal.empty} hint={t.journal.emptyHint} />}
              />
            )}
          </QueryView>
        </div>
      </div>
      <Drawer
        open={chosen !== undefined}
        title={chosen === undefined ? "" : entryName(chosen.type, book)}
        size={460}
        mask={false}
        destroyOnHidden
        onClose={() => ask({ entry: undefined })}
      >
        {chosen === undefined ? null : <EntrySheet entry={chosen} book={book} />}
      </Drawer>
    </ListPage>
  );
};

export default Journal;
