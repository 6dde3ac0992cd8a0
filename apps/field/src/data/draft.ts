import type { FactValues } from "@chengyun/kernel";
import { useCallback, useEffect, useRef, useState } from "react";
import { field, type KeptPhoto, keep } from "./database.ts";

/** What is typed and photographed in one form before it is sent. */
export interface Draft {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly photos: readonly KeptPhoto[];
  /** Photos of before, where a form asks for both. */
  readonly before: readonly KeptPhoto[];
  /** Answers to the move's form, and the photos among them. */
  readonly answers: FactValues;
  readonly formPhotos: readonly KeptPhoto[];
}

const nothing: Draft = { facts: {}, photos: [], before: [], answers: {}, formPhotos: [] };

/** Lays out what was written where it can be typed on; a draft that lies there already goes on being typed. */
export const beginDraft = (name: string, part: Partial<Draft>): Promise<unknown> =>
  keep(async (db) => {
    const tx = db.transaction("drafts", "readwrite");
    if ((await tx.store.getKey(name)) === undefined) await tx.store.put({ ...nothing, ...part }, name);
    await tx.done;
  });

/** Forgets a draft: it was sent or is not wanted. */
export const dropDraft = (name: string): Promise<void> => keep((db) => db.delete("drafts", name));

/** A draft that is on the phone before anything else happens to it: a call, an empty battery, a lost tab. */
export const useDraft = (
  name: string,
  first: Draft["facts"],
  onFault: (fault: unknown) => void,
  /** What of the answers may be left on the phone. */
  toKept: (answers: FactValues) => FactValues = (answers) => answers,
) => {
  const [draft, setDraft] = useState<Draft>();
  const begin = useRef(first);
  useEffect(() => {
    let left = false;
    const read = async (): Promise<void> => {
      const kept = (await (await field()).get("drafts", name)) as Draft | undefined;
      if (!left) setDraft({ ...nothing, facts: begin.current, ...kept });
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
        keep((db) => db.put("drafts", { ...next, answers: toKept(next.answers) }, name)).catch(onFault);
        return next;
      }),
    [name, onFault, toKept],
  );
  return [draft, change] as const;
};
