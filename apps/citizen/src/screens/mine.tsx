import { writeReportNo } from "@chengyun/kernel";
import { Link } from "wouter";
import { api, toSentence, useAsked } from "../data/api.ts";
import { type KeptReport, listOwn } from "../data/own.ts";
import { Page } from "../parts/page.tsx";
import { useSettings } from "../settings.ts";
import { useText } from "../strings/text.ts";

const Row = ({ kept }: { readonly kept: KeptReport }) => {
  const t = useText();
  const { language } = useSettings();
  const { data, fault } = useAsked(() => api.own(kept), kept.no);
  return (
    <li>
      <Link href={`/mine/${kept.no}`} className="row">
        <strong>{data === undefined ? writeReportNo(kept.no) : data.categoryName[language]}</strong>
        <span className={`stage stage-${data?.stage ?? "unknown"}`}>
          {data?.stageName[language] ?? (fault === undefined ? "…" : t.mineScreen.unknown)}
        </span>
        <small>{data === undefined && fault !== undefined ? toSentence(fault) : writeReportNo(kept.no)}</small>
      </Link>
    </li>
  );
};

/** What was told from this phone, newest first. */
export const Mine = () => {
  const t = useText();
  const own = listOwn();
  return (
    <Page title={t.mineScreen.title}>
      {own.length === 0 ? <p className="empty">{t.mineScreen.empty}</p> : null}
      <ul className="rows">
        {own.map((kept) => (
          <Row key={kept.no} kept={kept} />
        ))}
      </ul>
      <Link href="/find" className="second">
        {t.mineScreen.other}
      </Link>
    </Page>
  );
};
