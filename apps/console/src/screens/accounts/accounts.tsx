import type { Account } from "@chengyun/contracts";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Alert, Button, Form, Input, Modal, Popconfirm, Select, Space } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useAccounts, useAddAccount, usePosts, useResetPassword } from "../../data/identity.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { MoveButton } from "../../parts/move-button.tsx";
import { Portrait } from "../../parts/portrait.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Secret } from "../../parts/secret.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

interface Typed {
  readonly login: string;
  readonly name: string;
  readonly phone?: string;
  readonly postIds: string[];
}

interface AddProps {
  readonly onMade: (password: string) => void;
  readonly onClose: () => void;
}

const AddAccount = ({ onMade, onClose }: AddProps) => {
  const t = useText();
  const { say } = useUi();
  const { data: posts } = usePosts();
  const add = useAddAccount();
  const [form] = Form.useForm<Typed>();
  const send = ({ phone, ...typed }: Typed): void =>
    add.mutate({ ...typed, ...(phone ? { phone } : {}) }, { onSuccess: (made) => onMade(made.password) });
  return (
    <Modal
      open
      title={t.accounts.add}
      okText={t.accounts.add}
      okButtonProps={{ loading: add.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form<Typed> form={form} layout="vertical" requiredMark={false} onFinish={send}>
        <Form.Item
          name="login"
          label={t.accounts.login}
          extra={t.accounts.loginRule}
          rules={[{ required: true, pattern: /^[a-z][a-z0-9._-]{1,49}$/, message: t.accounts.loginRule }]}
        >
          <Input autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item name="name" label={t.accounts.name} rules={[{ required: true, message: t.accounts.needed }]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label={t.accounts.phone}>
          <Input maxLength={30} inputMode="tel" autoComplete="off" />
        </Form.Item>
        <Form.Item name="postIds" label={t.accounts.posts} rules={[{ required: true, message: t.accounts.needed }]}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: "label" }}
            placeholder={t.accounts.choosePosts}
            options={(posts?.items ?? []).map((post) => ({
              value: post.id,
              label: `${say(post.name)} · ${say(post.departmentName)}`,
            }))}
          />
        </Form.Item>
      </Form>
      {add.error === null ? null : <Alert type="error" showIcon title={toSentence(add.error)} />}
    </Modal>
  );
};

interface AccountActionsProps {
  readonly account: Account;
  readonly onSecret: (password: string) => void;
}

const AccountActions = ({ account, onSecret }: AccountActionsProps) => {
  const t = useText();
  const reset = useResetPassword();
  if (account.stage === "retired") return null;
  return (
    <Space size={4} wrap>
      <Popconfirm
        title={t.accounts.resetSure}
        onConfirm={() => reset.mutate(account.id, { onSuccess: (made) => onSecret(made.password) })}
      >
        <Button size="small" loading={reset.isPending}>
          {t.accounts.reset}
        </Button>
      </Popconfirm>
      {["end-sessions", ...(account.hasFactor ? ["reset-factor"] : []), "retire"].map((move) => (
        <MoveButton
          key={move}
          move={move}
          subject={{ kind: "account", plural: "accounts", id: account.id, version: account.version }}
          stage={account.stage}
        />
      ))}
    </Space>
  );
};

/** For the administrator: who may come in, in which posts. */
const Accounts = () => {
  const t = useText();
  const { say } = useUi();
  const query = useAccounts();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  const columns: readonly Column<Account>[] = [
    {
      id: "name",
      title: t.accounts.name,
      width: "minmax(120px, 1fr)",
      cell: (row) => (
        <span className="who">
          <Portrait person={row.personId} />
          <strong>{row.name}</strong>
        </span>
      ),
    },
    { id: "login", title: t.accounts.login, width: "150px", cell: (row) => row.login },
    {
      id: "posts",
      title: t.accounts.posts,
      width: "minmax(200px, 2fr)",
      cell: (row) => row.posts.map((post) => `${say(post.name)} · ${say(post.departmentName)}`).join("; "),
    },
    {
      id: "stage",
      title: t.accounts.stage,
      width: "100px",
      cell: (row) =>
        row.stage === "retired" ? <span className="second">{t.accounts.retired}</span> : t.accounts.active,
    },
    {
      id: "last",
      title: t.accounts.lastSignIn,
      width: "164px",
      cell: (row) => (row.lastSignInAt === undefined ? t.accounts.never : <Moment at={row.lastSignInAt} />),
    },
    { id: "created", title: t.accounts.created, width: "164px", cell: (row) => <Moment at={row.createdAt} /> },
    {
      id: "actions",
      title: t.accounts.actions,
      width: "360px",
      cell: (row) => <AccountActions account={row} onSecret={setSecret} />,
    },
  ];
  return (
    <ListPage
      title={t.accounts.title}
      filters={
        <Button type="primary" onClick={() => setAdding(true)}>
          {t.accounts.add}
        </Button>
      }
    >
      <QueryView query={query} rows={10}>
        {(rows) => (
          <DataTable
            label={t.accounts.title}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            empty={<Empty title={t.accounts.empty} hint={t.accounts.emptyHint} />}
          />
        )}
      </QueryView>
      {adding ? (
        <AddAccount
          onMade={(password) => {
            setAdding(false);
            setSecret(password);
          }}
          onClose={() => setAdding(false)}
        />
      ) : null}
      {secret === undefined ? null : (
        <Secret
          title={t.accounts.once}
          hint={t.accounts.onceHint}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </ListPage>
  );
};

export default Accounts;
