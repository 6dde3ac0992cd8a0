import type { Case } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { formatMoment, useUi } from "@chengyun/ui";
import { Alert, Form, Input, Modal } from "antd";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { useMergeStanding, useUnmerge } from "../data/case.ts";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { OffButton } from "./off-button.tsx";
import { offFooter } from "./off-footer.tsx";

type Subject = Pick<Case, "id" | "version" | "mergedInto">;

interface DialogProps {
  readonly subject: Subject;
  readonly onClose: () => void;
}

const UnmergeDialog = ({ subject, onClose }: DialogProps) => {
  const t = useText();
  const undo = useUnmerge();
  const [reason, setReason] = useState("");
  return (
    <Modal
      open
      title={t.cases.unmerge}
      okText={t.cases.unmerge}
      okButtonProps={{ loading: undo.isPending, disabled: reason.trim() === "" }}
      footer={offFooter(reason.trim() === "" ? t.off.reason : undefined)}
      onOk={() =>
        undo.mutate({ id: subject.id, version: subject.version, reason: reason.trim() }, { onSuccess: onClose })
      }
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p>{t.cases.unmergeHint}</p>
      <Form layout="vertical">
        <Form.Item label={t.cases.mergeReason} htmlFor="unmerge-reason">
          <Input.TextArea
            id="unmerge-reason"
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      {undo.error === null ? null : <Alert type="error" showIcon title={toSentence(undo.error)} />}
    </Modal>
  );
};

/** For whoever merged two cases that were not one after all: a day to take it back, or the reason why it can't be. */
export const Unmerge = ({ subject }: { readonly subject: Subject }) => {
  const t = useText();
  const { say, language, zone } = useUi();
  const may = useMay()("cases.file");
  const { data } = useMergeStanding(subject);
  const [open, setOpen] = useState(false);
  if (!may || data?.until === undefined) return null;
  const until = formatMoment(Date.parse(data.until), { language, zone });
  return (
    <p className="second">
      <OffButton
        size="small"
        why={data.whyNot === undefined ? undefined : say(data.whyNot)}
        onClick={() => setOpen(true)}
      >
        {t.cases.unmerge}
      </OffButton>{" "}
      {data.whyNot === undefined ? fillText(t.cases.unmergeUntil, { until }) : say(data.whyNot)}
      {open ? <UnmergeDialog subject={subject} onClose={() => setOpen(false)} /> : null}
    </p>
  );
};
