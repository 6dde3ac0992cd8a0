import type { SessionSeen } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty, formatMoment, useUi } from "@chengyun/ui";
import { Alert, App, Button, Form, Input, Modal, Tag } from "antd";
import bowser from "bowser";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import {
  useEndOtherSessions,
  useEndOwnSession,
  useEnrolled,
  useFactor,
  useOwnSessions,
  useRemoveFactor,
} from "../../data/security.ts";
import { FactorSetup } from "../../parts/factor-setup.tsx";
import { ListPage } from "../../parts/list-page.tsx";
import { OffButton } from "../../parts/off-button.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { Passkeys } from "./passkeys.tsx";

const fewCodes = 3;

const RemoveFactor = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useText().security;
  const remove = useRemoveFactor();
  const [form] = Form.useForm<{ password: string; code: string }>();
  return (
    <Modal
      open
      title={t.remove}
      okText={t.remove}
      okButtonProps={{ danger: true, loading: remove.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t.removeLead}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(typed) => remove.mutate(typed, { onSuccess: onClose })}
      >
        <Form.Item name="password" label={t.password} rules={[{ required: true, message: t.needPassword }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <Form.Item name="code" label={t.codeOrRecovery} rules={[{ required: true, message: t.needCode }]}>
          <Input autoComplete="one-time-code" maxLength={30} />
        </Form.Item>
      </Form>
      {remove.error === null ? null : <Alert type="error" showIcon title={toSentence(remove.error)} />}
    </Modal>
  );
};

interface FactorButtonProps {
  readonly on: boolean;
  readonly possible: boolean;
  readonly onOpen: (open: "set" | "remove") => void;
}

const FactorButton = ({ on, possible, onOpen }: FactorButtonProps) => {
  const t = useText().security;
  if (on)
    return (
      <Button danger onClick={() => onOpen("remove")}>
        {t.remove}
      </Button>
    );
  return (
    <OffButton type="primary" why={possible ? undefined : t.factorImpossible} onClick={() => onOpen("set")}>
      {t.begin}
    </OffButton>
  );
};

const FactorCard = () => {
  const t = useText().security;
  const { language, zone } = useUi();
  const enrolled = useEnrolled();
  const [open, setOpen] = useState<"set" | "remove">();
  const close = (): void => setOpen(undefined);
  return (
    <section className="card-section" aria-labelledby="factor-title">
      <h2 id="factor-title">{t.factor}</h2>
      <QueryView query={useFactor()} rows={2}>
        {({ possible, on, since, recoveryLeft }) => (
          <>
            <p>
              {on
                ? fillText(t.factorOn, { since: formatMoment(Date.parse(since ?? ""), { language, zone }) })
                : possible
                  ? t.factorOff
                  : t.factorImpossible}
            </p>
            {on ? <p className="second">{fillText(t.recoveryLeft, { n: String(recoveryLeft) })}</p> : null}
            {on && recoveryLeft < fewCodes ? <Alert type="warning" showIcon title={t.recoveryFew} /> : null}
            <FactorButton on={on} possible={possible} onOpen={setOpen} />
          </>
        )}
      </QueryView>
      {open === "remove" ? <RemoveFactor onClose={close} /> : null}
      <Modal
        open={open === "set"}
        title={t.begin}
        footer={null}
        mask={{ closable: false }}
        onCancel={close}
        destroyOnHidden
      >
        <FactorSetup
          onDone={() => {
            close();
            void enrolled();
          }}
        />
      </Modal>
    </section>
  );
};

/** Browser and system as people call them; the words of others are trusted for nothing. */
const describeDevice = (agent: string): string | undefined => {
  if (agent === "") return undefined;
  const { browser, os } = bowser.parse(agent);
  return [browser.name, browser.version?.split(".")[0], os.name].filter(Boolean).join(" ") || undefined;
};

const Sessions = () => {
  const t = useText().security;
  const { message } = App.useApp();
  const end = useEndOwnSession();
  const endOthers = useEndOtherSessions();
  const columns: readonly Column<SessionSeen>[] = [
    {
      id: "device",
      title: t.device,
      width: "minmax(160px, 2fr)",
      cell: (row) => (
        <>
          {row.current ? <Tag color="blue">{t.current}</Tag> : null} {describeDevice(row.agent) ?? t.unknownDevice}
        </>
      ),
    },
    { id: "address", title: t.address, width: "150px", cell: (row) => row.address },
    { id: "opened", title: t.opened, width: "164px", cell: (row) => <Moment at={row.openedAt} /> },
    { id: "used", title: t.used, width: "164px", cell: (row) => <Moment at={row.usedAt} /> },
    {
      id: "actions",
      title: t.actions,
      width: "110px",
      cell: (row) =>
        row.current ? null : (
          <Button
            size="small"
            danger
            onClick={() => end.mutate(row.id, { onSuccess: () => void message.info(t.endedOne) })}
          >
            {t.end}
          </Button>
        ),
    },
  ];
  const fault = end.error ?? endOthers.error;
  return (
    <section className="card-section" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{t.sessions}</h2>
      {fault === null ? null : <Alert type="error" showIcon title={toSentence(fault)} />}
      <QueryView query={useOwnSessions()} rows={4}>
        {({ items }) => (
          <>
            <DataTable
              label={t.sessions}
              columns={columns}
              rows={items}
              rowKey={(row) => row.id}
              empty={<Empty title={t.sessions} />}
            />
            {items.length < 2 ? null : (
              <Button
                danger
                loading={endOthers.isPending}
                onClick={() =>
                  endOthers.mutate(undefined, {
                    onSuccess: ({ ended }) => void message.info(fillText(t.ended, { n: String(ended) })),
                  })
                }
              >
                {t.endOthers}
              </Button>
            )}
          </>
        )}
      </QueryView>
    </section>
  );
};

/** For everybody: the own second factor, and where one is signed in. */
const Security = () => {
  const t = useText().security;
  return (
    <ListPage title={t.screens.security} filters={<span className="second">{t.lead}</span>}>
      <FactorCard />
      <Passkeys />
      <Sessions />
    </ListPage>
  );
};

export default Security;
