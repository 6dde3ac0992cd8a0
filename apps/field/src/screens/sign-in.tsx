import { useUi } from "@chengyun/ui";
import { type FormEvent, useEffect, useState } from "react";
import { api, isCodeAsked, statusOf, toSentence } from "../data/api.ts";
import { leaveForSignOn, signIn, signInDemo, takeUpSession } from "../data/session.ts";
import { changeState, currentState, useField } from "../data/state.ts";
import { changeSettings } from "../settings.ts";
import { fill } from "../strings/fill.ts";
import { useText } from "../strings/text.ts";

/** Those of the demo city's posts that go out come first; the desk is the console's. */
const walks = (entry: string): boolean => entry.startsWith("grid-worker");
const goesOut = (entry: string): boolean => walks(entry) || entry.includes("handler");

/** Whose writings wait here, and how many. */
const useOthers = (): { name: string; n: number }[] => {
  const { writings } = useField();
  const counts = new Map<string, number>();
  for (const { personName } of writings) counts.set(personName, (counts.get(personName) ?? 0) + 1);
  return [...counts].map(([name, n]) => ({ name, n }));
};

/** Signing in: the form, the demo city's posts, and whose writings wait on this phone. */
export const SignInForm = () => {
  const t = useText();
  const { say } = useUi();
  const { city } = useField();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [asksCode, setAsksCode] = useState(false);
  const others = useOthers();
  const enter = async (way: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await way();
      const { me } = currentState();
      if (me?.mustChangePassword === true) setFault(t.signIn.mustChange);
      else if (me?.mustSetFactor === true) setFault(t.signIn.mustSetFactor);
    } catch (problem) {
      // That a code is asked is said by its field.
      if (isCodeAsked(problem)) setAsksCode(true);
      else setFault(statusOf(problem) === 0 ? `${toSentence(problem)} ${t.signIn.needNet}` : toSentence(problem));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const code = String(form.get("code") ?? "").trim();
    const entry = { login: String(form.get("login")), password: String(form.get("password")) };
    void enter(() => signIn(code === "" ? entry : { ...entry, code }));
  };
  const out = (city?.demo ?? []).filter(({ entry }) => goesOut(entry));
  const entries = [...out.filter(({ entry }) => walks(entry)), ...out.filter(({ entry }) => !walks(entry))];
  return (
    <>
      <form className="stack" onSubmit={submit}>
        <label className="field">
          <span>{t.signIn.login}</span>
          <input name="login" autoComplete="username" required />
        </label>
        <label className="field">
          <span>{t.signIn.password}</span>
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {asksCode ? (
          <label className="field">
            <span>{t.signIn.code}</span>
            <input name="code" autoComplete="one-time-code" maxLength={30} required aria-describedby="code-hint" />
            <small id="code-hint" className="hint">
              {t.signIn.codeHint}
            </small>
          </label>
        ) : null}
        {fault === undefined ? null : (
          <p className="alert" role="alert">
            {fault}
          </p>
        )}
        <button type="submit" className="button button-main" disabled={busy}>
          {t.signIn.submit}
        </button>
      </form>
      {city?.ways.signOn === undefined ? null : (
        <button type="button" className="button" disabled={busy} onClick={() => void enter(leaveForSignOn)}>
          {fill(t.signIn.signOn, { name: say(city.ways.signOn) })}
        </button>
      )}
      {others.map(({ name, n }) => (
        <p key={name} className="hint">
          {fill(t.signIn.others, { name, n })}
        </p>
      ))}
      {entries.length === 0 ? null : (
        <section className="stack">
          <h2>{t.signIn.demo}</h2>
          {entries.map(({ entry, name }) => (
            <button
              key={entry}
              type="button"
              className="button"
              disabled={busy}
              onClick={() => void enter(() => signInDemo(entry))}
            >
              {say(name)}
            </button>
          ))}
        </section>
      )}
    </>
  );
};

const askCity = async (): Promise<void> => {
  try {
    changeState({ city: await api.city() });
  } catch (fault) {
    if (statusOf(fault) !== 0) throw fault;
    changeState({ online: false });
  }
};

/** For whoever picks up the phone: which city, one way in. */
export const SignInScreen = () => {
  const t = useText();
  const { say, language } = useUi();
  const { city, online } = useField();
  useEffect(() => {
    if (city === undefined) void askCity();
    else if (city.ways.signOn !== undefined) void takeUpSession();
  }, [city]);
  return (
    <main className="door">
      <header className="door-head">
        <h1>{t.product}</h1>
        <button
          type="button"
          className="button button-soft"
          lang={language === "zh" ? "en" : "zh-CN"}
          onClick={() => changeSettings({ language: language === "zh" ? "en" : "zh" })}
        >
          {t.me.language}
        </button>
      </header>
      <p className="lead">{city === undefined ? "" : fill(t.signIn.lead, { city: say(city.name) })}</p>
      {online ? null : <p className="alert">{t.state.offline}</p>}
      <SignInForm />
    </main>
  );
};
