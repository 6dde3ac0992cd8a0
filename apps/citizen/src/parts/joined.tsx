import type { CitizenReport } from "@chengyun/contracts";
import { useState } from "react";
import { api, getWays, toSentence, useAsked } from "../data/api.ts";
import type { KeptReport } from "../data/own.ts";
import { useText } from "../strings/text.ts";
import { Trouble } from "./page.tsx";

interface JoinedProps {
  readonly kept: KeptReport;
  readonly report: CitizenReport;
  readonly onDone: (report: CitizenReport) => void;
}

/** Whether a message will really go out as it goes on: they agreed to it, and the city has the channel. */
const useTold = ({ tell, reachable }: CitizenReport): boolean => {
  const { data: ways } = useAsked(getWays);
  return tell.some((channel) => reachable.includes(channel) && ways?.[channel] === true);
};

/** Says plainly that theirs was added to a problem known already, and takes their word that it is another one. */
export const Joined = ({ kept, report, onDone }: JoinedProps) => {
  const t = useText();
  const isTold = useTold(report);
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
  const title = report.joined.earlier ? t.joined.title : t.joined.titleToo;
  return (
    <section className="card" aria-label={title}>
      <strong>{title}</strong>
      <p>{(isTold ? t.joined.wordsTold : t.joined.words).replace("{n}", String(report.joined.reports))}</p>
      {report.can.includes("part") ? (
        <button type="button" className="second" disabled={busy} onClick={part}>
          {t.joined.notSame}
        </button>
      ) : null}
      {fault === undefined ? null : <Trouble>{fault}</Trouble>}
    </section>
  );
};
