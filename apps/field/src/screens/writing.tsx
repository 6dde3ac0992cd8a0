import type { MoveOffer } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { useCallback, useEffect, useState } from "react";
import { toSentence } from "../data/api.ts";
import { correctReport, lookThrough } from "../data/correct.ts";
import type { KeptCase, KeptPhoto } from "../data/database.ts";
import { formKey, hasNewerForm } from "../data/form-answer.ts";
import { getPhoto } from "../data/queue.ts";
import { chooseNear, drop, keepAsComment, type Standing, sendAnew, toStanding } from "../data/settle.ts";
import { useField } from "../data/state.ts";
import { fetchCase } from "../data/sync.ts";
import type { MoveWriting, ReportWriting, Writing } from "../data/writing.ts";
import { History } from "../parts/case-view.tsx";
import { useGo, useParam } from "../parts/go.ts";
import { Icon } from "../parts/icon.tsx";
import { Near } from "../parts/near.tsx";
import { LocalPhoto } from "../parts/photo-picker.tsx";
import { Nothing, When } from "../parts/words.tsx";
import { fill } from "../strings/fill.ts";
import { useText } from "../strings/text.ts";
import { useWritingName } from "./waiting.tsx";

/** How the case is now: `undefined` while it is asked for, `null` when it is no longer ours to see. */
const useCaseNow = (writing: Writing) => {
  const { online } = useField();
  const [now, setNow] = useState<KeptCase | null>();
  const [fault, setFault] = useState<string>();
  const caseId = writing.kind === "move" ? writing.caseId : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the line is back
  useEffect(() => {
    if (caseId === undefined) return;
    fetchCase(caseId).then(
      (found) => {
        setNow(found ?? null);
        setFault(undefined);
      },
      (problem: unknown) => setFault(toSentence(problem)),
    );
  }, [caseId, online]);
  return { now, fault };
};

const Photos = ({ writing }: { readonly writing: Writing }) => {
  const t = useText();
  const [photos, setPhotos] = useState<readonly KeptPhoto[]>([]);
  useEffect(() => {
    const read = async () => {
      const found = await Promise.all(writing.photos.map(getPhoto));
      setPhotos(found.filter((photo) => photo !== undefined));
    };
    void read();
  }, [writing.photos]);
  return (
    <div className="photo-row">
      {photos.map((photo, index) => (
        <span key={photo.id} className="photo">
          <LocalPhoto photo={photo} label={`${t.task.photos} ${index + 1}`} />
        </span>
      ))}
    </div>
  );
};

const Yours = ({ writing }: { readonly writing: Writing }) => {
  const t = useText();
  const { say } = useUi();
  const words =
    writing.kind === "move"
      ? writing.words
      : [
          { name: { zh: "说明", en: "In words" }, value: { zh: writing.report.text, en: writing.report.text } },
          ...(writing.words ?? []),
        ];
  return (
    <section className="side side-yours" aria-label={t.conflict.yours}>
      <h2>{t.conflict.yours}</h2>
      <p className="faint">
        <When at={writing.at} />
      </p>
      {writing.kind === "move" ? <p className="side-move">{say(writing.moveName)}</p> : null}
      {words.map(({ name, value }) => (
        <p key={name.zh}>
          <span className="faint">{say(name)}</span>
          <br />
          {say(value)}
        </p>
      ))}
      <Photos writing={writing} />
    </section>
  );
};

const NowSide = ({ writing, now }: { readonly writing: MoveWriting; readonly now: KeptCase | null | undefined }) => {
  const t = useText();
  const { say } = useUi();
  const { flows, online } = useField();
  if (now === undefined) return <p className="hint">{online ? t.conflict.loading : t.conflict.needNet}</p>;
  if (now === null) return <p className="hint">{t.conflict.gone}</p>;
  const stage = flows.find(({ kind }) => kind === "case")?.stages.find(({ id }) => id === now.subject.stage);
  const since = now.timeline.filter(({ at }) => Date.parse(at) >= writing.at);
  const shown = since.length > 0 ? since : now.timeline.slice(-1);
  return (
    <>
      <p className="faint">
        <When at={now.at} />
      </p>
      <p className="side-move">
        {t.conflict.stage}: {stage === undefined ? now.subject.stage : say(stage.name)}
      </p>
      {now.subject.departmentName === undefined ? null : (
        <p>
          <span className="faint">{t.task.department}</span> {say(now.subject.departmentName)}
        </p>
      )}
      <p className="faint">{since.length > 0 ? t.conflict.changedBy : t.conflict.nothingSince}</p>
      <History entries={shown} />
    </>
  );
};

interface NewerFormProps {
  readonly writing: MoveWriting;
  readonly offer: MoveOffer;
  readonly onLook: (taskId: string) => void;
}

/** The form changed since it was answered here: what was answered is taken along and looked through once. */
const NewerForm = ({ writing, offer, onLook }: NewerFormProps) => {
  const t = useText();
  const { say } = useUi();
  const { tasks } = useField();
  const task = tasks.find(({ subject }) => subject.id === writing.subject.id);
  const { form } = writing;
  const old =
    form === undefined ? t.conflict.formNone : fill(t.conflict.formOld, { form: say(form.name), n: form.version });
  return (
    <>
      <p className="hint">
        {old} {offer.form === undefined ? t.conflict.formGone : fill(t.conflict.formNow, { n: offer.form.version })}
      </p>
      {task === undefined ? null : (
        <button type="button" className="button button-main" onClick={() => onLook(task.id)}>
          {t.conflict.formLook}
        </button>
      )}
    </>
  );
};

