import type { FileImport } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Upload } from "antd";
import { useEffect } from "react";
import { toSentence } from "../../data/api.ts";
import {
  fileRejectsUrl,
  forgetTheMap,
  useRejectedRows,
  useRemoveFile,
  useUploadMended,
} from "../../data/file-import.ts";
import { useGo } from "../../frame/go.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { CountFacts } from "./count-facts.tsx";
import { viewOf } from "./map-view.ts";
import { MendTable } from "./mend-table.tsx";
import type { PaneProps } from "./pane.ts";

/** A mended file is uploaded as an import of its own, read by the same mapping. */
const MendUpload = ({ shown }: Pick<PaneProps, "shown">) => {
  const words = useText().imports;
  const go = useGo();
  const mend = useUploadMended(shown);
  return (
    <>
      <Upload
        showUploadList={false}
        beforeUpload={(file) => {
          mend.mutate(file, { onSuccess: ({ id }) => go(`/import/${id}`) });
          return Upload.LIST_IGNORE;
        }}
      >
        <Button loading={mend.isPending}>{words.mendUpload}</Button>
      </Upload>
      {mend.error === null ? null : <Alert type="error" showIcon title={toSentence(mend.error)} />}
    </>
  );
};

const WhereNext = ({ shown }: { readonly shown: FileImport }) => {
  const words = useText().imports;
  const at = shown.seen?.box === undefined ? undefined : viewOf(shown.seen.box);
  return (
    <p className="row-actions">
      {at === undefined ? null : (
        <Link to="/map" search={{ at } as never}>
          {words.toMap}
        </Link>
      )}
      {shown.kind === "things" || shown.kind === "network" ? <Link to="/things">{words.toThings}</Link> : null}
    </p>
  );
};

const Download = ({ id, as }: { readonly id: string; readonly as: "features" | "list" | "rows" }) => {
  const words = useText().imports;
  const said = { features: words.downloadFeatures, list: words.downloadList, rows: words.download };
  return (
    <Button href={fileRejectsUrl(id, as === "features" ? "geojson" : "csv")} download>
      {said[as]}
    </Button>
  );
};

const Rejects = ({ shown }: Pick<PaneProps, "shown">) => {
  const words = useText().imports;
  const query = useRejectedRows(shown);
  // Models and extracts have no rows to mend: a list says what of them was not taken, and the file itself is mended.
  const isList = shown.kind === "network" || shown.look?.format === "osm";
  return (
    <QueryView query={query} rows={6}>
      {(rejected) =>
        rejected.rows.length === 0 && rejected.others.length === 0 ? (
          <p className="import-said">{words.noRejects}</p>
        ) : (
          <Part
            title={words.rejects}
            extra={
              <span className="row-actions">
                <Download id={shown.id} as={rejected.asFeatures ? "features" : isList ? "list" : "rows"} />
                <MendUpload shown={shown} />
              </span>
            }
          >
            {isList ? <p className="second">{words.mendFile}</p> : null}
            <MendTable key={shown.changedAt} shown={shown} rejected={rejected} />
          </Part>
        )
      }
    </QueryView>
  );
};

/** Step 5: what was kept, known, changed and refused; what was refused is mended here or in the file. */
export const ResultPane = ({ shown, onStep }: PaneProps) => {
  const words = useText().imports;
  const remove = useRemoveFile(shown.id);
  const { run } = shown;
  useEffect(forgetTheMap, []);
  return (
    <div className="import-columns">
      <Part title={words.result}>
        {run === undefined ? null : <CountFacts counts={run.counts} rejects={run.rejects} />}
        <WhereNext shown={shown} />
        {shown.mendedBy.length === 0 ? null : (
          <p className="second">
            {fillText(words.mendedBy, { n: String(shown.mendedBy.length) })}{" "}
            {shown.mendedBy.map((id, at) => (
              <Link key={id} to={`/import/${id}`} className="import-mending">
                {at + 1}
              </Link>
            ))}
          </p>
        )}
      </Part>
      {shown.isKept ? <Rejects shown={shown} /> : null}
      <div className="row-actions">
        <Button onClick={() => onStep(2)}>{words.back}</Button>
        {shown.isKept ? (
          <Button danger title={words.removeHint} loading={remove.isPending} onClick={() => remove.mutate()}>
            {words.remove}
          </Button>
        ) : null}
      </div>
      <p className="cy-faint">
        {words.days} {run === undefined ? null : `${words.runId} ${run.id}`}
      </p>
      {remove.error === null ? null : <Alert type="error" showIcon title={toSentence(remove.error)} />}
    </div>
  );
};
