import type { CitizenReport } from "@chengyun/contracts";
import { useState } from "react";
import { api, toSentence } from "../data/api.ts";
import type { KeptReport } from "../data/own.ts";
import { useText } from "../strings/text.ts";
import { Trouble } from "./page.tsx";

interface JoinedProps {
  readonly kept: KeptReport;
  readonly report: CitizenReport;
  readonly onDone: (report: CitizenReport) => void;
}

/** Says plainly that theirs was added to a problem known already, and takes their word that it is another one. */
export const Joined = ({ kept, report, onDone }: JoinedProps) => {
  const t = useText();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [wasParted, setParted] = useState(false);
  const part = (): void => {
    setBusy(true);
    api
      .notSame(kept)
      .then(
        (next) => {
          setParted(true);
          onDone(next);
        },
        (refused: unknown) => setFault(toSentence(refused)),
      )
      .finally(() => setBusy(false));
  };
  if (report.joined === undefined)
    return wasParted ? (
      <p className="card" role="status">
        {t.joined.parted}
      </p>
    ) : null;
  return (
    <section className="card" aria-label={t.joined.title}>
      <strong>{t.joined.title}</strong>
      <p>{t.joined.words.replace("{n}", String(report.joined.reports))}</p>
      {report.can.includes("part") ? (
        <button type="button" className="second" disabled={busy} onClick={part}>
          {t.joined.notSame}
        </button>
      ) : null}
      {fault === undefined ? null : <Trouble>{fault}</Trouble>}
    </section>
  );
};
