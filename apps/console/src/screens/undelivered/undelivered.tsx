import type { Delivery } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Alert, Button, Form, Input, Modal, Segmented } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useDeliveries, useRetryDelivery, useSettleDelivery } from "../../data/notice.ts";
import { useMay } from "../../data/session.ts";
import { useAsked } from "../../frame/go.ts";
import { useEndless } from "../../parts/endless.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

const SettleDialog = ({ delivery, onClose }: { readonly delivery: Delivery; readonly onClose: () => void }) => {
  const t = useText();
  const { say } = useUi();
  const settle = useSettleDelivery();
  const [form] = Form.useForm<{ readonly reason: string }>();
  return (
    <Modal
      open
      title={t.told.delivery.settle}
      okText={t.told.delivery.settle}
      okButtonProps={{ loading: settle.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{say(delivery.text)}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) => settle.mutate({ id: delivery.id, reason }, { onSuccess: onClose })}
      >
        <Form.Item
          name="reason"
          label={t.told.delivery.settleReason}
          rules={[{ required: true, whitespace: true, message: t.told.channel.needed }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      {settle.error === null ? null : <Alert type="error" showIcon title={toSentence(settle.error)} />}
    </Modal>
  );
};

interface ActionsProps {
  readonly delivery: Delivery;
  readonly onSettle: (delivery: Delivery) => void;
  readonly onFault: (fault: unknown) => void;
}

const Actions = ({ delivery, onSettle, onFault }: ActionsProps) => {
  const t = useText();
  const retry = useRetryDelivery();
  if (delivery.state !== "given-up") return null;
  const others = (["email", "sms"] as const).filter((way) => delivery.channel !== "group" && way !== delivery.channel);
  const send = (channel: "email" | "sms" | undefined): void =>
    retry.mutate({ id: delivery.id, channel }, { onError: onFault });
  return (
    <span className="row-actions">
      <Button size="small" type="primary" loading={retry.isPending} onClick={() => send(undefined)}>
        {t.told.delivery.retry}
      </Button>
      {others.map((way) => (
        <Button key={way} size="small" onClick={() => send(way)}>
          {fillText(t.told.delivery.by, { way: t.told.ways[way] })}
        </Button>
      ))}
      <Button size="small" onClick={() => onSettle(delivery)}>
        {t.told.delivery.settle}
      </Button>
    </span>
  );
};

/** For whoever looks after what was not delivered: nothing vanishes, somebody ends each. */
const Undelivered = () => {
  const t = useText();
  const { say } = useUi();
  const may = useMay();
  const [asked, ask] = useAsked();
  const isAll = asked["show"] === "all";
  const query = useDeliveries(isAll ? undefined : "given-up");
  const { rows, more } = useEndless(query);
  const [settling, setSettling] = useState<Delivery>();
  const [fault, setFault] = useState<unknown>();
  const d = t.told.delivery;
  const columns: readonly Column<Delivery>[] = [
    {
      id: "notice",
      title: d.notice,
      width: "minmax(220px, 3fr)",
      cell: (row) => <span title={say(row.text)}>{say(row.text)}</span>,
    },
    { id: "recipient", title: d.recipient, width: "minmax(90px, 1fr)", cell: (row) => say(row.recipient) },
    { id: "way", title: d.way, width: "80px", cell: (row) => t.told.ways[row.channel] },
    { id: "state", title: d.state, width: "100px", cell: (row) => d.states[row.state] },
    {
      id: "why",
      title: d.why,
      width: "minmax(160px, 2fr)",
      cell: (row) =>
        row.failure === undefined ? "–" : <span title={row.failure.detail}>{say(row.failure.words)}</span>,
    },
    { id: "tries", title: d.tries, width: "60px", numeric: true, cell: (row) => row.tries },
    { id: "at", title: d.at, width: "164px", cell: (row) => <Moment at={row.givenUpAt ?? row.sentAt ?? row.at} /> },
    ...(may("deliveries.retry")
      ? [
          {
            id: "actions",
            title: t.accounts.actions,
            width: "300px",
            cell: (row: Delivery) => <Actions delivery={row} onSettle={setSettling} onFault={setFault} />,
          },
        ]
      : []),
  ];
  return (
    <ListPage
      title={t.screens.undelivered}
      filters={
        <Segmented
          value={isAll ? "all" : "given"}
          onChange={(show) => ask({ show: show === "all" ? "all" : undefined })}
          options={[
            { value: "given", label: d.given },
            { value: "all", label: d.all },
          ]}
        />
      }
    >
      <p className="second list-lead">{d.lead}</p>
      {fault === undefined ? null : (
        <Alert type="error" showIcon closable={{ onClose: () => setFault(undefined) }} title={toSentence(fault)} />
      )}
      <QueryView query={query} rows={8}>
        {() => (
          <DataTable
            label={t.screens.undelivered}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            onEnd={more}
            empty={<Empty title={d.empty} hint={d.emptyHint} />}
          />
        )}
      </QueryView>
      {settling === undefined ? null : <SettleDialog delivery={settling} onClose={() => setSettling(undefined)} />}
    </ListPage>
  );
};

export default Undelivered;
