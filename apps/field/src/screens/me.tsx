import { useUi } from "@chengyun/ui";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { choosePost, signOut } from "../data/session.ts";
import { useField } from "../data/state.ts";
import { Duty } from "../parts/duty.tsx";
import { changeSettings } from "../settings.ts";
import { fill } from "../strings/fill.ts";
import { useText } from "../strings/text.ts";
import { SignInForm } from "./sign-in.tsx";

/** For whoever holds the phone: who is signed in, in which post, on duty or not, how it looks. */
export const MeScreen = () => {
  const t = useText();
  const { say, language, theme } = useUi();
  const { me, writings, signedOut } = useField();
  const [fault, setFault] = useState<string>();
  if (me === undefined) return null;
  const run = (way: Promise<void>): void => void way.catch((problem: unknown) => setFault(toSentence(problem)));
  return (
    <div className="page">
      <h1>{me.name}</h1>
      <p className="lead">
        {say(me.post.name)} · {say(me.post.departmentName)}
      </p>
      {signedOut ? (
        <section className="stack">
          <p className="alert">{t.state.signedOutEmpty}</p>
          <SignInForm />
        </section>
      ) : (
        <Duty />
      )}
      {me.posts.length < 2 ? null : (
        <label className="field">
          <span>{t.me.post}</span>
          <select value={me.post.id} onChange={(event) => run(choosePost(event.target.value))}>
            {me.posts.map((post) => (
              <option key={post.id} value={post.id}>
                {say(post.name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="stack">
        <button
          type="button"
          className="button"
          lang={language === "zh" ? "en" : "zh-CN"}
          onClick={() => changeSettings({ language: language === "zh" ? "en" : "zh" })}
        >
          {t.me.language}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => changeSettings({ theme: theme === "light" ? "dark" : "light" })}
        >
          {theme === "light" ? t.me.themeDark : t.me.themeLight}
        </button>
        {writings.length > 0 ? <p className="hint">{fill(t.me.signOutWaiting, { n: writings.length })}</p> : null}
        {signedOut ? null : (
          <button type="button" className="button" onClick={() => run(signOut())}>
            {t.me.signOut}
          </button>
        )}
      </div>
      {fault === undefined ? null : (
        <p className="alert" role="alert">
          {fault}
        </p>
      )}
      <p className="faint">{t.me.install}</p>
    </div>
  );
};
