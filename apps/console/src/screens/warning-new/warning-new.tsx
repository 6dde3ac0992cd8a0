import type { Warning } from "@chengyun/contracts";
import { Alert, Button } from "antd";
import { useMemo, useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useNowStep } from "../../data/clock.ts";
import { useSettled } from "../../data/intake.ts";
import { useKeepWarning, useWarning, useWarningPreview, useWarningTypes } from "../../data/warning.ts";
import { useAsked, useGo, useId } from "../../frame/go.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { type Draft, emptyDraft, fromWarning, toWish } from "./draft.ts";
import { ReachPane } from "./reach-pane.tsx";
import { TextPane } from "./text-pane.tsx";
import { WhatPane } from "./what-pane.tsx";
import "../../warnings.css";

interface EditorProps {
  /** The draft that is written on. */
  readonly edited: Warning | undefined;
  /** The warning in force that the new one follows. */
  readonly followed: Warning | undefined;
}

/** A text that settles: the server is asked for a preview once nobody types. */
const useSettledWish = (wish: ReturnType<typeof toWish>) => {
  const text = useSettled(wish === undefined ? "" : JSON.stringify(wish));
  return useMemo(() => (text === "" ? undefined : (JSON.parse(text) as NonNullable<typeof wish>)), [text]);
};

const Editor = ({ edited, followed }: EditorProps) => {
  const words = useText().warnings;
  const go = useGo();
  const types = useWarningTypes();
  const before = edited ?? followed;
  const [draft, setDraft] = useState<Draft>(before === undefined ? emptyDraft : fromWarning(before));
  const change = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));
  const now = useNowStep(60_000);
  const wish = toWish(draft, now, followed?.id);
  const preview = useWarningPreview(useSettledWish(wish));
  const keep = useKeepWarning();
  const save = (): void => {
    if (wish === undefined) return;
    const at = edited === undefined ? undefined : { id: edited.id, version: edited.version };
    keep.mutate({ before: at, wish }, { onSuccess: ({ id }) => go(`/warnings/${id}`) });
  };
  const fault = keep.error ?? preview.error;
  return (
    <div className="page">
      <header className="subject-head">
        <h1>{words.screens[edited === undefined ? "warning-new" : "warning-edit"]}</h1>
      </header>
      <div className="warning-editor">
        <div className="page-main">
          <QueryView query={types} rows={4}>
            {({ items }) => <WhatPane types={items} draft={draft} change={change} fixed={followed !== undefined} />}
          </QueryView>
          <ReachPane draft={draft} change={change} shape={wish === undefined ? undefined : preview.data?.shape} />
        </div>
        <div className="page-main">
          {wish === undefined || preview.data === undefined ? (
            <Part title={words.preview}>
              <p className="cy-faint">{words.notYet}</p>
            </Part>
          ) : (
            <TextPane preview={preview.data} draft={draft} change={change} />
          )}
          {fault === null ? null : <Alert type="error" showIcon title={toSentence(fault)} />}
          <div>
            <Button type="primary" disabled={wish === undefined} loading={keep.isPending} onClick={save}>
              {words.save}
            </Button>
          </div>
        </div>
      </div>
    </div>
  );
};

/** For whoever drafts a warning: what of, where, and what it will say; kept as a draft, submitted from its page. */
const WarningNew = () => {
  const id = useId();
  const [asked] = useAsked();
  const updates = asked["updates"];
  const edited = useWarning(id === "" ? undefined : id);
  const followed = useWarning(updates);
  if (id !== "")
    return <QueryView query={edited}>{(warning) => <Editor edited={warning} followed={undefined} />}</QueryView>;
  if (updates !== undefined)
    return <QueryView query={followed}>{(warning) => <Editor edited={undefined} followed={warning} />}</QueryView>;
  return <Editor edited={undefined} followed={undefined} />;
};

export default WarningNew;
