import type { Case } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, App, Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { useDetach } from "../data/case.ts";
import { useText } from "../strings/text.ts";

type To = "desk" | "own";

interface DetachDialogProps {
  readonly caseId: string;
  readonly report: Case["reportList"][number];
  readonly ways: readonly To[];
  readonly onClose: () => void;
}

/** Asks where a report goes that does not belong to its case, and why. */
export const DetachDialog = ({ caseId, report, ways, onClose }: DetachDialogProps) => {
  const t = useText();
  const { say } = useUi();
  const { message } = App.useApp();
  const detach = useDetach();
  const [to, setTo] = useState<To>(ways[0] ?? "own");
  const [reason, setReason] = useState("");
  const [wasSent, setSent] = useState(false);
  const isMissing = reason.trim() === "";
  const names = { desk: t.cases.detachDesk, own: t.cases.detachOwn };
  const send = (): void => {
    setSent(true);
    if (isMissing) return;
    detach.mutate(
      { caseId, reportId: report.id, to, reason: reason.trim() },
      {
        onSuccess: ({ caseNo }) => {
          const made = caseNo === undefined ? t.cases.detachedDesk : fillText(t.cases.detachedOwn, { no: caseNo });
          void message.info(made);
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      open
      title={t.cases.detach}
      okText={t.cases.detach}
      okButtonProps={{ loading: detach.isPending }}
      onOk={send}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p>“{say(report.text)}”</p>
      <p className="second">{t.cases.detachHint}</p>
      <Form layout="vertical">
        <Form.Item label={t.cases.detachTo}>
          <Radio.Group
            value={to}
            onChange={({ target }) => setTo(target.value as To)}
            options={ways.map((value) => ({ value, label: names[value] }))}
          />
        </Form.Item>
        <Form.Item
          label={t.cases.mergeReason}
          htmlFor="detach-reason"
          {...(wasSent && isMissing ? { validateStatus: "error", help: t.people.need } : {})}
        >
          <Input.TextArea
            id="detach-reason"
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      {detach.error === null ? null : <Alert type="error" showIcon title={toSentence(detach.error)} />}
    </Modal>
  );
};
