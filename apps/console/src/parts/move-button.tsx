import { useUi } from "@chengyun/ui";
import { Button } from "antd";
import { useState } from "react";
import { type FlowSubject, useFlow, useMoves } from "../data/flow.ts";
import { MoveDialog } from "./move-dialog.tsx";

interface MoveButtonProps {
  readonly subject: FlowSubject;
  readonly stage: string;
  /** The move of its flow, e.g. `retire`. */
  readonly move: string;
}

/** The dialog of one move of a row of a list; nothing when it is not offered now. */
export const OneMove = ({ subject, stage, move, onClose }: MoveButtonProps & { readonly onClose: () => void }) => {
  const { data } = useMoves(subject);
  const offer = data?.items.find((each) => each.move === move);
  if (offer === undefined) return null;
  return <MoveDialog subject={subject} offer={offer} latest={offer} stage={stage} onClose={onClose} />;
};

/** Ends a row of a list (an account, a key, a deputy) through one move of its flow. */
export const MoveButton = ({ subject, stage, move }: MoveButtonProps) => {
  const { language, say } = useUi();
  const name = useFlow(subject.kind)?.moves.find(({ id }) => id === move)?.name;
  const [open, setOpen] = useState(false);
  if (name === undefined) return null;
  return (
    <>
      <Button size="small" danger lang={language} onClick={() => setOpen(true)}>
        {say(name)}
      </Button>
      {open ? <OneMove subject={subject} stage={stage} move={move} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
