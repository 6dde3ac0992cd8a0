import type { Channel } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Alert, Button, Input, Modal } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useChannels, useTestChannel } from "../../data/notice.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { offFooter } from "../../parts/off-footer.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { ChannelDialog } from "./channel-dialog.tsx";

const personalKinds: readonly Channel["kind"][] = ["email", "sms-http", "sms-smpp"];

const TestDialog = ({ channel, onClose }: { readonly channel: Channel; readonly onClose: () => void }) => {
  const t = useText();
  const { say } = useUi();
  const test = useTestChannel();
  const [to, setTo] = useState("");
  const isPersonal = personalKinds.includes(channel.kind);
  const answer = test.data;
  return (
    <Modal
      open
      title={`${t.told.channel.test} · ${say(channel.name)}`}
      okText={t.told.channel.test}
      okButtonProps={{ loading: test.isPending, disabled: isPersonal && to.trim().length < 3 }}
      footer={offFooter(isPersonal && to.trim().length < 3 ? t.off.address : undefined)}
      onOk={() => test.mutate({ id: channel.id, to: isPersonal ? to.trim() : undefined })}
      onCancel={onClose}
    >
      {isPersonal ? (
        <>
          <label htmlFor="test-to">{t.told.channel.testTo}</label>
          <Input
            id="test-to"
            autoFocus
            maxLength={200}
            value={to}
            onChange={({ target }) => setTo(target.value)}
            inputMode={channel.kind === "email" ? "email" : "tel"}
          />
        </>
      ) : null}
      {answer === undefined ? null : (
        <Alert
          className="told-tested"
          type={answer.sent ? "success" : "error"}
          showIcon
          title={fillText(answer.sent ? t.told.channel.testSent : t.told.channel.testFailed, {
            words: say(answer.words),
          })}
          description={answer.detail}
        />
      )}
      {test.error === null ? null : <Alert type="error" showIcon title={toSentence(test.error)} />}
    </Modal>
  );
};

/** For the administrator: every way out of the house, whether it works, and a try. */
const Channels = () => {
  const t = useText();
  const { say } = useUi();
  const query = useChannels();
  const [editing, setEditing] = useState<{ readonly channel: Channel | undefined }>();
  const [testing, setTesting] = useState<Channel>();
  const c = t.told.channel;
  const columns: readonly Column<Channel>[] = [
    {
      id: "name",
      title: c.kind,
      width: "minmax(180px, 2fr)",
      cell: (row) => (
        <span>
          <strong>{say(row.name)}</strong> <span className="second">{c.kinds[row.kind]}</span>
        </span>
      ),
    },
    {
      id: "state",
      title: c.state,
      width: "minmax(200px, 2fr)",
      cell: (row) => (
        <span title={row.lastFailure?.detail ?? say(row.words)}>
          <strong className={row.state === "failing" ? "channel-failing" : ""}>{c.states[row.state]}</strong>{" "}
          <span className="second">{say(row.words)}</span>
        </span>
      ),
    },
    {
      id: "success",
      title: c.lastSuccess,
      width: "164px",
      cell: (row) => (row.lastSuccessAt === undefined ? "–" : <Moment at={row.lastSuccessAt} />),
    },
    {
      id: "failure",
      title: c.lastFailure,
      width: "164px",
      cell: (row) => (row.lastFailureAt === undefined ? "–" : <Moment at={row.lastFailureAt} />),
    },
    {
      id: "actions",
      title: t.accounts.actions,
      width: "190px",
      cell: (row) => (
        <span className="row-actions">
          <Button size="small" onClick={() => setEditing({ channel: row })}>
            {c.edit}
          </Button>
          <Button size="small" onClick={() => setTesting(row)}>
            {c.test}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <ListPage
      title={t.screens.channels}
      filters={
        <Button type="primary" onClick={() => setEditing({ channel: undefined })}>
          {c.add}
        </Button>
      }
    >
      <QueryView query={query} rows={6}>
        {({ items }) => (
          <DataTable
            label={t.screens.channels}
            columns={columns}
            rows={items}
            rowKey={(row) => row.id}
            empty={<Empty title={c.empty} hint={c.emptyHint} />}
          />
        )}
      </QueryView>
      {editing === undefined ? null : <ChannelDialog channel={editing.channel} onClose={() => setEditing(undefined)} />}
      {testing === undefined ? null : <TestDialog channel={testing} onClose={() => setTesting(undefined)} />}
    </ListPage>
  );
};

export default Channels;
