import { useCallback, useEffect, useRef, useState } from "react";
import { field, type KeptPhoto, keep } from "./database.ts";

/** What is typed and photographed in one form before it is sent. */
export interface Draft {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly photos: readonly KeptPhoto[];
  /** Photos of before, where a form asks for both. */
  readonly before: readonly KeptPhoto[];
}

const nothing: Draft = { facts: {}, photos: [], before: [] };

/** Forgets a draft: it was sent or is not wanted. */
export const dropDraft = (name: string): Promise<void> => keep((db) => db.delete("drafts", name));

/** A draft that is on the phone before anything else happens to it: a call, an empty battery, a lost tab. */
export const useDraft = (name: string, first: Draft["facts"], onFault: (fault: unknown) => void) => {
  const [draft, setDraft] = useState<Draft>();
  const begin = useRef(first);
  useEffect(() => {
    let left = false;
    const read = async (): Promise<void> => {
      const kept = (await (await field()).get("drafts", name)) as Draft | undefined;
      if (!left) setDraft(kept ?? { ...nothing, facts: begin.current });
    };
    void read();
    return () => {
      left = true;
    };
  }, [name]);
  const change = useCallback(
    (part: Partial<Draft>) =>
      setDraft((before) => {
        const next = { ...(before ?? nothing), ...part };
        keep((db) => db.put("drafts", next, name)).catch(onFault);
        return next;
      }),
    [name, onFault],
  );
  return [draft, change] as const;
};
