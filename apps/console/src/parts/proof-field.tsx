import { Form, Input } from "antd";
import { useText } from "../strings/text.ts";

/** The field of the proof that is asked before a way into one's own account is opened or closed; none is a field too many. */
export const ProofField = ({ asks }: { readonly asks: "nothing" | "code" | "password" }) => {
  const t = useText().security;
  if (asks === "nothing") return null;
  if (asks === "code")
    return (
      <Form.Item
        name="code"
        label={t.codeOrRecovery}
        extra={t.codeHint}
        rules={[{ required: true, message: t.needCode }]}
      >
        <Input autoComplete="one-time-code" maxLength={30} />
      </Form.Item>
    );
  return (
    <Form.Item name="password" label={t.password} rules={[{ required: true, message: t.needPassword }]}>
      <Input.Password autoComplete="current-password" />
    </Form.Item>
  );
};
