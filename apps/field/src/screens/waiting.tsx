import type { Label } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { useEffect, useState } from "react";
import { listSent, type Sent } from "../data/sent.ts";
import { type FieldState, useField } from "../data/state.ts";
import { sync } from "../data/sync.ts";
import { chainOf, type Writing } from "../data/writing.ts";
import { useGo } from "../parts/go.ts";
import { Icon } from "../parts/icon.tsx";
import { statusWords } from "../parts/status-bar.tsx";
import { Nothing, When } from "../parts/words.tsx";
import { fill } from "../strings/fill.ts";
import { useText } from "../strings/text.ts";
import type { Strings } from "../strings/zh.ts";

interface StateAsked {
  readonly before: readonly Writing[];
  readonly me: FieldState["me"];
  readonly say: (label: Label) => string;
}

const stateWords = (t: Strings, writing: Writing, { before, me, say }: StateAsked): string => {
  if (writing.state === "refused") return writing.refusal?.title ?? t.waiting.decide;
  if (writing.personId !== me?.personId) return fill(t.waiting.others, { name: writing.personName });
  if (writing.post !== undefined && writing.post.id !== me.post.id)
    return fill(t.waiting.otherPost, { post: say(writing.post.name) });
  if (before.some((each) => chainOf(each) === chainOf(writing))) return t.waiting.behind;
  return writing.tries > 0 ? fill(t.waiting.retry, { n: writing.tries }) : t.waiting.state;
};

const size = (bytes: number): string =>
  bytes < 1e9 ? `${Math.max(1, Math.round(bytes / 1e6))} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

/** How much room there is, as the browser says. */
const Space = () => {
  const t = useText();
  const [room, setRoom] = useState<StorageEstimate>();
  useEffect(() => void navigator.storage?.estimate?.().then(setRoom), []);
  if (room?.usage === undefined || room.quota === undefined) return null;
  return (
    <p className="faint">{fill(t.waiting.space, { used: size(room.usage), free: size(room.quota - room.usage) })}</p>
  );
};

/** What a writing is called in a list. */
export const useWritingName = (): ((writing: Writing) => string) => {
  const t = useText();
  const { say } = useUi();
  return (writing) =>
    writing.kind === "move"
      ? `${say(writing.moveName)} · ${say(writing.title)}`
      : fill(t.waiting.report, { category: say(writing.title) });
};

const wordsOf = (writing: Writing): readonly Label[] =>
  writing.kind === "move"
    ? writing.words.map(({ value }) => value)
    : [
        { zh: writing.report.text, en: writing.report.text },
        ...(writing.words ?? []).map(({ name, value }) => ({
          zh: `${name.zh}：${value.zh}`,
          en: `${name.en}: ${value.en}`,
        })),
      ];

/** What arrived last, so that nobody has to ask whether it did. */
const SentList = ({ personId, fresh }: { readonly personId: string; readonly fresh: unknown }) => {
  const t = useText();
  const { say } = useUi();
  const [sent, setSent] = useState<readonly Sent[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever left the queue may have arrived
  useEffect(() => void listSent(personId).then(setSent), [personId, fresh]);
  if (sent.length === 0) return null;
  return (
    <section>
      <h2>{t.waiting.sent}</h2>
      <ul className="list" aria-label={t.waiting.sent}>
        {sent.map(({ id, title, moveName, caseNo, at }) => (
          <li key={id} className="writing">
            <div className="task-title">
              {moveName === undefined
                ? fill(t.waiting.report, { category: say(title) })
                : `${say(moveName)} · ${say(title)}`}
            </div>
            <p className="faint">
              {caseNo === undefined ? null : `${fill(t.waiting.caseNo, { no: caseNo })} · `}
              <When at={at} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** For somebody who wants to be sure: everything typed here that the server doesn't have yet, and why. */
export const WaitingScreen = () => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const name = useWritingName();
  const state = useField();
  const { writings, signedOut, me } = state;
  return (
    <div className="page">
      <div className="page-head">
        <button type="button" className="button button-icon" aria-label={t.task.back} onClick={() => go("/")}>
          <Icon name="back" />
        </button>
        <h1>{t.waiting.title}</h1>
      </div>
      <p className="lead">{statusWords(t, state)}</p>
      {writings.length === 0 ? <Nothing title={t.waiting.empty} hint={t.waiting.emptyHint} /> : null}
      <ul className="list" aria-label={t.waiting.title}>
        {writings.map((writing, index) => (
          <li key={writing.id} className={`writing writing-${writing.state}`}>
            <div className="task-title">{name(writing)}</div>
            {wordsOf(writing).map((words) => (
              <p key={words.zh}>{say(words)}</p>
            ))}
            <p className="faint">
              {fill(t.waiting.photos, { n: writing.photos.length })} · <When at={writing.at} /> · {writing.personName}
            </p>
            <p className={writing.state === "refused" ? "refusal" : "faint"}>
              {stateWords(t, writing, { before: writings.slice(0, index), me, say })}
            </p>
            {writing.state === "refused" && writing.personId === me?.personId ? (
              <button type="button" className="button button-main" onClick={() => go(`/waiting/${writing.id}`)}>
                {t.waiting.decide}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {writings.length > 0 && !signedOut ? (
        <button type="button" className="button" onClick={() => void sync()}>
          {t.waiting.sendNow}
        </button>
      ) : null}
      {me === undefined ? null : <SentList personId={me.personId} fresh={writings} />}
      <Space />
    </div>
  );
};
