import { Loading } from "@chengyun/ui";
import { Alert, Button, Form, Input } from "antd";
import { useEffect, useRef } from "react";
import { toSentence } from "../../data/api.ts";
import { isCodeAsked } from "../../data/session.ts";
import { useEndSignOn, useSignOnCode } from "../../data/sign-on.ts";
import { useText } from "../../strings/text.ts";

const AskCode = () => {
  const t = useText();
  const give = useSignOnCode();
  return (
    <Form<{ code: string }>
      layout="vertical"
      requiredMark={false}
      onFinish={({ code }) => give.mutate({ code: code.trim() })}
    >
      <Form.Item
        name="code"
        label={t.security.codeOrRecovery}
        extra={t.security.codeHint}
        rules={[{ required: true, message: t.security.needCode }]}
      >
        <Input autoComplete="one-time-code" autoFocus size="large" maxLength={30} />
      </Form.Item>
      {give.error === null ? null : (
        <Alert className="form-fault" type="error" showIcon title={toSentence(give.error)} />
      )}
      <Button type="primary" htmlType="submit" size="large" block loading={give.isPending || give.isSuccess}>
        {t.signIn.submit}
      </Button>
    </Form>
  );
};

/** For somebody who comes back from the city's own sign-on server: in, one code more, or why not. */
export const SignOnBack = () => {
  const t = useText();
  const end = useEndSignOn();
  const sent = useRef(false);
  const { mutate } = end;
  useEffect(() => {
    // What came back counts once.
    if (!sent.current) mutate({ search: location.search });
    sent.current = true;
  }, [mutate]);
  if (isCodeAsked(end.error)) return <AskCode />;
  if (end.error === null) return <Loading rows={3} />;
  return (
    <>
      <Alert className="form-fault" type="error" showIcon title={toSentence(end.error)} />
      <Button block size="large" onClick={() => location.replace("/")}>
        {t.signIn.backToDoor}
      </Button>
    </>
  );
};
