import type { Language } from "@chengyun/kernel";
import { useState } from "react";
import { checkHere, type Question } from "./check.ts";
import { readReceipt } from "./read-file.ts";
import { type Strings, strings } from "./strings.ts";
import { chooseKey, keyName } from "./trust.ts";
import { Verdict } from "./verdict.tsx";

const keyPlace = "chengyun.verify.key";

/** What a link brings along behind its #, which no server ever sees. */
const given = new URLSearchParams(location.hash.slice(1));
const linked = given.get("key") ?? "";

const fromLink = (): Question => ({
  receipt: given.get("receipt") ?? "",
  key: chooseKey(localStorage.getItem(keyPlace) ?? "", linked).key,
  witnesses: given.get("witnesses") ?? "",
});

interface FieldProps {
  readonly name: string;
  readonly hint: string;
  readonly value: string;
  readonly rows: number;
  readonly onChange: (value: string) => void;
}

const Field = ({ name, hint, value, rows, onChange }: FieldProps) => (
  <label>
    <strong>{name}</strong>
    <span className="hint">{hint}</span>
    <textarea rows={rows} spellCheck={false} value={value} onChange={(event) => onChange(event.target.value)} />
  </label>
);

const Choose = ({ t, onText }: { readonly t: Strings; readonly onText: (text: string) => void }) => {
  const [isMissing, setMissing] = useState(false);
  const choose = async (file: File | undefined): Promise<void> => {
    const text = file === undefined ? "" : await readReceipt(file);
    setMissing(text === undefined);
    if (text !== undefined) onText(text);
  };
  return (
    <>
      <label className="choose">
        {t.file}
        <input
          type="file"
          accept=".tlog-proof,text/plain,image/*"
          onChange={(event) => void choose(event.target.files?.[0])}
        />
      </label>
      {isMissing ? <p role="alert">{t.noCode}</p> : null}
    </>
  );
};

/** The whole page: a receipt and a key in, a verdict out, nothing sent anywhere. */
export const App = () => {
  const [language, setLanguage] = useState<Language>(navigator.language.startsWith("en") ? "en" : "zh");
  const [question, setQuestion] = useState(fromLink);
  const [kept, setKept] = useState(() => localStorage.getItem(keyPlace) ?? "");
  const t = strings[language];
  const keep = (key: string): void => {
    localStorage.setItem(keyPlace, key);
    setKept(key);
  };
  const change = (part: Partial<Question>): void => {
    if (part.key !== undefined) keep(part.key);
    setQuestion((before) => ({ ...before, ...part }));
  };
  const { confirmed, strange } = chooseKey(kept, linked);
  const isAsked = question.receipt.trim() !== "" && question.key.trim() !== "";
  return (
    <main lang={language === "zh" ? "zh-CN" : "en"}>
      <header>
        <h1>{t.title}</h1>
        <button type="button" onClick={() => setLanguage(language === "zh" ? "en" : "zh")}>
          {language === "zh" ? "English" : "中文"}
        </button>
      </header>
      <p>{t.lead}</p>
      <Field
        name={t.receipt}
        hint={t.receiptHint}
        rows={6}
        value={question.receipt}
        onChange={(receipt) => change({ receipt })}
      />
      <Choose t={t} onText={(receipt) => change({ receipt })} />
      <Field name={t.key} hint={t.keyHint} rows={2} value={question.key} onChange={(key) => change({ key })} />
      {strange ? (
        <p role="alert" className="bad">
          {t.strange} {keyName(linked)}
        </p>
      ) : null}
      <details>
        <summary>{t.more}</summary>
        <Field
          name={t.more}
          hint={t.moreHint}
          rows={3}
          value={question.witnesses}
          onChange={(witnesses) => change({ witnesses })}
        />
      </details>
      {isAsked ? (
        <Verdict t={t} language={language} found={checkHere(question)} keyText={question.key} confirmed={confirmed} />
      ) : null}
      {isAsked && !confirmed ? (
        <button type="button" onClick={() => keep(question.key)}>
          {t.keep}
        </button>
      ) : null}
    </main>
  );
};
