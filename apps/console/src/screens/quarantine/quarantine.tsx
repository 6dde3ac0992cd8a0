import type { Output } from "@chengyun/client";
import type { Quarantined } from "@chengyun/contracts";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Select } from "antd";
import { useQuarantine } from "../../data/sensing.ts";
import { useAsked } from "../../frame/go.ts";
import { useEndless } from "../../parts/endless.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

type Row = Output<typeof Quarantined>;

/** For whoever keeps devices running: what could not be read, and who knocked without being known. */
const Quarantine = () => {
  const t = useText();
  const { say } = useUi();
  const [asked, ask] = useAsked();
  const query = useQuarantine(asked["reason"]);
  const { rows, more } = useEndless(query);
  const code = (text: string | undefined) => (text === undefined ? "–" : <code title={text}>{text}</code>);
  const columns: readonly Column<Row>[] = [
    {
      id: "reason",
      title: t.quarantine.reason,
      width: "130px",
      cell: (row) => <strong>{t.quarantine.reasons[row.reason]}</strong>,
    },
    {
      id: "detail",
      title: t.quarantine.detail,
      width: "minmax(220px, 2fr)",
      cell: (row) => <span title={say(row.detail)}>{say(row.detail)}</span>,
    },
    { id: "count", title: t.quarantine.count, width: "80px", numeric: true, cell: (row) => row.count },
    { id: "last", title: t.quarantine.last, width: "164px", cell: (row) => <Moment at={row.lastAt} /> },
    { id: "first", title: t.quarantine.first, width: "164px", cell: (row) => <Moment at={row.firstAt} /> },
    { id: "device", title: t.quarantine.device, width: "minmax(140px, 1fr)", cell: (row) => code(row.deviceId) },
    { id: "address", title: t.quarantine.address, width: "140px", cell: (row) => row.address ?? "–" },
    { id: "payload", title: t.quarantine.payload, width: "minmax(160px, 1fr)", cell: (row) => code(row.payload) },
  ];
  return (
    <ListPage
      title={t.screens.quarantine}
      filters={
        <Select
          allowClear
          aria-label={t.quarantine.reason}
          placeholder={t.quarantine.all}
          value={asked["reason"] ?? null}
          onChange={(reason) => ask({ reason: reason ?? undefined })}
          options={Object.entries(t.quarantine.reasons).map(([value, label]) => ({ value, label }))}
        />
      }
    >
      <QueryView query={query} rows={10}>
        {() => (
          <DataTable
            label={t.screens.quarantine}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            onEnd={more}
            empty={<Empty title={t.quarantine.empty} hint={t.quarantine.emptyHint} />}
          />
        )}
      </QueryView>
    </ListPage>
  );
};

export default Quarantine;
