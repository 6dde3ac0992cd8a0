import type { CaseRow } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { Button } from "antd";
import { useState } from "react";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";
import { BulkDialog } from "./bulk-dialog.tsx";

const mostAtOnce = 500;

interface BulkBarProps {
  readonly rows: readonly CaseRow[];
  readonly picked: ReadonlySet<string>;
  readonly onPick: (ids: readonly string[]) => void;
}

/** How many are selected, and what can be done with them together. */
export const BulkBar = ({ rows, picked, onPick }: BulkBarProps) => {
  const t = useText();
  // As they were when the dialog opened: what moved may leave the list behind it.
  const [moving, setMoving] = useState<readonly CaseRow[]>();
  const chosen = rows.filter(({ id }) => picked.has(id));
  if (chosen.length === 0 && moving === undefined) return null;
  const isTooMany = chosen.length > mostAtOnce;
  return (
    <div className="bulk-bar" role="status">
      <strong>{fillText(t.cases.selected, { count: String(chosen.length) })}</strong>
      <Button size="small" type="link" onClick={() => onPick(rows.slice(0, mostAtOnce).map(({ id }) => id))}>
        {t.cases.selectAll}
      </Button>
      <Button size="small" type="link" onClick={() => onPick([])}>
        {t.cases.selectNone}
      </Button>
      <OffButton
        size="small"
        type="primary"
        why={isTooMany ? t.cases.bulkMost : undefined}
        onClick={() => setMoving(chosen)}
      >
        {t.cases.bulk}
      </OffButton>
      {isTooMany ? <span className="second">{t.cases.bulkMost}</span> : null}
      {moving === undefined ? null : (
        <BulkDialog
          chosen={moving}
          onClose={(leftover) => {
            setMoving(undefined);
            if (leftover !== undefined) onPick(leftover);
          }}
        />
      )}
    </div>
  );
};
