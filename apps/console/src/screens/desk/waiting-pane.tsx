import type { WaitingReport } from "@chengyun/contracts";
import { fillText, writeReportNo } from "@chengyun/kernel";
import { Empty, useUi } from "@chengyun/ui";
import { photoUrl } from "../../data/api.ts";
import { useWaiting } from "../../data/intake.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

interface RowProps {
  readonly report: WaitingReport;
  readonly isTaken: boolean;
  readonly onTake: (report: WaitingReport) => void;
}

const Row = ({ report, isTaken, onTake }: RowProps) => {
  const t = useText();
  const { say } = useUi();
  const about = report.matter === "advice" ? t.desk.advice : report.kindName === undefined ? "" : say(report.kindName);
  const [photo] = report.photos;
  return (
    <li className={isTaken ? "desk-waiting taken" : "desk-waiting"}>
      {photo === undefined ? null : <img src={photoUrl(photo, 120)} alt="" />}
      <div>
        <strong>{about}</strong> {report.urgency === "urgent" ? <span className="late">{t.desk.urgent}</span> : null}
        <p className={report.text === "" ? "desk-words cy-faint" : "desk-words"}>
          {report.text === "" ? t.desk.unworded : report.text}
        </p>
        <span className="second">
          <span className="figure">{writeReportNo(report.no)}</span> · <Moment at={report.at} />
          {report.reminders > 0 ? ` · ${fillText(t.desk.reminded, { n: String(report.reminders) })}` : ""}
        </span>
      </div>
      <OffButton size="small" why={isTaken ? t.off.taken : undefined} onClick={() => onTake(report)}>
        {t.desk.takeUp}
      </OffButton>
    </li>
  );
};

interface WaitingPaneProps {
  readonly taken: string | undefined;
  readonly onTake: (report: WaitingReport) => void;
}

/** Citizens' reports nobody has decided about: urgent ones first. */
export const WaitingPane = ({ taken, onTake }: WaitingPaneProps) => {
  const t = useText();
  return (
    <section aria-label={t.desk.waiting}>
      <QueryView query={useWaiting()}>
        {({ items, more }) => (
          <>
            <h2>
              {t.desk.waiting}{" "}
              <span className="figure">
                {more ? fillText(t.desk.waitingMost, { n: String(items.length) }) : items.length}
              </span>
            </h2>
            {more ? <p className="cy-faint">{fillText(t.desk.waitingMore, { n: String(items.length) })}</p> : null}
            {items.length === 0 ? <Empty title={t.desk.waitingEmpty} hint={t.desk.waitingHint} /> : null}
            <ul className="records">
              {items.map((report) => (
                <Row key={report.id} report={report} isTaken={report.id === taken} onTake={onTake} />
              ))}
            </ul>
          </>
        )}
      </QueryView>
    </section>
  );
};
