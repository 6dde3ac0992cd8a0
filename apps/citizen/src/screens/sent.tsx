import { useState } from "react";
import { Link } from "wouter";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { toShownNo } from "../parts/words.ts";
import { useText } from "../strings/text.ts";

/** It arrived: the number, and what to do with it. */
export const Sent = ({ no }: { readonly no: string }) => {
  const t = useText();
  const [copied, setCopied] = useState(false);
  return (
    <Page title={t.sent.title}>
      <p className="arrived">
        <Icon name="done" size={48} />
      </p>
      <p className="no">
        <span>{t.sent.no}</span>
        <strong>{toShownNo(no)}</strong>
      </p>
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
