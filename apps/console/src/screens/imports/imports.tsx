import type { FileImportKind, FileImportRow, ImportRun } from "@chengyun/contracts";
import { type Column, DataTable, Empty, formatNumber } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Alert } from "antd";
import { toSentence } from "../../data/api.ts";
import { useBeginFileImport, useFileImports, useImportRuns } from "../../data/file-import.ts";
import { useMay } from "../../data/session.ts";
import { useGo } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { useEndless } from "../../parts/endless.ts";
import { fitColumns } from "../../parts/fit-columns.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

const kinds: readonly FileImportKind[] = ["areas", "things", "network", "links", "base", "readings", "reports"];

/** What can be brought in: one press begins it. */
const Begin = () => {
  const words = useText().imports;
  const go = useGo();
  const may = useMay();
  const begin = useBeginFileImport();
  const start = (kind: FileImportKind): void => begin.mutate({ kind }, { onSuccess: ({ id }) => go(`/import/${id}`) });
  return (
    <section className="import-begin" aria-label={words.begin}>
      <h2>{words.begin}</h2>
      <p className="second">{words.beginHint}</p>
      <div className="import-kinds">
        {kinds
          .filter((kind) => kind !== "reports" || may("cases.import"))
          .map((kind) => (
            <button
              key={kind}
              type="button"
              className="import-kind"
              disabled={begin.isPending}
              onClick={() => start(kind)}
            >
              <strong>{words.kinds[kind]}</strong>
              <span className="second">{words.kindHints[kind]}</span>
            </button>
          ))}
        {may("dictionaries.edit") ? (
          <Link className="import-kind" to="/dictionaries/import">
            <strong>{words.dictionary}</strong>
            <span className="second">{words.dictionaryHint}</span>
          </Link>
        ) : null}
      </div>
      {begin.error === null ? null : <Alert type="error" showIcon title={toSentence(begin.error)} />}
    </section>
  );
};

/** A line of the list: an uploaded file, or a run that came by the command line. */
type Row =
  | FileImportRow
  | (Pick<FileImportRow, "id" | "kind" | "name" | "beganAt" | "run"> & { readonly stage: undefined });

const toRows = (files: readonly FileImportRow[], runs: readonly ImportRun[]): Row[] => {
  const own = new Set(files.flatMap(({ run }) => run?.id ?? []));
  const others = runs
    .filter(({ id }) => !own.has(id))
    .map(
      (run): Row => ({
        ...{ id: run.id, kind: run.kind, name: run.name, beganAt: run.beganAt, run },
        stage: undefined,
      }),
    );
  return [...files, ...others].sort((one, other) => (one.beganAt < other.beganAt ? 1 : -1));
};

const useColumns = (): readonly Column<Row>[] => {
  const words = useText().imports;
  const count =
    (of: keyof ImportRun["counts"]) =>
    ({ run }: Row) =>
      run === undefined ? "–" : formatNumber(run.counts[of]);
  const refused = ({ run }: Row) =>
    run === undefined ? "–" : formatNumber(Math.max(run.rejects, run.counts.refused + run.counts.quarantined));
  return [
    {
      id: "name",
      title: words.file,
      width: "minmax(180px, 2fr)",
      cell: (row) => <strong title={row.name}>{row.name || "–"}</strong>,
    },
    { id: "kind", title: words.kind, width: "110px", cell: (row) => words.kinds[row.kind] },
    {
      id: "stage",
      title: words.state,
      width: "minmax(120px, 1fr)",
      cell: (row) => (row.stage === undefined ? words.runStages[row.run?.stage ?? "ended"] : words.stages[row.stage]),
    },
    { id: "added", title: words.added, width: "90px", numeric: true, cell: count("added") },
    { id: "changed", title: words.changed, width: "80px", numeric: true, cell: count("changed") },
    { id: "known", title: words.known, width: "80px", numeric: true, cell: count("known") },
    { id: "refused", title: words.refused, width: "90px", numeric: true, cell: refused },
    {
      id: "origin",
      title: words.origin,
      width: "110px",
      cell: (row) => (row.stage === undefined ? words.byCommand : "–"),
    },
    { id: "began", title: words.beganAt, width: "160px", cell: (row) => <Moment at={row.beganAt} /> },
  ];
};

const onPhone = new Map([
  ["name", "minmax(110px, 2fr)"],
  ["stage", "100px"],
  ["added", "68px"],
  ["refused", "84px"],
]);

/** For whoever brings a city's own data in: what to begin, and what came of what was begun. */
const Imports = () => {
  const t = useText();
  const words = t.imports;
  const go = useGo();
  const room = useRoom();
  const query = useFileImports();
  const { rows: files, more } = useEndless(query);
  const { data: runs } = useImportRuns();
  const columns = fitColumns(useColumns(), room, onPhone);
  return (
    <ListPage title={t.screens.import}>
      <div className="imports">
        <Begin />
        <div className="imports-rows">
          <QueryView query={query} rows={8}>
            {() => (
              <DataTable
                label={words.list}
                columns={columns}
                rows={toRows(files, runs?.items ?? [])}
                rowKey={({ id }) => id}
                onOpen={(row) => row.stage !== undefined && go(`/import/${row.id}`)}
                onEnd={more}
                empty={<Empty title={words.empty} hint={words.emptyHint} />}
              />
            )}
          </QueryView>
        </div>
      </div>
    </ListPage>
  );
};

export default Imports;
