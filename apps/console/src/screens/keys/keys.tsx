import { type Key, neverOfKeys, permissions } from "@chengyun/contracts";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Alert, Button, Form, Input, Modal, Select, Space } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useAddKey, useKeys } from "../../data/identity.ts";
import { AccessButton } from "../../parts/access-button.tsx";
import { ListPage } from "../../parts/list-page.tsx";
import { MoveButton } from "../../parts/move-button.tsx";
import { usePermissionName } from "../../parts/permission-name.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { Secret } from "../../parts/secret.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

interface Typed {
  readonly name: string;
  readonly scopes: string[];
  readonly days: number;
}

const offered = Object.entries(permissions).filter(([id]) => !neverOfKeys.includes(id));
const lasting = [30, 90, 365, 730];

interface AddProps {
  readonly onMade: (secret: string) => void;
  readonly onClose: () => void;
}

const AddKey = ({ onMade, onClose }: AddProps) => {
  const t = useText();
  const { say } = useUi();
  const add = useAddKey();
  const [form] = Form.useForm<Typed>();
  return (
    <Modal
      open
      title={t.keys.add}
      okText={t.keys.add}
      okButtonProps={{ loading: add.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form<Typed>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ days: 365 }}
        onFinish={(typed) => add.mutate(typed, { onSuccess: (made) => onMade(made.secret) })}
      >
        <Form.Item name="name" label={t.keys.name} rules={[{ required: true, message: t.accounts.needed }]}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="scopes" label={t.keys.scopes} rules={[{ required: true, message: t.accounts.needed }]}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: "label" }}
            placeholder={t.move.choose}
            options={offered.map(([value, name]) => ({ value, label: say(name) }))}
          />
        </Form.Item>
        <Form.Item name="days" label={t.keys.lasts}>
          <Select options={lasting.map((value) => ({ value, label: t.keys.days(value) }))} />
        </Form.Item>
      </Form>
      {add.error === null ? null : <Alert type="error" showIcon title={toSentence(add.error)} />}
    </Modal>
  );
};

/** For the security administrator: which systems may call, and what. */
const Keys = () => {
  const t = useText();
  const { say } = useUi();
  const query = useKeys();
  const permissionName = usePermissionName();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  const columns: readonly Column<Key>[] = [
    { id: "name", title: t.keys.name, width: "minmax(140px, 1fr)", cell: (row) => <strong>{row.name}</strong> },
    {
      id: "scopes",
      title: t.keys.scopes,
      width: "minmax(240px, 3fr)",
      cell: (row) => {
        const scopes = row.scopes.map((scope) => say(permissionName(scope))).join(", ");
        return <span title={scopes}>{scopes}</span>;
      },
    },
    {
      id: "stage",
      title: t.accounts.stage,
      width: "100px",
      cell: (row) =>
        row.stage === "retired" || row.ended === true ? (
          <span className="second">{row.stage === "retired" ? t.accounts.retired : t.keys.ended}</span>
        ) : (
          t.accounts.active
        ),
    },
    {
      id: "last",
      title: t.keys.last,
      width: "164px",
      cell: (row) => (row.lastUsedAt === undefined ? t.accounts.never : <Moment at={row.lastUsedAt} />),
    },
    {
      id: "ends",
      title: t.keys.ends,
      width: "164px",
      cell: (row) => (row.endsAt === undefined ? t.keys.never : <Moment at={row.endsAt} />),
    },
    { id: "created", title: t.accounts.created, width: "164px", cell: (row) => <Moment at={row.createdAt} /> },
    {
      id: "actions",
      title: t.accounts.actions,
      width: "230px",
      cell: (row) =>
        row.stage === "retired" ? null : (
          <Space size={4} wrap>
            <AccessButton of={{ key: row.id }} name={row.name} />
            <MoveButton
              move="retire"
              subject={{ kind: "key", plural: "keys", id: row.id, version: row.version }}
              stage={row.stage}
            />
          </Space>
        ),
    },
  ];
  return (
    <ListPage
      title={t.screens.keys}
      filters={
        <Button type="primary" onClick={() => setAdding(true)}>
          {t.keys.add}
        </Button>
      }
    >
      <QueryView query={query} rows={8}>
        {({ items }) => (
          <DataTable
            label={t.screens.keys}
            columns={columns}
            rows={items}
            rowKey={(row) => row.id}
            empty={<Empty title={t.keys.empty} hint={t.keys.emptyHint} />}
          />
        )}
      </QueryView>
      {adding ? (
        <AddKey
          onMade={(made) => {
            setAdding(false);
            setSecret(made);
          }}
          onClose={() => setAdding(false)}
        />
      ) : null}
      {secret === undefined ? null : (
        <Secret title={t.keys.secret} hint={t.keys.secretHint} secret={secret} onClose={() => setSecret(undefined)} />
      )}
    </ListPage>
  );
};

export default Keys;
