import { type Case, type MergeCandidate, partNear } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { useMerge, useSimilarTo } from "../data/case.ts";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { FoldedNear } from "./folded-near.tsx";
import { offFooter } from "./off-footer.tsx";
import { QueryView } from "./query-view.tsx";

type Subject = Pick<Case, "id" | "no" | "version">;

interface MergeDialogProps {
  readonly subject: Subject;
  readonly other: MergeCandidate;
  readonly onClose: () => void;
}

/** Makes one case of two; which goes on is not chosen: the one farther along, of two as far the older. */
const MergeDialog = ({ subject, other, onClose }: MergeDialogProps) => {
  const t = useText();
  const merge = useMerge();
  const [reason, setReason] = useState("");
  const that = { id: other.caseId, no: other.no, version: other.version };
  const [gone, kept] = other.survives === "this" ? [that, subject] : [subject, that];
  const send = (): void =>
    merge.mutate({ id: gone.id, version: gone.version, into: kept.id, reason: reason.trim() }, { onSuccess: onClose });
  return (
    <Modal
      open
      title={t.cases.mergeTitle}
      okText={t.cases.merge}
      okButtonProps={{ loading: merge.isPending, disabled: reason.trim() === "" }}
      footer={offFooter(reason.trim() === "" ? t.off.reason : undefined)}
      onOk={send}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p>{fillText(t.cases.mergeWhich, { gone: gone.no, kept: kept.no })}</p>
      <p className="second">{t.cases.mergeHint}</p>
      <Form layout="vertical" requiredMark={false}>
        <Form.Item label={t.cases.mergeReason} htmlFor="merge-reason">
          <Input.TextArea
            id="merge-reason"
            rows={2}
            maxLength={500}
            autoFocus
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </Form.Item>
      </Form>
      {merge.error === null ? null : <Alert type="error" showIcon title={toSentence(merge.error)} />}
    </Modal>
  );
};

/** Other open cases near by that may be the same problem, each with the reasons. */
export const CaseSimilar = ({ subject }: { readonly subject: Subject }) => {
  const t = useText();
  const { say } = useUi();
  const mayMerge = useMay()("cases.file");
  const [chosen, choose] = useState<MergeCandidate>();
  const toLine = (found: MergeCandidate) => (
    <li key={found.caseId} className="similar-case">
      <div>
        {found.likely ? <strong>{t.desk.likely} </strong> : null}
        <Link to={`/cases/${found.caseId}`}>{say(found.title)}</Link>{" "}
        <span className="second">{say(found.stageName)}</span>
        <p className="second">{found.reasons.map(say).join(" · ")}</p>
      </div>
      {mayMerge ? (
        <Button size="small" onClick={() => choose(found)} aria-label={fillText(t.cases.mergeWith, { no: found.no })}>
          {t.cases.merge}
        </Button>
      ) : null}
    </li>
  );
  return (
    <QueryView query={useSimilarTo(subject)} rows={3}>
      {({ items }) => (
        <>
          {items.length === 0 ? <p className="cy-faint">{t.cases.similarNone}</p> : null}
          <ul className="records">{partNear(items).likely.map(toLine)}</ul>
          <FoldedNear near={partNear(items).others} isOpen={partNear(items).likely.length === 0}>
            {toLine}
          </FoldedNear>
          {chosen === undefined ? null : (
            <MergeDialog subject={subject} other={chosen} onClose={() => choose(undefined)} />
          )}
        </>
      )}
    </QueryView>
  );
};
