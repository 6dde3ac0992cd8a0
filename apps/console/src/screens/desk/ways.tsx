import { Fault } from "@chengyun/ui";
import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";
import { type Call, checkQuestion, hasChosenSince, lacksCondition, type Missing } from "./call.ts";
import type { Sending } from "./sending.ts";

interface WaysProps {
  readonly call: Call;
  readonly sending: Sending;
  readonly missing: readonly Missing[];
  readonly isAnswering: boolean;
  readonly onDirect: () => void;
  readonly onTransfer: () => void;
  readonly onApart: () => void;
  readonly onConnect: () => void;
}

const Answer = ({ call, sending }: Pick<WaysProps, "call" | "sending">) => {
  const t = useText();
  const [answer, setAnswer] = useState("");
  const [connectedTo, setConnectedTo] = useState("");
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string>();
  const close = (): void => {
    const missing = checkQuestion(call).map((key) => t.desk[key]);
    if (answer.trim() === "") missing.push(t.desk.needAnswer);
    setFault(missing.length === 0 ? undefined : missing.join(t.desk.listed));
    if (missing.length === 0) sending.advise(call, { answer: answer.trim(), connectedTo: connectedTo.trim() });
  };
  const decline = (): void => {
    setFault(reason.trim() === "" ? t.desk.needReason : undefined);
    if (reason.trim() !== "") sending.decline(call, reason.trim());
  };
  return (
    <div className="desk-answer">
      <label className="desk-field" htmlFor="desk-answer">
        {t.desk.answer}
        <Input.TextArea
          id="desk-answer"
          autoFocus
          rows={3}
          maxLength={2_000}
          value={answer}
          placeholder={t.desk.answerHint}
          onChange={(event) => setAnswer(event.target.value)}
        />
      </label>
      <label className="desk-field" htmlFor="desk-connected">
        {t.desk.connectedTo}
        <Input
          id="desk-connected"
          maxLength={100}
          value={connectedTo}
          onChange={(event) => setConnectedTo(event.target.value)}
        />
      </label>
      <Button type="primary" loading={sending.isBusy} onClick={close}>
        {t.desk.answerSend}
      </Button>
      {call.waiting === undefined ? null : (
        <div className="desk-decline">
          <Input
            maxLength={500}
            value={reason}
            aria-label={t.desk.declineReason}
            placeholder={t.desk.declineReason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button onClick={decline}>{t.desk.decline}</Button>
        </div>
      )}
      {fault === undefined ? null : <Alert type="warning" title={fault} />}
    </div>
  );
};

/** The three ways out of a call: dispatch now, transfer, connect. */
export const Ways = ({ call, sending, missing, isAnswering, ...on }: WaysProps) => {
  const t = useText();
  const joins = call.joins !== undefined;
  /** It was asked which of what is near it is, and one was chosen since. */
  const isChosen = sending.unchosen !== undefined && hasChosenSince(sending.unchosen.call, call);
  const joining = joins ? t.off.joining : undefined;
  const condition = lacksCondition(call) ? t.off.condition : undefined;
  const ways = [
    { key: "1", name: t.desk.direct, hint: t.desk.directHint, take: on.onDirect, why: joining ?? condition },
    {
      key: "2",
      name: joins ? t.desk.join : t.desk.transfer,
      hint: joins ? t.desk.joinHint : t.desk.transferHint,
      take: on.onTransfer,
      why: undefined,
    },
    { key: "3", name: t.desk.connect, hint: t.desk.connectHint, take: on.onConnect, why: joining },
  ];
  return (
    <footer className="desk-ways">
      {isAnswering ? <Answer call={call} sending={sending} /> : null}
      {missing.length === 0 ? null : (
        <Alert type="warning" showIcon title={missing.map((key) => t.desk[key]).join(t.desk.listed)} />
      )}
      {sending.fault === null || isChosen ? null : <Fault sentence={toSentence(sending.fault)} />}
      {sending.unchosen === undefined || isChosen ? null : (
        <Button loading={sending.isBusy} onClick={on.onApart}>
          {t.desk.apart}
        </Button>
      )}
      <div className="desk-buttons">
        {ways.map(({ key, name, hint, take, why }) => (
          <OffButton
            key={key}
            size="large"
            type={key === "2" ? "primary" : "default"}
            why={why}
            loading={sending.isBusy}
            aria-keyshortcuts={`Alt+${key}`}
            title={hint}
            onClick={take}
          >
            <kbd>{key}</kbd> {name}
            <small>{hint}</small>
          </OffButton>
        ))}
      </div>
      <p className="cy-faint">{t.desk.keys}</p>
    </footer>
  );
};
