import type { Alarm, MoveOffer } from "@chengyun/contracts";
import { fillText, type Label } from "@chengyun/kernel";
import { FormView, useUi, zoneAhead } from "@chengyun/ui";
import { Alert, App, Form, Modal } from "antd";
import { useMemo, useState } from "react";
import { ProblemError, toSentence } from "../data/api.ts";
import { serverNow } from "../data/clock.ts";
import { type FlowSubject, useFlow, useMove } from "../data/flow.ts";
import { toDescription, useFormVersion } from "../data/form.ts";
import { useText } from "../strings/text.ts";
import { StandingWarning } from "./alarm-cause.tsx";
import { faultsOf, useAnswers } from "./answers.ts";
import { FactField } from "./fact-field.tsx";
import { useFormCity } from "./form-city.ts";
import { doubtsOf, type Typed, toFacts, toKnown } from "./move-facts.ts";
import { offFooter } from "./off-footer.tsx";

interface MoveDialogProps {
  readonly subject: FlowSubject;
  readonly offer: MoveOffer;
  /** The offer as it is now; undefined when the move is no longer possible. */
  readonly latest: MoveOffer | undefined;
  /** The stage the subject is in now. */
  readonly stage: string;
  /** What the subject already says, by fact: chosen until somebody chooses otherwise. */
  readonly known?: Typed | undefined;
  /** Alarms of the case that still hold, to be warned of. */
  readonly standing?: readonly Alarm[];
  readonly onClose: () => void;
}

/** Asks for what a move needs; when somebody was faster it says so and keeps what was typed. */
export const MoveDialog = ({ subject, offer, latest, stage, known = {}, standing = [], onClose }: MoveDialogProps) => {
  const t = useText();
  const { say, zone } = useUi();
  const { message } = App.useApp();
  const [form] = Form.useForm<Record<string, unknown>>();
  const flow = useFlow(subject.kind);
  const move = useMove(subject);
  const nameOf = (id: string): string => {
    const name = flow?.stages.find((each) => each.id === id)?.name;
    return name === undefined ? "" : say(name);
  };
  const fault = move.error;
  const stale = fault instanceof ProblemError && fault.problem.status === 409 && fault.problem.current !== undefined;
  const possible = latest !== undefined && latest.whyNot === undefined;
  const city = useFormCity();
  const asked = useFormVersion(offer.form);
  const description = useMemo(() => (asked.data === undefined ? undefined : toDescription(asked.data)), [asked.data]);
  const { answers, setAnswers, isTried, sources, take } = useAnswers(description, {}, zone);
  const [doubted, setDoubted] = useState<readonly Label[]>([]);
  const send = (typed: Typed): void => {
    const answered = take();
    if (answered === undefined) return;
    const doubts = doubtsOf(offer.facts, typed);
    // Asked once: what is pressed again under the same words is meant.
    if (doubts.some((doubt) => !doubted.some(({ en }) => en === doubt.en))) {
      setDoubted(doubts);
      return;
    }
    move.mutate(
      {
        move: offer.move,
        facts: { ...toFacts(offer.facts, typed, zoneAhead(serverNow(), zone)), ...answered },
        form: offer.form,
      },
      {
        onSuccess: (state) => {
          void message.info(fillText(t.move.made, { move: say(offer.name), stage: nameOf(state.stage) }));
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      open
      title={say(offer.name)}
      okText={stale ? t.move.again : doubted.length > 0 ? t.move.allTheSame : say(offer.name)}
      cancelText={t.move.cancel}
      okButtonProps={{ loading: move.isPending, disabled: !possible, danger: offer.move === "void" }}
      footer={offFooter(possible ? undefined : latest?.whyNot === undefined ? t.off.moved : say(latest.whyNot))}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {stale ? (
        <Alert
          className="form-fault"
          type="warning"
          showIcon
          title={fillText(t.move.stale, { stage: nameOf(stage) })}
        />
      ) : null}
      {possible ? null : (
        <Alert
          className="form-fault"
          type="info"
          showIcon
          title={latest?.whyNot === undefined ? fillText(t.move.notNow, { move: say(offer.name) }) : say(latest.whyNot)}
        />
      )}
      {fault !== null && !stale ? (
        <Alert className="form-fault" type="error" showIcon title={toSentence(fault)} />
      ) : null}
      {doubted.map((doubt) => (
        <Alert key={doubt.en} className="form-fault" type="warning" showIcon title={say(doubt)} />
      ))}
      <StandingWarning alarms={standing} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={toKnown(offer.facts, known, zoneAhead(serverNow(), zone))}
        onFinish={send}
        onValuesChange={() => setDoubted([])}
      >
        {offer.facts.map((fact) => {
          return (
            <Form.Item
              key={fact.id}
              name={fact.id}
              label={`${say(fact.name)}${fact.required ? "" : t.move.optional}`}
              rules={[{ required: fact.required, message: fillText(t.move.needed, { name: say(fact.name) }) }]}
              extra={fact.hint === undefined ? undefined : say(fact.hint)}
            >
              <FactField fact={fact} />
            </Form.Item>
          );
        })}
      </Form>
      {description === undefined ? null : (
        <FormView
          form={description}
          answers={answers}
          onChange={setAnswers}
          city={city}
          sources={sources}
          isTried={isTried}
          serverFaults={faultsOf(fault)}
        />
      )}
    </Modal>
  );
};
