import { fillText } from "@chengyun/kernel";
import { Alert, App, Button, Form, Input } from "antd";
import { toSentence } from "../data/api.ts";
import { usePasskeys } from "../data/passkey.ts";
import { useChangePassword } from "../data/session.ts";
import { useText } from "../strings/text.ts";

interface Typed {
  readonly old: string;
  readonly new: string;
  readonly again: string;
}

/** Changing one's own password shuts nobody out who has a passkey: how many there are is said beside it. */
const PasskeysStay = () => {
  const t = useText().signIn;
  const count = (usePasskeys().data?.items ?? []).filter(({ isDoubted }) => !isDoubted).length;
  return count === 0 ? null : <Alert type="info" title={fillText(t.passkeysStay, { count: String(count) })} />;
};

/** Changing one's own password; also the step after a one-time password. */
export const PasswordForm = ({ onDone }: { readonly onDone?: () => void }) => {
  const t = useText();
  const { message } = App.useApp();
  const change = useChangePassword();
  const send = (typed: Typed): void =>
    change.mutate(
      { old: typed.old, new: typed.new },
      {
        onSuccess: () => {
          void message.info(t.signIn.saved);
          onDone?.();
        },
      },
    );
  return (
    <Form<Typed> layout="vertical" requiredMark={false} onFinish={send}>
      <Form.Item name="old" label={t.signIn.old} rules={[{ required: true, message: t.signIn.needPassword }]}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Form.Item
        name="new"
        label={t.signIn.new}
        extra={t.signIn.rule}
        rules={[{ required: true, min: 10, message: t.signIn.tooShort }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t.signIn.again}
        dependencies={["new"]}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, value: unknown) =>
              value === getFieldValue("new") ? Promise.resolve() : Promise.reject(new Error(t.signIn.differ)),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <PasskeysStay />
      {change.error === null ? null : <Alert className="form-fault" type="error" title={toSentence(change.error)} />}
      <Button type="primary" htmlType="submit" block loading={change.isPending}>
        {t.signIn.save}
      </Button>
    </Form>
  );
};
