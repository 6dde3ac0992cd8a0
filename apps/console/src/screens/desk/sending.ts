import { fillText, writeReportNo } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { App } from "antd";
import { useState } from "react";
import { isSameNear } from "../../data/api.ts";
import { useAdvise, useDecline, useDeskReport } from "../../data/intake.ts";
import { useText } from "../../strings/text.ts";
import { type answersOf, type Call, isFromCaller, reporterOf, type Sent, saidIn, toReport } from "./call.ts";

/** A call as it was sent, and how. */
interface SentBack {
  readonly call: Call;
  readonly how: Sent;
}

/** The ways a call is sent, with what became of the last one. */
export interface Sending {
  readonly isBusy: boolean;
  readonly fault: Error | null;
  /** The call that was sent back because of what is near, as it was, and how it was sent. */
  readonly unchosen: SentBack | undefined;
  readonly report: (call: Call, how: Sent, answered: ReturnType<typeof answersOf>) => void;
  readonly advise: (call: Call, said: { answer: string; connectedTo: string }) => void;
  readonly decline: (call: Call, reason: string) => void;
  /** Forgets what was wrong with the last call. */
  readonly forget: () => void;
}

/** The caller waits for the number: it stays until it is closed or the next call is sent, clear of clock and bell. */
const lasting = { key: "desk-sent", duration: 0, placement: "bottomRight" } as const;

/** What became of a call, by the sentence that says so. */
const becameOf = ({ direct }: Sent, made: { readonly opened: boolean; readonly dispatched: boolean }) => {
  if (made.dispatched) return "madeDirect";
  if (!made.opened) return "madeJoined";
  return direct ? "madeUnsent" : "madeNew";
};

/** Sends calls; afterwards the officer is told the number and the form is empty for the next. */
export const useSending = (onSent: () => void): Sending => {
  const t = useText();
  const { say } = useUi();
  const { notification } = App.useApp();
  const report = useDeskReport();
  const advice = useAdvise();
  const decline = useDecline();
  const [last, setLast] = useState<SentBack>();
  /** Whoever agreed to be told and can't be now hears it while they are on the line. */
  const withUntold = (said: string | undefined, told: readonly string[] | undefined): string | undefined =>
    told?.length === 0 ? [said, t.desk.notTold].filter((part) => part !== undefined).join(" ") : said;
  const withTogether = (said: string, { together }: Call): string =>
    together.length === 0 ? said : `${said} ${fillText(t.desk.tookTogether, { n: String(together.length) })}`;
  const tell = (title: string, description?: string): void => {
    notification.success({ title, ...(description === undefined ? {} : { description }), ...lasting });
    onSent();
  };
  return {
    forget: () => {
      for (const sent of [report, advice, decline]) sent.reset();
    },
    isBusy: report.isPending || advice.isPending || decline.isPending,
    fault: report.error ?? advice.error ?? decline.error,
    unchosen: isSameNear(report.error) ? last : undefined,
    report: (call, how, answered) => {
      const body = toReport(call, how);
      if (body === undefined) return;
      setLast({ call, how });
      report.mutate(
        { ...body, ...answered },
        {
          onSuccess: ({ no, caseNo, opened, dispatched, dispatchedTo, tell: told }) => {
            const words = t.desk[becameOf(how, { opened, dispatched })];
            const number = fillText(isFromCaller(call) ? t.desk.followNo : t.desk.number, { no: writeReportNo(no) });
            tell(
              fillText(words, { no: caseNo, department: dispatchedTo === undefined ? "" : say(dispatchedTo) }),
              withUntold(withTogether(number, call), told),
            );
          },
        },
      );
    },
    advise: (call, { answer, connectedTo }) =>
      advice.mutate(
        {
          text: saidIn(call),
          answer,
          ...reporterOf(call),
          ...(connectedTo === "" ? {} : { connectedTo }),
          ...(call.waiting === undefined ? {} : { waiting: call.waiting.id }),
        },
        {
          onSuccess: ({ no, tell: told }) => tell(fillText(t.desk.madeAdvice, { no }), withUntold(undefined, told)),
        },
      ),
    decline: (call, reason) => {
      if (call.waiting === undefined) return;
      const { id, version } = call.waiting;
      decline.mutate({ id, version, reason }, { onSuccess: () => tell(t.desk.declined) });
    },
  };
};
