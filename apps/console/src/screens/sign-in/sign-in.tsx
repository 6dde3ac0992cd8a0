import type { Output } from "@chengyun/client";
import type { City } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { toSentence } from "../../data/api.ts";
import { isCodeAsked, useDemoSignIn, useSignIn } from "../../data/session.ts";
import { signOnPath } from "../../data/sign-on.ts";
import { changeSettings, useSettings } from "../../settings.ts";
import { useText } from "../../strings/text.ts";
import { OtherWays } from "./other-ways.tsx";
import { SignOnBack } from "./sign-on-back.tsx";

interface Typed {
  readonly login: string;
  readonly password: string;
  readonly code?: string;
}

const PasswordEntry = ({ city }: { readonly city: Output<typeof City> }) => {
  const t = useText();
  const { say } = useUi();
  const signIn = useSignIn();
  const enterDemo = useDemoSignIn();
  const [asksCode, setAsksCode] = useState(false);
  const refused = signIn.error ?? enterDemo.error;
  // That a code is asked is said by its field.
  const fault = isCodeAsked(refused) ? null : refused;
  const enter = ({ code, ...typed }: Typed): void =>
    signIn.mutate(
      { ...typed, ...(code === undefined || code.trim() === "" ? {} : { code: code.trim() }) },
      { onError: (refused) => setAsksCode((asked) => asked || isCodeAsked(refused)) },
    );
  return (
    <>
      <Form<Typed> layout="vertical" requiredMark={false} onFinish={enter}>
        <Form.Item name="login" label={t.signIn.login} rules={[{ required: true, message: t.signIn.needLogin }]}>
          <Input autoComplete="username" autoFocus size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t.signIn.password}
          rules={[{ required: true, message: t.signIn.needPassword }]}
        >
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        {asksCode ? (
          <Form.Item
            name="code"
            label={t.security.codeOrRecovery}
            extra={t.security.codeHint}
            rules={[{ required: true, message: t.security.needCode }]}
          >
            <Input autoComplete="one-time-code" autoFocus size="large" maxLength={30} />
          </Form.Item>
        ) : null}
        {fault === null ? null : <Alert className="form-fault" type="error" showIcon title={toSentence(fault)} />}
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {t.signIn.submit}
        </Button>
      </Form>
      <OtherWays city={city} />
      {city.demo.length === 0 ? null : (
        <div className="door-demo">
          <h2>{t.signIn.demo}</h2>
          <p>{t.signIn.demoHint}</p>
          <div className="door-entries">
            {city.demo.map(({ entry, name }) => (
              <Button key={entry} block disabled={enterDemo.isPending} onClick={() => enterDemo.mutate({ entry })}>
                {say(name)}
              </Button>
            ))}
          </div>
        </div>
      )}
    </>
  );
};

/** For anybody who comes to the door: which city this is, and the ways in. */
const SignIn = ({ city }: { readonly city: Output<typeof City> }) => {
  const t = useText();
  const { say } = useUi();
  const { language } = useSettings();
  useEffect(() => {
    document.title = `${t.signIn.title} · ${say(city.name)}`;
  }, [t, say, city]);
  return (
    <main className="door">
      <section className="door-card" aria-labelledby="door-title">
        <header className="door-head">
          <h1 id="door-title">{say(city.name)}</h1>
          <Button
            type="link"
            lang={language === "zh" ? "en" : "zh-CN"}
            aria-label={t.frame.languageLabel}
            onClick={() => changeSettings({ language: language === "zh" ? "en" : "zh" })}
          >
            {t.frame.language}
          </Button>
        </header>
        <p className="door-lead">{fillText(t.signIn.lead, { city: say(city.name) })}</p>
        {location.pathname === signOnPath ? <SignOnBack /> : <PasswordEntry city={city} />}
      </section>
    </main>
  );
};

export default SignIn;
