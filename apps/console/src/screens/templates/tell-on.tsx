import type { EscalationChoices, EscalationStep, NoticeEscalation } from "@chengyun/contracts";
import { fillText, timeKindNames, timeKinds } from "@chengyun/kernel";
import { formatMoment, useUi } from "@chengyun/ui";
import { Alert, Button, InputNumber, Select } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useEscalations, useSetEscalation } from "../../data/notice.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";

/** A step while it is being set: whom it tells may be open still. */
interface Draft {
  readonly after: EscalationStep["after"];
  readonly to: EscalationStep["to"] | undefined;
}

const most = 5;

const toKey = (to: Draft["to"]): string | undefined => {
  if (to === undefined || to === "departments") return to;
  return "permission" in to ? `may ${to.permission}` : `post ${to.post}`;
};

const fromKey = (key: string): EscalationStep["to"] => {
  if (key.startsWith("may ")) return { permission: key.slice(4) };
  return key.startsWith("post ") ? { post: key.slice(5) } : "departments";
};

interface StepProps {
  readonly n: number;
  readonly step: Draft;
  readonly choices: EscalationChoices;
  /** Nobody holds what it names now. */
  readonly isUnheld: boolean;
  readonly onChange: (step: Draft) => void;
  readonly onRemove: () => void;
}

const Step = ({ n, step, choices, isUnheld, onChange, onRemove }: StepProps) => {
  const t = useText();
  const { say } = useUi();
  const words = t.told.tellOn;
  const named = (text: string) => fillText(text, { n: String(n) });
  return (
    <li className="tell-on-step">
      <span>{named(words.step)}</span>
      <InputNumber
        aria-label={named(words.amount)}
        min={1}
        max={999}
        value={step.after.amount}
        onChange={(amount) => onChange({ ...step, after: { ...step.after, amount: amount ?? 1 } })}
      />
      <Select
        aria-label={named(words.kind)}
        value={step.after.kind}
        onChange={(kind) => onChange({ ...step, after: { ...step.after, kind } })}
        options={timeKinds.map((kind) => ({ value: kind, label: say(timeKindNames[kind]) }))}
        popupMatchSelectWidth={false}
      />
      <span>{words.tells}</span>
      <Select
        aria-label={named(words.who)}
        placeholder={words.choose}
        value={toKey(step.to)}
        onChange={(key) => onChange({ ...step, to: key === undefined ? undefined : fromKey(key) })}
        showSearch={{ optionFilterProp: "label" }}
        popupMatchSelectWidth={false}
        className="tell-on-who"
        options={[
          { value: "departments", label: words.departments },
          {
            label: words.posts,
            options: choices.posts.map(({ id, name, departmentName }) => ({
              value: `post ${id}`,
              label: `${say(name)} · ${say(departmentName)}`,
            })),
          },
          {
            label: words.whoMay,
            options: choices.permissions.map(({ id, name }) => ({
              value: `may ${id}`,
              label: fillText(words.may, { what: say(name) }),
            })),
          },
        ]}
      />
      <Button size="small" aria-label={named(words.remove)} title={named(words.remove)} onClick={onRemove}>
        ×
      </Button>
      {isUnheld ? <Alert type="warning" showIcon title={words.unheld} /> : null}
    </li>
  );
};

interface StepsProps {
  readonly escalation: NoticeEscalation;
  readonly choices: EscalationChoices;
}

const Steps = ({ escalation, choices }: StepsProps) => {
  const t = useText();
  const words = t.told.tellOn;
  const { language, zone } = useUi();
  const set = useSetEscalation();
  const [steps, setSteps] = useState<readonly Draft[]>(escalation.steps);
  const whole = steps.flatMap(({ after, to }) => (to === undefined ? [] : [{ after, to }]));
  const isChanged = JSON.stringify(steps) !== JSON.stringify(escalation.steps);
  const { type, version, declared, setAt } = escalation;
  return (
    <>
      <p className="second">
        {setAt === undefined
          ? words.asSupplied
          : fillText(words.versionIs, {
              n: String(version),
              at: formatMoment(Date.parse(setAt), { language, zone }),
            })}
      </p>
      {steps.length === 0 ? <p>{words.none}</p> : null}
      <ol className="tell-on">
        {steps.map((step, at) => (
          <Step
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the line
            key={at}
            n={at + 1}
            step={step}
            choices={choices}
            isUnheld={escalation.unheld.some((place) => toKey(escalation.steps[place]?.to) === toKey(step.to))}
            onChange={(changed) => setSteps(steps.map((each, place) => (place === at ? changed : each)))}
            onRemove={() => setSteps(steps.filter((_, place) => place !== at))}
          />
        ))}
      </ol>
      {set.error === null ? null : <Alert type="error" showIcon title={toSentence(set.error)} />}
      {set.isSuccess && !isChanged ? (
        <Alert type="success" showIcon title={fillText(words.saved, { n: String(set.data.version) })} />
      ) : null}
      <div className="template-actions">
        <OffButton
          why={steps.length >= most ? fillText(t.off.most, { n: String(most) }) : undefined}
          onClick={() => setSteps([...steps, { after: { amount: 1, kind: "urgent-hours" }, to: undefined }])}
        >
          {words.add}
        </OffButton>
        <OffButton
          type="primary"
          why={whole.length < steps.length ? t.off.incomplete : isChanged ? undefined : t.off.unchanged}
          loading={set.isPending}
          onClick={() =>
            set.mutate({ type, set: { steps: whole, version } }, { onSuccess: (saved) => setSteps(saved.steps) })
          }
        >
          {words.save}
        </OffButton>
        <Button onClick={() => setSteps(declared)}>{words.restore}</Button>
      </div>
    </>
  );
};

/** Who is told next of a notice that nobody acknowledges. */
export const TellOn = ({ type }: { readonly type: string }) => {
  const t = useText();
  const { data } = useEscalations();
  const escalation = data?.items.find((one) => one.type === type);
  if (data === undefined || escalation === undefined) return null;
  return (
    <section className="template-fields">
      <h3>{t.told.tellOn.title}</h3>
      <p className="second">{t.told.tellOn.hint}</p>
      <Steps escalation={escalation} choices={data.choices} />
    </section>
  );
};
