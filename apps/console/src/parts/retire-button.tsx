import { useUi } from "@chengyun/ui";
import { Button } from "antd";
import { useState } from "react";
import { type FlowSubject, useFlow, useMoves } from "../data/flow.ts";
import { useText } from "../strings/text.ts";
import { MoveDialog } from "./move-dialog.tsx";

interface RetireButtonProps {
  readonly subject: FlowSubject;
  readonly stage: string;
}

const RetireDialog = ({ subject, stage, onClose }: RetireButtonProps & { readonly onClose: () => void }) => {
  const { data } = useMoves(subject);
  const offer = data?.items.find((each) => each.move === "retire");
  if (offer === undefined) return null;
  return <MoveDialog subject={subject} offer={offer} latest={offer} stage={stage} onClose={onClose} />;
};

/** Takes an account or key out of use, through the move of its flow. */
export const RetireButton = ({ subject, stage }: RetireButtonProps) => {
  const t = useText();
  const { language, say } = useUi();
  const name = useFlow(subject.kind)?.moves.find(({ id }) => id === "retire")?.name;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" danger lang={language} onClick={() => setOpen(true)}>
        {name === undefined ? t.accounts.retire : say(name)}
      </Button>
      {open ? <RetireDialog subject={subject} stage={stage} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
