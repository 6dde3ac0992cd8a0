import type { CitizenReceipt } from "@chengyun/contracts";
import { lazy, Suspense, useState } from "react";
import { api, toSentence } from "../data/api.ts";
import type { KeptReport } from "../data/own.ts";
import { useText } from "../strings/text.ts";
import { Trouble } from "./page.tsx";

/** Drawing codes is needed by few: it comes when asked for. */
const Code = lazy(() => import("./code.tsx").then(({ Code: code }) => ({ default: code })));

const Kept = ({ found, no }: { readonly found: CitizenReceipt; readonly no: string }) => {
  const t = useText().receiptCard;
  const { receipt, key, wordsSalt } = found;
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(receipt)}`;
  const check = `/verify#${new URLSearchParams({ receipt, key }).toString()}`;
  return (
    <>
      <Suspense fallback={<div className="code" />}>
        <Code text={receipt} label={t.code} />
      </Suspense>
      <p className="links">
        <a href={file} download={`${no}.tlog-proof`}>
          {t.save}
        </a>
        <a href={check} target="_blank" rel="noopener">
          {t.check}
        </a>
      </p>
      <dl className="facts">
        <div>
          <dt>{t.key}</dt>
          <dd className="code-text">{key}</dd>
        </div>
        {wordsSalt === undefined ? null : (
          <div>
            <dt>{t.wordsSalt}</dt>
            <dd className="code-text">{wordsSalt}</dd>
          </div>
        )}
      </dl>
    </>
  );
};

/** What a citizen keeps to prove their report, whatever becomes of it here: a file and a code. */
export const Receipt = ({ kept }: { readonly kept: KeptReport }) => {
  const t = useText().receiptCard;
  const [found, setFound] = useState<CitizenReceipt>();
  const [fault, setFault] = useState<string>();
  const show = (): void => {
    setFault(undefined);
    api.receipt(kept).then(setFound, (refused: unknown) => setFault(toSentence(refused)));
  };
  return (
    <section className="card">
      <h2>{t.title}</h2>
      <p className="hint">{t.hint}</p>
      {found === undefined ? (
        <button type="button" className="second" onClick={show}>
          {t.show}
        </button>
      ) : (
        <Kept found={found} no={kept.no} />
      )}
      {fault === undefined ? null : <Trouble>{fault}</Trouble>}
    </section>
  );
};
