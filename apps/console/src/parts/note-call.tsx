import type { Case } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { Alert, App, Form, Input, Modal, Radio, Rate } from "antd";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { useNoteCall } from "../data/case.ts";
import { useFlow } from "../data/flow.ts";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { OffButton } from "./off-button.tsx";

interface NoteCallProps {
  readonly caseId: string;
  readonly report: Case["reportList"][number];
  readonly stage: string;
}

const Dialog = ({ caseId, report, stage, onClose }: NoteCallProps & { readonly onClose: () => void }) => {
  const t = useText();
  const { say } = useUi();
  const { message } = App.useApp();
  const call = useNoteCall();
  const [fixed, setFixed] = useState<boolean>();
  const [rating, setRating] = useState(0);
  const [comment, setComment] = useState("");
  const [wasSent, setSent] = useState(false);
  const send = (): void => {
    setSent(true);
    if (fixed === undefined) return;
    const more = { ...(rating === 0 ? {} : { rating }), ...(comment.trim() === "" ? {} : { comment: comment.trim() }) };
    call.mutate(
      { caseId, reportId: report.id, fixed, ...more },
      {
        onSuccess: ({ counts, reopened }) => {
          void message.info(reopened ? t.cases.callReopened : counts ? t.cases.callNoted : t.cases.callYields);
          onClose();
        },
      },
    );
  };
  const choices = [
    { value: true, label: t.cases.callFixed },
    { value: false, label: t.cases.callNotFixed },
  ];
  return (
    <Modal
      open
      title={t.cases.call}
      okText={t.cases.call}
      okButtonProps={{ loading: call.isPending }}
      onOk={send}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p>“{say(report.text)}”</p>
      <p className="second">{t.cases.callHint}</p>
      <Form layout="vertical" className="call-form">
        <Form.Item
          label={t.cases.callSays}
          {...(wasSent && fixed === undefined ? { validateStatus: "error", help: t.cases.callNeed } : {})}
        >
          <Radio.Group value={fixed} onChange={({ target }) => setFixed(target.value === true)} options={choices} />
        </Form.Item>
        {stage === "closed" && fixed === false ? <p className="second">{t.cases.callReopens}</p> : null}
        <Form.Item label={t.cases.callRating}>
          <Rate value={rating} onChange={setRating} />
        </Form.Item>
        <Form.Item label={t.cases.callComment} htmlFor="call-comment">
          <Input.TextArea
            id="call-comment"
            rows={2}
            maxLength={500}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
        </Form.Item>
      </Form>
      {call.error === null ? null : <Alert type="error" showIcon title={toSentence(call.error)} />}
    </Modal>
  );
};

/** Writes down what whoever told this report says of the mending, once it was said to be mended. */
export const NoteCall = ({ caseId, report, stage }: NoteCallProps) => {
  const t = useText();
  const may = useMay();
  const [open, setOpen] = useState(false);
  const hears = useFlow("case")?.moves.some(({ id, from }) => id === "hear" && from.includes(stage)) === true;
  if (!hears || report.channel === "alarm" || !may("reports.answer")) return null;
  return (
    <>
      <OffButton
        size="small"
        why={report.isNobodys === true ? t.cases.callNobody : undefined}
        onClick={() => setOpen(true)}
      >
        {t.cases.call}
      </OffButton>
      {open ? <Dialog caseId={caseId} report={report} stage={stage} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
