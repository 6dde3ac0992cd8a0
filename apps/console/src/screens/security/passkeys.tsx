import type { Passkey } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty } from "@chengyun/ui";
import { Alert, Button, Form, Modal, Tag } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { hasPasskeys, type Proof, usePasskeys, useRemovePasskey } from "../../data/passkey.ts";
import { useCity, useMe } from "../../data/session.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { PasskeySetup } from "../../parts/passkey-setup.tsx";
import { ProofField } from "../../parts/proof-field.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

interface RemoveProps {
  readonly passkey: Passkey;
  readonly asks: "nothing" | "code" | "password";
  readonly onClose: () => void;
}

const RemovePasskey = ({ passkey, asks, onClose }: RemoveProps) => {
  const t = useText().security;
  const remove = useRemovePasskey();
  const [form] = Form.useForm<Proof>();
  return (
    <Modal
      open
      title={fillText(t.passkeyRemove, { name: passkey.name })}
      okText={t.passkeyRemoveNow}
      okButtonProps={{ danger: true, loading: remove.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t.passkeyRemoveLead}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(proof) => remove.mutate({ id: passkey.id, ...proof }, { onSuccess: onClose })}
      >
        <ProofField asks={asks} />
      </Form>
      {remove.error === null ? null : <Alert type="error" showIcon title={toSentence(remove.error)} />}
    </Modal>
  );
};

const AddPasskey = () => {
  const t = useText().security;
  const { data: city } = useCity();
  const { data: me } = useMe();
  const [isOpen, setIsOpen] = useState(false);
  const close = (): void => setIsOpen(false);
  const host = city?.ways.passkeyHost;
  const isHere = city !== undefined && hasPasskeys(city);
  const elsewhere = host === undefined ? t.passkeyNowhere : fillText(t.passkeyElsewhere, { host });
  const why = me?.way === "demo" ? t.passkeyDemo : isHere ? undefined : elsewhere;
  return (
    <>
      <OffButton type="primary" why={why} onClick={() => setIsOpen(true)}>
        {t.passkeyAdd}
      </OffButton>
      <Modal open={isOpen} title={t.passkeyAdd} footer={null} onCancel={close} destroyOnHidden>
        <PasskeySetup onDone={close} />
      </Modal>
    </>
  );
};

/** The own passkeys: which there are, one more, one less. */
export const Passkeys = () => {
  const t = useText().security;
  const [removing, setRemoving] = useState<Passkey>();
  const columns: readonly Column<Passkey>[] = [
    {
      id: "name",
      title: t.passkeyName,
      width: "minmax(160px, 2fr)",
      cell: (row) => (
        <>
          {row.name} {row.isDoubted ? <Tag color="red">{t.passkeyDoubted}</Tag> : null}
          {row.isSynced ? <span className="second">{t.passkeySynced}</span> : null}
        </>
      ),
    },
    { id: "made", title: t.passkeyMade, width: "164px", cell: (row) => <Moment at={row.madeAt} /> },
    {
      id: "used",
      title: t.used,
      width: "164px",
      cell: (row) => (row.usedAt === undefined ? t.passkeyUnused : <Moment at={row.usedAt} />),
    },
    {
      id: "actions",
      title: t.actions,
      width: "110px",
      cell: (row) => (
        <Button size="small" danger onClick={() => setRemoving(row)}>
          {t.passkeyRemoveNow}
        </Button>
      ),
    },
  ];
  return (
    <section className="card-section" aria-labelledby="passkeys-title">
      <h2 id="passkeys-title">{t.passkeys}</h2>
      <QueryView query={usePasskeys()} rows={2}>
        {({ items, asks }) => (
          <>
            <DataTable
              label={t.passkeys}
              columns={columns}
              rows={items}
              rowKey={(row) => row.id}
              empty={<Empty title={t.passkeyNone} hint={t.passkeyHow} />}
            />
            <AddPasskey />
            {removing === undefined ? null : (
              <RemovePasskey passkey={removing} asks={asks} onClose={() => setRemoving(undefined)} />
            )}
          </>
        )}
      </QueryView>
    </section>
  );
};
