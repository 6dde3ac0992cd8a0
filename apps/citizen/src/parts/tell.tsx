import type { CitizenReport } from "@chengyun/contracts";
import type { PersonalChannel } from "@chengyun/kernel";
import { useState } from "react";
import { api, toSentence } from "../data/api.ts";
import type { KeptReport } from "../data/own.ts";
import { useSettings } from "../settings.ts";
import { useText } from "../strings/text.ts";
import { Agree, AgreeAll } from "./contact.tsx";
import { Trouble } from "./page.tsx";

interface TellProps {
  readonly kept: KeptReport;
  readonly report: CitizenReport;
  readonly onDone: (report: CitizenReport) => void;
}

/** Whether the city may write how it goes on: agreed to and taken back by a tick. */
export const Tell = ({ kept, report, onDone }: TellProps) => {
  const t = useText();
  const { language } = useSettings();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>();
  if (report.reachable.length === 0) return null;
  const change = async (tell: readonly PersonalChannel[], tellAll = report.tellAll): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      onDone(await api.setTell(kept, { tell: [...tell], tellAll: tellAll && tell.length > 0, language }));
    } catch (refused) {
      setFault(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card">
      <p className="hint">{t.tell.title}</p>
      {report.reachable.map((channel) => (
        <Agree
          key={channel}
          channel={channel}
          tell={report.tell}
          disabled={busy}
          onChange={(tell) => void change(tell)}
        />
      ))}
      {report.tell.length === 0 ? null : (
        <AgreeAll all={report.tellAll} disabled={busy} onChange={(all) => void change(report.tell, all)} />
      )}
      {fault === undefined ? null : <Trouble>{toSentence(fault)}</Trouble>}
    </section>
  );
};
