import type { WaitingReport } from "@chengyun/contracts";
import { useUi, zoneAhead } from "@chengyun/ui";
import { Button, type InputRef } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { api } from "../../data/api.ts";
import { serverNow } from "../../data/clock.ts";
import { toDescription, useFormVersion } from "../../data/form.ts";
import { useText } from "../../strings/text.ts";
import { AskPane } from "./ask-pane.tsx";
import { answersOf, type Call, callOf, checkCall, joinedTo, type Missing, newCall, type Sent } from "./call.ts";
import { CallForm } from "./call-form.tsx";
import { CallerPane } from "./caller-pane.tsx";
import { useSending } from "./sending.ts";
import { SimilarPane } from "./similar-pane.tsx";
import "./desk.css";
import { WaitingPane } from "./waiting-pane.tsx";
import { Ways } from "./ways.tsx";

/** The category the server proposes for a waiting report, whole. */
const findProposed = async ({ category, kindName }: WaitingReport) => {
  if (category === undefined) return undefined;
  const { items } = await api.categories({ q: kindName?.zh ?? "", limit: 200 });
  return (
    items.find(({ id }) => id === category) ??
    (await api.categories({ limit: 200 })).items.find(({ id }) => id === category)
  );
};

/** Alt and a digit, on every keyboard and in every language. */
const useKeys = (ways: readonly (readonly [code: string, take: () => void])[]): void => {
  const latest = useRef(ways);
  latest.current = ways;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const take =
        event.altKey && !event.ctrlKey && !event.metaKey
          ? latest.current.find(([code]) => code === event.code)
          : undefined;
      if (take === undefined) return;
      event.preventDefault();
      take[1]();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
};

/** For the officer on the telephone at three in the morning: number, words, place, and one of three ways out. */
const Desk = () => {
  const t = useText();
  const phoneField = useRef<InputRef>(null);
  const [call, setCall] = useState<Call>(newCall);
  const [tried, setTried] = useState<Sent>();
  const [isAnswering, setAnswering] = useState(false);
  const [round, setRound] = useState(0);
  const change = (part: Partial<Call>): void => setCall((before) => ({ ...before, ...part }));
  const begin = (next: Call = newCall()): void => {
    setCall(next);
    setTried(undefined);
    sending.forget();
    setAnswering(next.waiting?.matter === "advice");
    setRound((count) => count + 1);
  };
  const sending = useSending(() => begin());
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new call begins at the number
  useEffect(() => phoneField.current?.focus(), [round]);
  const { zone } = useUi();
  const asked = useFormVersion(call.category?.form);
  const form = useMemo(
    () => (call.category?.form === undefined || asked.data === undefined ? undefined : toDescription(asked.data)),
    [asked.data, call.category],
  );
  const answered = answersOf(call, form, zoneAhead(serverNow(), zone));
  const lackingFor = (how: Sent): readonly Missing[] => [
    ...checkCall(call, how),
    ...(answered === undefined ? (["needAnswers"] as const) : []),
  ];
  const report = (how: Sent) => (): void => {
    setTried(how);
    if (lackingFor(how).length === 0) sending.report(call, how, answered);
  };
  /** A citizen's report says all there is to say: choosing its case is the whole of it. Who calls is still on the line. */
  const join = (caseId: string): void => {
    change({ joins: caseId, notSameAs: call.notSameAs.filter((id) => id !== caseId) });
    if (call.waiting === undefined) return;
    const how = { direct: false };
    const joined = joinedTo(call, caseId);
    setTried(how);
    if (checkCall(joined, how).length === 0) sending.report(joined, how, {});
  };
  const takeUp = (waiting: WaitingReport): void => {
    begin(callOf(waiting, undefined));
    void findProposed(waiting).then(
      (category) =>
        category !== undefined &&
        setCall((now) => (now.waiting?.id === waiting.id && now.category === undefined ? { ...now, category } : now)),
      () => undefined,
    );
  };
  useKeys([
    ["KeyN", () => begin()],
    ["Digit1", report({ direct: true })],
    ["Digit2", report({ direct: false })],
    ["Digit3", () => setAnswering(true)],
  ]);
  return (
    <div className="desk">
      <div className="desk-side">
        <Button className="desk-fresh" aria-keyshortcuts="Alt+N" onClick={() => begin()}>
          {t.desk.fresh}
        </Button>
        <CallerPane key={round} call={call} onChange={change} phoneField={phoneField} />
        <WaitingPane taken={call.waiting?.id} onTake={takeUp} />
      </div>
      <div className="desk-main">
        <CallForm key={round} call={call} onChange={change} onLetGo={() => begin()}>
          {form === undefined ? null : (
            <AskPane
              key={`${form.id} ${call.key}`}
              form={form}
              answers={call.answers}
              isTried={tried !== undefined}
              fault={sending.fault}
              onChange={(answers) => change({ answers })}
            />
          )}
        </CallForm>
        <Ways
          key={`ways-${round}`}
          call={call}
          sending={sending}
          missing={tried === undefined ? [] : lackingFor(tried)}
          isAnswering={isAnswering}
          onDirect={report({ direct: true })}
          onTransfer={report({ direct: false })}
          onApart={report({ direct: sending.unchosen?.how.direct ?? false, apart: true })}
          onConnect={() => setAnswering(true)}
        />
      </div>
      <SimilarPane call={call} isBusy={sending.isBusy} onChange={change} onJoin={join} />
    </div>
  );
};

export default Desk;
