import { type Account, accountRequestKinds } from "@chengyun/contracts";
import { Alert, Form, Input, Modal, Select } from "antd";
import { toSentence } from "../../data/api.ts";
import { useAskAccount, useSetPosts } from "../../data/identity.ts";
import { useText } from "../../strings/text.ts";
import { PostsField } from "./posts-field.tsx";

interface DialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}

const postIdsOf = ({ posts }: Account): string[] => posts.map(({ id }) => id);

/** Other posts for somebody who is no administrator; giving an administrator's is asked for. */
export const PostsDialog = ({ account, onClose }: DialogProps) => {
  const t = useText();
  const set = useSetPosts();
  const [form] = Form.useForm<{ postIds: string[] }>();
  return (
    <Modal
      open
      title={`${t.access.posts} · ${account.name}`}
      okText={t.access.save}
      okButtonProps={{ loading: set.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ postIds: postIdsOf(account) }}
        onFinish={({ postIds }) =>
          set.mutate({ id: account.id, version: account.version, posts: postIds }, { onSuccess: onClose })
        }
      >
        <PostsField extra={t.access.apart} />
      </Form>
      {set.error === null ? null : <Alert type="error" showIcon title={toSentence(set.error)} />}
    </Modal>
  );
};

type Kind = (typeof accountRequestKinds)[number];

interface Asking {
  readonly what: Kind;
  readonly postIds?: string[];
  readonly reason: string;
}

/** Asks for a change of an administrator's account, which another security administrator approves. */
export const AskDialog = ({ account, onClose }: DialogProps) => {
  const t = useText();
  const ask = useAskAccount();
  const [form] = Form.useForm<Asking>();
  const what = Form.useWatch("what", form);
  const offered = accountRequestKinds.filter((kind) => kind !== "factor" || account.hasFactor);
  const send = ({ what: kind, postIds, reason }: Asking): void =>
    ask.mutate(
      { id: account.id, what: kind, reason, ...(kind === "posts" && postIds !== undefined ? { postIds } : {}) },
      { onSuccess: onClose },
    );
  return (
    <Modal
      open
      title={`${t.access.ask} · ${account.name}`}
      okText={t.access.send}
      okButtonProps={{ loading: ask.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="second">{t.access.askHint}</p>
      <Form<Asking>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ what: "posts", postIds: postIdsOf(account) }}
        onFinish={send}
      >
        <Form.Item name="what" label={t.access.what} rules={[{ required: true }]}>
          <Select options={offered.map((kind) => ({ value: kind, label: t.access.kinds[kind] }))} />
        </Form.Item>
        {what === "posts" ? <PostsField extra={t.access.apart} /> : null}
        <Form.Item
          name="reason"
          label={t.access.reason}
          rules={[{ required: true, min: 2, whitespace: true, message: t.accounts.needed }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
      {ask.error === null ? null : <Alert type="error" showIcon title={toSentence(ask.error)} />}
    </Modal>
  );
};
