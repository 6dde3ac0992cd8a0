import { type FormEvent, useState } from "react";
import { api, toSentence } from "../data/api.ts";
import { keepOwn, newToken } from "../data/own.ts";
import { Page, Trouble } from "../parts/page.tsx";
import { useText } from "../strings/text.ts";
import { Sent } from "./sent.tsx";

/** A question: no place, no photo; the desk answers it. */
export const Ask = () => {
  const t = useText();
  const [token] = useState(newToken);
  const [words, setWords] = useState("");
  const [phone, setPhone] = useState("");
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [no, setNo] = useState<string>();
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (words.trim() === "") return setFault(t.askScreen.needed);
    setBusy(true);
    setFault(undefined);
    try {
      const made = await api.tell({ token, matter: "advice", words, ...(phone.trim() === "" ? {} : { phone }) });
      keepOwn({ no: made.no, token });
      setNo(made.no);
    } catch (refused) {
      setFault(toSentence(refused));
    } finally {
      setBusy(false);
    }
  };
  if (no !== undefined) return <Sent no={no} />;
  return (
    <Page title={t.askScreen.title}>
      <form onSubmit={(event) => void send(event)}>
        <label className="field">
          {t.askScreen.words}
          <textarea
            rows={6}
            maxLength={2_000}
            value={words}
            placeholder={t.askScreen.wordsHint}
            onChange={(event) => setWords(event.target.value)}
          />
        </label>
        <label className="field">
          {t.send.phone}
          <input type="tel" autoComplete="tel" value={phone} onChange={(event) => setPhone(event.target.value)} />
          <small>{t.send.phoneHint}</small>
        </label>
        {fault === undefined ? null : <Trouble>{fault}</Trouble>}
        <button type="submit" className="go" disabled={busy}>
          {busy ? t.send.sending : t.askScreen.go}
        </button>
      </form>
    </Page>
  );
};
