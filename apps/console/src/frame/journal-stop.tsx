import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Button, Input, InputNumber, Modal } from "antd";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { useBreakGlass, useGuard } from "../data/guard.ts";
import { useMay } from "../data/session.ts";
import { offFooter } from "../parts/off-footer.tsx";
import { Moment } from "../parts/words.tsx";
import { useText } from "../strings/text.ts";

const BreakGlass = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useText().journalStop;
  const { off } = useText();
  const [reason, setReason] = useState("");
  const [hours, setHours] = useState(2);
  const breaking = useBreakGlass();
  return (
    <Modal
      open
      title={t.break}
      okText={t.breakNow}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 5, loading: breaking.isPending }}
      footer={offFooter(reason.trim().length < 5 ? off.reason : undefined)}
      onOk={() => breaking.mutate({ reason, hours }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <p>{t.breakHint}</p>
      <p className="second">{t.reason}</p>
      <Input.TextArea
        aria-label={t.reason}
        rows={3}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      <p className="second">{t.hours}</p>
      <InputNumber aria-label={t.hours} min={1} max={24} value={hours} onChange={(value) => setHours(value ?? 1)} />
      {breaking.isError ? <p role="alert">{toSentence(breaking.error)}</p> : null}
    </Modal>
  );
};

/** The line across the console while the journal can't be trusted: where it is wrong, and what still works. */
export const JournalStop = () => {
  const t = useText().journalStop;
  const { language } = useUi();
  const may = useMay();
  const { data } = useGuard();
  const [breaking, setBreaking] = useState(false);
  const [first] = data?.faults ?? [];
  if (data === undefined || first === undefined) return null;
  const isBroken = data.state === "glass-broken";
  return (
    <div className="journal-stop" role="alert">
      <span>
        <strong>{isBroken ? t.broken : t.stopped}</strong>{" "}
        {fillText(t.where, { what: first.text[language], position: String(first.position) })}{" "}
        {isBroken && data.until !== undefined ? (
          <>
            {t.until} <Moment at={data.until} />
          </>
        ) : (
          t.goesOn
        )}
      </span>
      {may("journal.guard") && !isBroken ? (
        <Button size="small" danger onClick={() => setBreaking(true)}>
          {t.break}
        </Button>
      ) : null}
      {breaking ? <BreakGlass onClose={() => setBreaking(false)} /> : null}
    </div>
  );
};
