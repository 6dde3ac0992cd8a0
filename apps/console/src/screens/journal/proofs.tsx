import { fillText, parseCheckpoint, parseNote } from "@chengyun/kernel";
import { formatNumber } from "@chengyun/ui";
import { useQuery } from "@tanstack/react-query";
import { InputNumber } from "antd";
import { useEffect, useState } from "react";
import { api } from "../../data/api.ts";
import { useGrowth, useGuard } from "../../data/guard.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";
import { holdsEntry, holdsGrowth } from "./hashing.ts";

const seenPlace = "chengyun.journal.seen";

interface Seen {
  readonly size: number;
  readonly root: string;
}

const readSeen = (): Seen | undefined => {
  try {
    const { size, root } = JSON.parse(localStorage.getItem(seenPlace) ?? "{}") as Partial<Seen>;
    return typeof size === "number" && typeof root === "string" ? { size, root } : undefined;
  } catch {
    // What this browser kept is not ours any more: as if it had seen nothing.
    return undefined;
  }
};

/** That the log grew out of what this browser saw last: a browser is a witness, too. */
const Growth = ({ now }: { readonly now: Seen }) => {
  const t = useText().journal;
  const [seen] = useState(readSeen);
  const { data, isError } = useGrowth(seen?.size, seen === undefined ? undefined : now.size);
  const isHeld =
    data !== undefined && seen !== undefined && holdsGrowth({ ...data, fromRoot: seen.root, toRoot: now.root });
  useEffect(() => {
    if (seen === undefined || isHeld) localStorage.setItem(seenPlace, JSON.stringify(now));
  }, [seen, isHeld, now]);
  if (seen === undefined || (data === undefined && !isError)) return null;
  const values = { from: formatNumber(seen.size), to: formatNumber(now.size) };
  if (isHeld && seen.size === now.size) return <span className="second">{t.growthNone}</span>;
  return isHeld ? (
    <span>{fillText(t.growth, values)}</span>
  ) : (
    <strong role="alert">{fillText(t.growthBad, values)}</strong>
  );
};

const One = ({ now }: { readonly now: Seen }) => {
  const t = useText().journal;
  const { off } = useText();
  const [position, setPosition] = useState<number>();
  const [asked, ask] = useState<number>();
  const { data } = useQuery({
    queryKey: ["journal-inclusion", asked, now.size],
    queryFn: () => api.inclusion(asked ?? 0, now.size),
    enabled: asked !== undefined,
    retry: false,
  });
  const values = { position: String(asked ?? ""), size: formatNumber(now.size) };
  const isHeld = data !== undefined && data.index === (asked ?? 0) - 1 && holdsEntry({ ...data, root: now.root });
  return (
    <div className="proof-line">
      <InputNumber
        aria-label={t.position2}
        placeholder={t.position2}
        min={1}
        max={now.size}
        value={position ?? null}
        onChange={(value) => setPosition(value ?? undefined)}
      />
      <OffButton why={position === undefined ? off.position : undefined} onClick={() => ask(position)}>
        {t.inclusion}
      </OffButton>
      <OffButton
        why={position === undefined ? off.position : undefined}
        href={`/api/v1/journal/receipts/${position ?? 1}`}
      >
        {t.receipt}
      </OffButton>
      {data === undefined ? null : <span role="status">{fillText(isHeld ? t.included : t.notIncluded, values)}</span>}
    </div>
  );
};

/** What can be proved of the journal, checked in this browser: growth, witnesses, one entry. */
export const Proofs = ({ note }: { readonly note: string }) => {
  const t = useText().journal;
  const { data: guard } = useGuard();
  const parsed = parseNote(note);
  const checkpoint = parsed === undefined ? undefined : parseCheckpoint(parsed.text);
  if (parsed === undefined || checkpoint === undefined) return null;
  const now = { size: checkpoint.size, root: checkpoint.root };
  const names = parsed.signatures.map(({ name }) => name).filter((name) => name !== checkpoint.origin);
  return (
    <div className="proof-box">
      <strong>{t.proofs}</strong>
      <div className="proof-line">
        {guard === undefined ? null : <span>{t.guard[guard.state]}</span>}
        <Growth now={now} />
        <span>{names.length === 0 ? t.unwitnessed : fillText(t.witnessed, { names: names.join(", ") })}</span>
      </div>
      <One now={now} />
    </div>
  );
};
