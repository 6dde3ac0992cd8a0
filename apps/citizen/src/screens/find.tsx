import type { Output } from "@chengyun/client";
import type { CitizenGlance } from "@chengyun/contracts";
import { writeReportNo } from "@chengyun/kernel";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { api, toSentence } from "../data/api.ts";
import { findOwn, keepOwn, newToken } from "../data/own.ts";
import { Page, Trouble } from "../parts/page.tsx";
import { useSettings } from "../settings.ts";
import { useText } from "../strings/text.ts";

type Glance = Output<typeof CitizenGlance>;

const Claim = ({ no }: { readonly no: string }) => {
  const t = useText();
  const [, go] = useLocation();
  const [digits, setDigits] = useState("");
  const [fault, setFault] = useState<string>();
  const claim = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const own = { no, token: newToken() };
    try {
      await api.claim(own, digits);
      keepOwn(own);
      go(`/mine/${no}`);
    } catch (refused) {
      setFault(toSentence(refused));
    }
  };
  return (
    <form onSubmit={(event) => void claim(event)}>
      <label className="field">
        {t.findScreen.digits}
        <input
          inputMode="numeric"
          maxLength={4}
          value={digits}
          onChange={(event) => setDigits(event.target.value.replace(/\D/g, ""))}
        />
        <small>{t.findScreen.digitsHint}</small>
      </label>
      {fault === undefined ? null : <Trouble>{fault}</Trouble>}
      <button type="submit" className="second" disabled={digits.length !== 4}>
        {t.findScreen.claim}
      </button>
    </form>
  );
};

/** A number typed by hand: what anybody may see, and the way to the rest. */
export const Find = () => {
  const t = useText();
  const { language } = useSettings();
  const [, go] = useLocation();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Glance>();
  const [fault, setFault] = useState<string>();
  const no = typed.replace(/\D/g, "");
  const look = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setFault(undefined);
    setFound(undefined);
    if (findOwn(no) !== undefined) return go(`/mine/${no}`);
    try {
      setFound(await api.glance(no));
    } catch (refused) {
      setFault(toSentence(refused));
    }
  };
  return (
    <Page title={t.findScreen.title}>
      <form onSubmit={(event) => void look(event)}>
        <label className="field">
          {t.findScreen.no}
          <input inputMode="numeric" maxLength={16} value={typed} onChange={(event) => setTyped(event.target.value)} />
          <small>{t.findScreen.noHint}</small>
        </label>
        {fault === undefined ? null : <Trouble>{fault}</Trouble>}
        <button type="submit" className="go" disabled={no.length !== 14}>
          {t.findScreen.look}
        </button>
      </form>
      {found === undefined ? null : (
        <section className="card" aria-label={t.findScreen.publicly}>
          <p className="hint">{t.findScreen.publicly}</p>
          <p>
            <strong>{found.categoryName[language]}</strong>{" "}
            <span className={`stage stage-${found.stage}`}>{found.stageName[language]}</span>
            <br />
            <small>{writeReportNo(found.no)}</small>
          </p>
          <Claim no={found.no} />
        </section>
      )}
    </Page>
  );
};
