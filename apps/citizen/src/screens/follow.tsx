import type { CitizenReport } from "@chengyun/contracts";
import { writeReportNo } from "@chengyun/kernel";
import { useState } from "react";
import { useLocation } from "wouter";
import { api, getCity, toSentence, useAsked } from "../data/api.ts";
import { findOwn, forgetOwn, type KeptReport } from "../data/own.ts";
import { Joined } from "../parts/joined.tsx";
import { KeptPhoto } from "../parts/kept-photo.tsx";
import { Page, Trouble } from "../parts/page.tsx";
import { Receipt } from "../parts/receipt.tsx";
import { Tell } from "../parts/tell.tsx";
import { toShownTime } from "../parts/words.ts";
import { useSettings } from "../settings.ts";
import { useText } from "../strings/text.ts";
import { Find } from "./find.tsx";
import { Word } from "./word.tsx";

const useTime = (): ((at: string) => string) => {
  const { language } = useSettings();
  const { data: city } = useAsked(getCity);
  return (at) => (city === undefined ? "" : toShownTime(at, language, city.zone));
};

const Steps = ({ report }: { readonly report: CitizenReport }) => {
  const { language } = useSettings();
  const t = useText();
  const time = useTime();
  return (
    <ol className="steps">
      {report.steps.map((step) => (
        <li
          key={step.id}
          className={step.now ? "now" : step.at === undefined && step.before === undefined ? "ahead" : "past"}
          aria-current={step.now ? "step" : undefined}
        >
          <strong>{step.name[language]}</strong>
          {step.now ? <span className="hidden">（{t.followScreen.now}）</span> : null}
          {step.at === undefined ? null : <time dateTime={step.at}>{time(step.at)}</time>}
          {step.before === undefined ? null : (
            <time dateTime={step.before}>
              {t.followScreen.before.replace("{at}", time(step.before)).replace(
                "{name}",
                step.name[language].replace(/^[A-Z]/, (first) => first.toLowerCase()),
              )}
            </time>
          )}
        </li>
      ))}
    </ol>
  );
};

/** Why a closed problem goes its way anew, and when it had been closed. */
const Reopened = ({ report }: { readonly report: CitizenReport }) => {
  const t = useText();
  const time = useTime();
  if (report.reopened === undefined) return null;
  const { at, closedAt, by = "office" } = report.reopened;
  return (
    <p className="card">
      {t.followScreen.reopened[by].replace("{at}", time(at)).replace("{closedAt}", time(closedAt))}
    </p>
  );
};

const Facts = ({ report, kept }: { readonly report: CitizenReport; readonly kept: KeptReport }) => {
  const t = useText();
  const { language } = useSettings();
  const time = useTime();
  const lines: readonly (readonly [string, string | undefined])[] = [
    [t.followScreen.no, writeReportNo(report.no)],
    [t.followScreen.sentAt, time(report.at)],
    [t.followScreen.who, report.departmentName?.[language]],
    [t.followScreen.due, report.dueAt === undefined ? undefined : time(report.dueAt)],
    [t.followScreen.result, report.result],
    [t.followScreen.place, [report.areaName?.[language], report.place].filter(Boolean).join(" · ") || undefined],
    [t.followScreen.words, report.words],
  ];
  return (
    <>
      <dl className="facts">
        {lines.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <div className="photos">
        {report.photos.map((id) => (
          <KeptPhoto key={id} kept={kept} id={id} name={t.followScreen.photos} />
        ))}
      </div>
    </>
  );
};

interface OwnProps {
  readonly kept: KeptReport;
}

const Remind = ({
  kept,
  report,
  onDone,
}: OwnProps & { report: CitizenReport; onDone: (report: CitizenReport) => void }) => {
  const t = useText();
  const time = useTime();
  const [fault, setFault] = useState<string>();
  return (
    <>
      {report.remindedAt === undefined ? null : (
        <p className="hint">{t.followScreen.reminded.replace("{at}", time(report.remindedAt))}</p>
      )}
      {report.can.includes("remind") ? (
        <button
          type="button"
          className="second"
          onClick={() => void api.remind(kept).then(onDone, (refused: unknown) => setFault(toSentence(refused)))}
        >
          {t.followScreen.remind}
        </button>
      ) : null}
      {fault === undefined ? null : <Trouble>{fault}</Trouble>}
    </>
  );
};

const Own = ({ kept }: OwnProps) => {
  const t = useText();
  const [, go] = useLocation();
  const { language } = useSettings();
  const { data, fault, again } = useAsked(() => api.own(kept), kept.no);
  const [newer, setNewer] = useState<CitizenReport>();
  const report = newer ?? data;
  const title =
    report === undefined
      ? writeReportNo(kept.no)
      : `${report.categoryName[language]}${language === "zh" ? "：" : ": "}${report.stageName[language]}`;
  const forget = (): void => {
    if (!confirm(t.followScreen.forgetSure)) return;
    forgetOwn(kept.no);
    go("/mine");
  };
  return (
    <Page title={title} onBack={() => go("/mine")}>
      {fault === undefined ? null : <Trouble>{toSentence(fault)}</Trouble>}
      {report === undefined ? null : (
        <>
          {report.answer === undefined ? null : (
            <section className="card">
              <p className="hint">{t.followScreen.answer}</p>
              <p>{report.answer}</p>
            </section>
          )}
          <Word kept={kept} report={report} onDone={setNewer} />
          <Joined kept={kept} report={report} onDone={setNewer} />
          <Reopened report={report} />
          <Steps report={report} />
          <Remind kept={kept} report={report} onDone={setNewer} />
          <Facts report={report} kept={kept} />
          <Tell kept={kept} report={report} onDone={setNewer} />
          <Receipt kept={kept} />
        </>
      )}
      <p className="links">
        <button
          type="button"
          className="plain"
          onClick={() => {
            setNewer(undefined);
            again();
          }}
        >
          {t.followScreen.refresh}
        </button>
        <button type="button" className="plain" onClick={forget}>
          {t.followScreen.forget}
        </button>
      </p>
    </Page>
  );
};

/** One's own report, as one follows a parcel; a number this phone has no key for is looked up instead. */
export const Follow = ({ no }: { readonly no: string }) => {
  const kept = findOwn(no);
  return kept === undefined ? <Find /> : <Own kept={kept} />;
};
