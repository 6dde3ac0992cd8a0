import { Alert, Button, Form, Input, QRCode, Typography } from "antd";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { useBeginFactor, useConfirmFactor, useFactor } from "../data/security.ts";
import { useText } from "../strings/text.ts";

const qrSize = 188;

const AskPassword = ({ onDone }: { readonly onDone: (begun: { secret: string; uri: string }) => void }) => {
  const t = useText().security;
  const begin = useBeginFactor();
  const { data: factor } = useFactor();
  return (
    <Form<{ password?: string }>
      layout="vertical"
      requiredMark={false}
      onFinish={(proof) => begin.mutate(proof, { onSuccess: onDone })}
    >
      {factor?.asksPassword === false ? (
        <p>{t.justCame}</p>
      ) : (
        <Form.Item name="password" label={t.password} rules={[{ required: true, message: t.needPassword }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
      )}
      {begin.error === null ? null : <Alert className="form-fault" type="error" title={toSentence(begin.error)} />}
      <Button type="primary" htmlType="submit" block loading={begin.isPending}>
        {t.next}
      </Button>
    </Form>
  );
};

interface ShowSecretProps {
  readonly secret: string;
  readonly uri: string;
  readonly onDone: (recovery: readonly string[]) => void;
}

const ShowSecret = ({ secret, uri, onDone }: ShowSecretProps) => {
  const t = useText().security;
  const confirm = useConfirmFactor();
  return (
    <Form<{ code: string }>
      layout="vertical"
      requiredMark={false}
      onFinish={({ code }) => confirm.mutate(code.trim(), { onSuccess: ({ recovery }) => onDone(recovery) })}
    >
      <p>{t.scan}</p>
      <div className="factor-qr">
        <QRCode value={uri} size={qrSize} color="#000000" bgColor="#ffffff" />
      </div>
      <p className="second">
        {t.key} <Typography.Text code>{(secret.match(/.{1,4}/g) ?? []).join(" ")}</Typography.Text>
      </p>
      <Form.Item name="code" label={t.code} rules={[{ required: true, pattern: /^\s*\d{6}\s*$/, message: t.needCode }]}>
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} autoFocus />
      </Form.Item>
      {confirm.error === null ? null : <Alert className="form-fault" type="error" title={toSentence(confirm.error)} />}
      <Button type="primary" htmlType="submit" block loading={confirm.isPending}>
        {t.confirm}
      </Button>
    </Form>
  );
};

const ShowRecovery = ({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) => {
  const t = useText().security;
  return (
    <>
      <Alert type="warning" showIcon title={t.recoveryTitle} description={t.recoveryLead} />
      <ul className="factor-recovery">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Typography.Paragraph copyable={{ text: codes.join("\n"), tooltips: [t.copy, t.copied] }}>
        {t.copy}
      </Typography.Paragraph>
      <Button type="primary" block onClick={onDone}>
        {t.kept}
      </Button>
    </>
  );
};

/** Sets a second factor up in three steps: password, app, recovery codes. */
export const FactorSetup = ({ onDone }: { readonly onDone: () => void }) => {
  const [begun, setBegun] = useState<{ secret: string; uri: string }>();
  const [recovery, setRecovery] = useState<readonly string[]>();
  if (recovery !== undefined) return <ShowRecovery codes={recovery} onDone={onDone} />;
  if (begun !== undefined) return <ShowSecret {...begun} onDone={setRecovery} />;
  return <AskPassword onDone={setBegun} />;
};
