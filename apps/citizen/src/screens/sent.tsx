import type { CitizenReport } from "@chengyun/contracts";
import { writeReportNo } from "@chengyun/kernel";
import { useState } from "react";
import { Link } from "wouter";
import { api, useAsked } from "../data/api.ts";
import { findOwn, type KeptReport } from "../data/own.ts";
import { Icon } from "../parts/icon.tsx";
import { Joined } from "../parts/joined.tsx";
import { Page } from "../parts/page.tsx";
import { useText } from "../strings/text.ts";

/** Whether it was added to a problem known already: asked once it has arrived. */
const WasJoined = ({ kept }: { readonly kept: KeptReport }) => {
  const { data } = useAsked(() => api.own(kept), kept.no);
  const [newer, setNewer] = useState<CitizenReport>();
  const report = newer ?? data;
  return report === undefined ? null : <Joined kept={kept} report={report} onDone={setNewer} />;
};

/** What arrived: its number, and whether whoever wanted to be told how it goes on can't be. */
export interface SentReport {
  readonly no: string;
  readonly isUntold?: boolean;
}

/** It arrived: the number, and what to do with it. */
export const Sent = ({ no, isUntold = false }: SentReport) => {
  const t = useText();
  const kept = findOwn(no);
  const [copied, setCopied] = useState(false);
  return (
    <Page title={t.sent.title}>
      <p className="arrived">
        <Icon name="done" size={48} />
      </p>
      <p className="no">
        <span>{t.sent.no}</span>
        <strong>{writeReportNo(no)}</strong>
      </p>
      {isUntold ? <p className="hint">{t.sent.notTold}</p> : null}
      {kept === undefined ? null : <WasJoined kept={kept} />}
      {"clipboard" in navigator ? (
        <button
          type="button"
          className="second"
          onClick={() => void navigator.clipboard.writeText(no).then(() => setCopied(true))}
        >
          {copied ? t.sent.copied : t.sent.copy}
        </button>
      ) : null}
      <p className="hint">{t.sent.keep}</p>
      <Link href={`/mine/${no}`} className="go">
        {t.sent.follow}
      </Link>
      <Link href="/" className="second">
        {t.sent.more}
      </Link>
    </Page>
  );
};
