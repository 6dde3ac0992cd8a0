import { Alert, Input } from "antd";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { useComment } from "../data/case.ts";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { OffButton } from "./off-button.tsx";

/** A word about a case, for those who handle it. What was typed stays until it is kept. */
export const CommentBox = ({ caseId }: { readonly caseId: string }) => {
  const t = useText();
  const may = useMay();
  const comment = useComment(caseId);
  const [text, setText] = useState("");
  if (!may("cases.comment")) return null;
  return (
    <div className="comment">
      <Input.TextArea
        aria-label={t.case.comment}
        placeholder={t.case.commentHint}
        rows={1}
        maxLength={2_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <OffButton
        why={text.trim() === "" ? t.off.words : undefined}
        loading={comment.isPending}
        onClick={() => comment.mutate(text.trim(), { onSuccess: () => setText("") })}
      >
        {t.case.send}
      </OffButton>
      {comment.error === null ? null : <Alert type="error" title={toSentence(comment.error)} />}
    </div>
  );
};
