import type { FileImport, RejectedRows } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
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
import { useMapOutline } from "../../data/map.ts";
import { useMay } from "../../data/session.ts";
import { useGo } from "../../frame/go.ts";
import { toThingTypes } from "../../parts/map-description.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { CountFacts } from "./count-facts.tsx";
import { useFileWords } from "./file-words.ts";
import { viewOf } from "./map-view.ts";
import { MendTable } from "./mend-table.tsx";
import type { PaneProps } from "./pane.ts";

/** More lists than this are found in the list of things itself. */
const mostTypes = 5;

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

/** The lists of what the file made: by type of thing, those with most rows first. */
const ToThings = ({ shown }: { readonly shown: FileImport }) => {
  const words = useText().imports;
  const { say } = useUi();
  const { data: outline } = useMapOutline();
  const makes = shown.seen?.makes ?? {};
  const types = (outline === undefined ? [] : toThingTypes(outline))
    .filter(({ type }) => (makes[type] ?? 0) > 0)
    .sort((one, other) => (makes[other.type] ?? 0) - (makes[one.type] ?? 0));
  if (types.length === 0) return <Link to="/things">{words.toThings}</Link>;
  return types.slice(0, mostTypes).map(({ type, name }) => (
    <Link key={type} to="/things" search={{ type } as never}>
      {types.length === 1 ? words.toThings : fillText(words.toThingsOf, { name: say(name) })}
    </Link>
  ));
};

const WhereNext = ({ shown }: { readonly shown: FileImport }) => {
  const words = useText().imports;
  const may = useMay();
  const at = shown.seen?.box === undefined ? undefined : viewOf(shown.seen.box);
  return (
    <p className="row-actions">
      {at === undefined ? null : (
        <Link to="/map" search={{ at } as never}>
          {words.toMap}
        </Link>
      )}
      {shown.kind === "reports" && may("cases.read") ? <Link to="/cases">{words.toCases}</Link> : null}
      {shown.kind === "things" || shown.kind === "network" ? <ToThings shown={shown} /> : null}
    </p>
  );
};

type Rejected = Pick<RejectedRows, "asFeatures" | "ownFile">;

/** What the file of those rows is called, and how it ends. */
const fileOf = ({ asFeatures, ownFile }: Rejected, words: ReturnType<typeof useText>["imports"]) => {
  if (ownFile !== undefined)
    return { ending: ownFile, said: fillText(words.downloadOwn, { ending: ownFile }) } as const;
  return asFeatures
    ? ({ ending: "geojson", said: words.downloadFeatures } as const)
    : ({ ending: "csv", said: words.download } as const);
};

const Download = ({ id, rejected }: { readonly id: string; readonly rejected: Rejected }) => {
  const { ending, said } = fileOf(rejected, useText().imports);
  return (
    <Button href={fileRejectsUrl(id, ending)} download>
      {said}
    </Button>
  );
};

const Rejects = ({ shown }: Pick<PaneProps, "shown">) => {
  const words = useFileWords(shown);
  const query = useRejectedRows(shown);
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
                <Download id={shown.id} rejected={rejected} />
                <MendUpload shown={shown} />
              </span>
            }
          >
            {rejected.ownFile === undefined ? null : <p className="second">{words.mendFile}</p>}
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
    <div className="import-columns import-wide-columns">
      <Part title={words.result}>
        {run === undefined ? null : <CountFacts kind={shown.kind} counts={run.counts} rejects={run.rejects} />}
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
