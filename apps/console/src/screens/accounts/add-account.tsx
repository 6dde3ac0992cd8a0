import { Alert, Form, Input, Modal } from "antd";
import { toSentence } from "../../data/api.ts";
import { useAddAccount } from "../../data/identity.ts";
import { useText } from "../../strings/text.ts";
import { PostsField } from "./posts-field.tsx";

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

/** A new account; an administrator's posts wait for a second person. */
export const AddAccount = ({ onMade, onClose }: AddProps) => {
  const t = useText();
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
        <PostsField extra={t.access.apart} />
      </Form>
      {add.error === null ? null : <Alert type="error" showIcon title={toSentence(add.error)} />}
    </Modal>
  );
};
