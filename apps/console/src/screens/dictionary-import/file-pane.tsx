import { type Column, DataTable, Empty } from "@chengyun/ui";
import { Alert, Button, Upload } from "antd";
import { toSentence } from "../../data/api.ts";
import { useAddImportFile } from "../../data/dictionary.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";
import type { PaneProps } from "./pane.ts";

type Row = PaneProps["shown"]["files"][number];

/** The files of an import: which counts, which are compared, and how many limits lost their calendar. */
export const FilePane = ({ shown, onStep }: PaneProps) => {
  const { dictionary: words, off } = useText();
  const add = useAddImportFile(shown.id);
  const columns: readonly Column<Row>[] = [
    { id: "name", title: words.file, width: "minmax(220px, 2fr)", cell: (row) => <strong>{row.name}</strong> },
    { id: "encoding", title: words.encoding, width: "110px", cell: (row) => row.encoding },
    { id: "rows", title: words.rows, width: "80px", numeric: true, cell: (row) => row.rows },
    { id: "lost", title: words.lost, width: "100px", numeric: true, cell: (row) => row.lost },
    { id: "leads", title: words.state, width: "90px", cell: (row) => (row.leads ? words.leads : words.compared) },
  ];
  return (
    <div className="list-page">
      <div className="list-head">
        <Upload
          accept=".xlsx,.csv"
          multiple={false}
          showUploadList={false}
          beforeUpload={(file) => {
            add.mutate(file);
            return Upload.LIST_IGNORE;
          }}
        >
          <Button loading={add.isPending}>{words.addFile}</Button>
        </Upload>
        <span className="cy-faint">{words.addFileHint}</span>
        <OffButton type="primary" why={shown.files.length === 0 ? off.noFile : undefined} onClick={() => onStep(1)}>
          {words.next}
        </OffButton>
      </div>
      {add.error === null ? null : <Alert type="error" showIcon title={toSentence(add.error)} />}
      <div className="list-body">
        <DataTable
          label={words.file}
          columns={columns}
          rows={shown.files}
          rowKey={({ name }) => name}
          empty={<Empty title={words.addFile} hint={words.addFileHint} />}
        />
      </div>
    </div>
  );
};
