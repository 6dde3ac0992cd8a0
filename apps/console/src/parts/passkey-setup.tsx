import { Alert, Button, Form, Input } from "antd";
import { type Proof, toPasskeySentence, useAddPasskey, usePasskeys } from "../data/passkey.ts";
import { useText } from "../strings/text.ts";
import { ProofField } from "./proof-field.tsx";
import { QueryView } from "./query-view.tsx";

const longestName = 60;

/** Makes a passkey: a name, a proof, then the browser's own dialog. */
export const PasskeySetup = ({ onDone }: { readonly onDone: () => void }) => {
  const t = useText().security;
  const add = useAddPasskey();
  return (
    <QueryView query={usePasskeys()} rows={3}>
      {({ asks }) => (
        <Form<Proof & { name: string }>
          layout="vertical"
          requiredMark={false}
          onFinish={(typed) => add.mutate(typed, { onSuccess: onDone })}
        >
          <p>{t.passkeyHow}</p>
          <Form.Item
            name="name"
            label={t.passkeyName}
            rules={[{ required: true, whitespace: true, message: t.needPasskeyName }]}
          >
            <Input maxLength={longestName} placeholder={t.passkeyNameHint} autoFocus />
          </Form.Item>
          <ProofField asks={asks} />
          {add.error === null ? null : (
            <Alert className="form-fault" type="error" title={toPasskeySentence(add.error, t.passkeyFault)} />
          )}
          <Button type="primary" htmlType="submit" block loading={add.isPending}>
            {t.passkeyMake}
          </Button>
        </Form>
      )}
    </QueryView>
  );
};
