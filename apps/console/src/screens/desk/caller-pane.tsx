import { fillText } from "@chengyun/kernel";
import { Fault, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Button, Checkbox, Input, type InputRef } from "antd";
import type { Ref } from "react";
import { toSentence } from "../../data/api.ts";
import { useCallers } from "../../data/intake.ts";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { type Call, needsName } from "./call.ts";

const History = ({ callers }: { readonly callers: NonNullable<ReturnType<typeof useCallers>["data"]> }) => {
  const t = useText();
  const { say } = useUi();
  if (callers.items.length === 0) return <p className="cy-faint">{t.desk.newCaller}</p>;
  return callers.items.map((person) => (
    <section key={person.personId} className="desk-person">
      <strong>{person.name}</strong> <span className="second figure">{person.phone}</span>{" "}
      <span className="second">
        {person.reports.length === 0
          ? t.desk.noHistory
          : fillText(t.desk.history, { n: String(person.reports.length) })}
      </span>
      <ul className="records">
        {person.reports.slice(0, 8).map((report) => (
          <li key={report.id}>
            {report.caseId === undefined ? (
              say(report.title)
            ) : (
              <Link to={`/cases/${report.caseId}`}>{say(report.title)}</Link>
            )}
            <div className="second">
              {report.open ? <strong>{say(report.stageName)}</strong> : say(report.stageName)} ·{" "}
              <Moment at={report.at} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  ));
};

interface CallerPaneProps {
  readonly call: Call;
  readonly onChange: (change: Partial<Call>) => void;
  readonly phoneField: Ref<InputRef>;
}

/** Who calls, and what they called about before: names stay masked. */
export const CallerPane = ({ call, onChange, phoneField }: CallerPaneProps) => {
  const t = useText();
  const callers = useCallers();
  const look = (): void => {
    const phone = call.phone.trim();
    if (phone.length >= 3)
      callers.mutate(phone, { onSuccess: ({ items }) => onChange({ isKnown: items.length === 1 }) });
  };
  return (
    <section aria-label={t.desk.caller}>
      <h2>{t.desk.caller}</h2>
      <label className="desk-field" htmlFor="desk-phone">
        {t.desk.phone}
        <Input.Search
          id="desk-phone"
          ref={phoneField}
          value={call.phone}
          inputMode="tel"
          maxLength={30}
          placeholder={t.desk.phoneHint}
          enterButton={<Button aria-label={t.desk.look}>{t.desk.look}</Button>}
          loading={callers.isPending}
          onChange={(event) => onChange({ phone: event.target.value, isKnown: false })}
          onSearch={look}
          onBlur={look}
        />
      </label>
      <label className="desk-field" htmlFor="desk-name">
        <span>
          {t.desk.name} {needsName(call) ? <strong>{t.desk.nameNeeded}</strong> : null}
        </span>
        <Input
          aria-required={needsName(call)}
          id="desk-name"
          value={call.name}
          maxLength={100}
          placeholder={call.isKnown ? t.desk.nameKnown : ""}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </label>
      {call.phone.trim() === "" || call.waiting !== undefined ? null : (
        <Checkbox checked={call.tellBySms} onChange={(event) => onChange({ tellBySms: event.target.checked })}>
          {t.desk.tellBySms}
        </Checkbox>
      )}
      {call.tellBySms && call.phone.trim() !== "" && call.waiting === undefined ? (
        <Checkbox checked={call.tellAll} onChange={(event) => onChange({ tellAll: event.target.checked })}>
          {t.desk.tellAll}
        </Checkbox>
      ) : null}
      {callers.error === null ? null : <Fault sentence={toSentence(callers.error)} />}
      {callers.data === undefined ? null : <History callers={callers.data} />}
    </section>
  );
};