/** It came back because open cases of its kind are near. */
const isSameNear = ({ refusal }: Writing): boolean => refusal?.code === "report.same-near";

interface DecideReportProps {
  readonly writing: ReportWriting;
  readonly take: (way: () => Promise<void>, to?: string) => Promise<void>;
}

/** Which of the cases near by it is, where that was asked; and always: correct it and report again. */
const DecideReport = ({ writing, take }: DecideReportProps) => {
  const t = useText();
  const isAsked = isSameNear(writing);
  return (
    <>
      {isAsked ? <Near writing={writing} onChoose={(choice) => void take(() => chooseNear(writing, choice))} /> : null}
      <button
        type="button"
        className={isAsked ? "button" : "button button-main"}
        onClick={() => void take(() => correctReport(writing), `/report/${writing.id}`)}
      >
        {t.conflict.correctReport}
      </button>
    </>
  );
};

interface DecideProps {
  readonly writing: Writing;
  readonly standing: Standing | undefined;
}

/** The three ways out; what was written stays until one of them is taken. */
const Decide = ({ writing, standing }: DecideProps) => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const [sure, setSure] = useState(false);
  const [fault, setFault] = useState<string>();
  const { known, forms } = useField();
  const take = useCallback(
    async (way: () => Promise<void>, to = "/waiting") => {
      try {
        await way();
        go(to, { replace: true });
      } catch (problem) {
        setFault(toSentence(problem));
      }
    },
    [go],
  );
  const move = writing.kind === "move" ? writing : undefined;
  const commentName = known["case.comment"]?.name ?? { zh: "意见", en: "Comment" };
  return (
    <div className="actions">
      {fault === undefined ? null : (
        <p className="alert" role="alert">
          {fault}
        </p>
      )}
      {move !== undefined && standing?.offer !== undefined && hasNewerForm(move, standing.offer) ? (
        <NewerForm
          writing={move}
          offer={standing.offer}
          onLook={(task) =>
            void take(
              () => lookThrough(move, move.form && forms[formKey(move.form)]),
              `/tasks/${task}/${move.move}/${move.id}`,
            )
          }
        />
      ) : move !== undefined && standing?.offer !== undefined ? (
        <button type="button" className="button button-main" onClick={() => void take(() => sendAnew(move, standing))}>
          {t.conflict.sendAnew}
        </button>
      ) : null}
      {writing.kind === "report" ? <DecideReport writing={writing} take={take} /> : null}
      {move !== undefined && standing !== undefined && standing.offer === undefined ? (
        <p className="hint">{fill(t.conflict.cannotSend, { move: say(move.moveName) })}</p>
      ) : null}
      {move !== undefined && standing?.comment === true ? (
        <button
          type="button"
          className="button"
          onClick={() =>
            void take(() => keepAsComment(move, standing, { lead: t.conflict.commentLead, say, name: commentName }))
          }
        >
          {t.conflict.asComment}
        </button>
      ) : null}
      {sure ? (
        <div className="sure" role="alertdialog" aria-label={t.conflict.drop}>
          <p>{fill(t.conflict.dropSure, { n: writing.photos.length })}</p>
          <button type="button" className="button button-danger" onClick={() => void take(() => drop(writing))}>
            {t.conflict.dropYes}
          </button>
          <button type="button" className="button" onClick={() => setSure(false)}>
            {t.conflict.dropNo}
          </button>
        </div>
      ) : (
        <button type="button" className="button" onClick={() => setSure(true)}>
          {t.conflict.drop}
        </button>
      )}
    </div>
  );
};

const Body = ({ writing }: { readonly writing: Writing }) => {
  const t = useText();
  const go = useGo();
  const name = useWritingName();
  const { now, fault } = useCaseNow(writing);
  const standing = writing.kind === "move" && now ? toStanding(writing, now) : undefined;
  return (
    <div className="page task-page">
      <div className="page-head">
        <button type="button" className="button button-icon" aria-label={t.task.back} onClick={() => go("/waiting")}>
          <Icon name="back" />
        </button>
        <h1>{t.conflict.title}</h1>
      </div>
      <p className="lead">{name(writing)}</p>
      <p className="alert">{[writing.refusal?.title, ...(writing.refusal?.faults ?? [])].filter(Boolean).join(" ")}</p>
      <div className="sides">
        <Yours writing={writing} />
        {writing.kind === "move" ? (
          <section className="side" aria-label={t.conflict.now}>
            <h2>{t.conflict.now}</h2>
            {fault === undefined || now ? <NowSide writing={writing} now={now} /> : <p className="hint">{fault}</p>}
          </section>
        ) : null}
      </div>
      <Decide writing={writing} standing={standing} />
    </div>
  );
};

/** For somebody whose words came too late: what they wrote beside how it is now, and the choice is theirs. */
export const WritingScreen = () => {
  const t = useText();
  const id = useParam("id");
  const writing = useField().writings.find((each) => each.id === id);
  return writing === undefined ? (
    <Nothing title={t.waiting.empty} hint={t.waiting.emptyHint} />
  ) : (
    <Body writing={writing} />
  );
};
