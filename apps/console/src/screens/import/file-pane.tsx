import { InboxOutlined } from "@ant-design/icons";
import { fillText } from "@chengyun/kernel";
import { Alert, Button, Progress, Upload } from "antd";
import { useRef } from "react";
import { toSentence } from "../../data/api.ts";
import { isGoing, useStopImport, useUpload } from "../../data/file-import.ts";
import { useText } from "../../strings/text.ts";
import { formatBytes } from "./bytes.ts";
import { AskEncoding } from "./layout-fields.tsx";
import type { PaneProps } from "./pane.ts";

const accepted = ".csv,.tsv,.txt,.xlsx,.json,.geojson,.shp,.dbf,.prj,.cpg,.zip,.inp,.osm,.pbf,.xml,.gz";

/** The place where files are dropped; several chosen at once (a shapefile's parts) go one after another. */
const Drop = ({ shown }: Pick<PaneProps, "shown">) => {
  const words = useText().imports;
  const { upload, share } = useUpload(shown.id);
  const waiting = useRef<File[]>([]);
  const take = (file: File, all: readonly File[]): typeof Upload.LIST_IGNORE => {
    waiting.current.push(file);
    // The library calls once a file; all of them go when the last was told.
    if (file === all.at(-1)) {
      upload.mutate(waiting.current);
      waiting.current = [];
    }
    return Upload.LIST_IGNORE;
  };
  return (
    <>
      <Upload.Dragger
        multiple
        accept={accepted}
        showUploadList={false}
        disabled={upload.isPending}
        beforeUpload={(file, all) => take(file, all)}
        aria-label={words.drop}
      >
        <p className="import-drop-sign">
          <InboxOutlined aria-hidden="true" />
        </p>
        <p>
          <strong>{shown.files.length === 0 ? words.drop : words.again}</strong>
        </p>
        <p className="second import-drop-hint">{words.dropHint}</p>
      </Upload.Dragger>
      {share === undefined ? null : (
        <div role="status">
          {fillText(words.uploading, { name: upload.variables?.map(({ name }) => name).join(", ") ?? "" })}
          <Progress percent={Math.floor(share * 100)} />
        </div>
      )}
      {upload.error === null ? null : <Alert type="error" showIcon title={toSentence(upload.error)} />}
    </>
  );
};

/** Step 1: the file. */
export const FilePane = ({ shown, onStep }: PaneProps) => {
  const words = useText().imports;
  const stop = useStopImport(shown.id);
  return (
    <div className="import-form">
      <p className="second">{words.kindHints[shown.kind]}</p>
      {isGoing(shown) ? (
        <div role="status" className="import-wait">
          <p>{shown.progress?.waits === true ? words.waits : words.looking}</p>
          <Progress percent={100} status="active" showInfo={false} />
          <Button onClick={() => stop.mutate()} loading={stop.isPending}>
            {words.stop}
          </Button>
        </div>
      ) : (
        <Drop shown={shown} />
      )}
      {shown.files.length === 0 ? null : (
        <ul className="import-files">
          {shown.files.map(({ name, bytes, digest }) => (
            <li key={name}>
              <strong>{name}</strong> <span className="figure second">{formatBytes(bytes)}</span>{" "}
              <code className="cy-faint">SHA-256 {digest.slice(0, 12)}…</code>
            </li>
          ))}
        </ul>
      )}
      {shown.stage === "refused" &&
      shown.look === undefined &&
      /\.(csv|tsv|txt|shp|zip|gz|inp|geojson|json)$/i.test(shown.name) ? (
        <AskEncoding shown={shown} />
      ) : null}
      <p className="cy-faint">{words.days}</p>
      {shown.look === undefined || isGoing(shown) ? null : (
        <div className="row-actions">
          <Button type="primary" onClick={() => onStep(1)}>
            {words.next}
          </Button>
        </div>
      )}
    </div>
  );
};
