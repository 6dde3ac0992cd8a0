import type { Language } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui/context";
import { type FormEvent, lazy, Suspense, useRef, useState } from "react";
import { api, getKinds, toSentence, useAsked } from "../data/api.ts";
import { addPhoto, changeDraft, type Draft, type DraftPhoto, removePhoto, sendPhoto, useDraft } from "../data/draft.ts";
import { keepOwn } from "../data/own.ts";
import { Contact } from "../parts/contact.tsx";
import { Page, Trouble } from "../parts/page.tsx";
import { useSettings } from "../settings.ts";
import { useText } from "../strings/text.ts";
import type { SentReport } from "./sent.tsx";

/** Most kinds ask nothing: what draws a form comes with the first that does. */
const AskForm = lazy(async () => ({ default: (await import("../parts/ask-form.tsx")).AskForm }));

const mostPhotos = 5;

const Photo = ({ photo }: { readonly photo: DraftPhoto }) => {
  const t = useText();
  return (
    <figure className="photo">
      <img src={photo.shown} alt={t.send.photos} />
      {photo.id === undefined && photo.fault === undefined ? <figcaption>{t.send.uploading}</figcaption> : null}
      {photo.fault === undefined ? null : (
        <figcaption role="alert">
          {t.send.photoFault}：{toSentence(photo.fault)}
          <button type="button" className="plain" onClick={() => void sendPhoto(photo.file)}>
            {t.send.retry}
          </button>
        </figcaption>
      )}
      <button type="button" className="remove" aria-label={t.send.removePhoto} onClick={() => removePhoto(photo.file)}>
        ×
      </button>
    </figure>
  );
};

const Photos = ({ photos }: Pick<Draft, "photos">) => {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="photos">
      {photos.map((photo) => (
        <Photo key={photo.shown} photo={photo} />
      ))}
      {photos.length >= mostPhotos ? null : (
        <button type="button" className="add" onClick={() => input.current?.click()}>
          + {t.send.addPhoto}
        </button>
      )}
      <input
        ref={input}
        className="hidden"
        type="file"
        tabIndex={-1}
        aria-label={t.send.addPhoto}
        accept="image/jpeg,image/png,image/webp"
        onChange={(event) => {
          for (const file of event.target.files ?? []) addPhoto(file);
          event.target.value = "";
        }}
      />
    </div>
  );
};

/** The form of the kind that was chosen, or of which of its categories it is; undefined when nothing is asked. */
const useKindForm = ({ kind, category }: Draft) => {
  const { data: kinds } = useAsked(getKinds);
  const chosen = kinds?.find(({ id }) => id === kind);
  return chosen?.form ?? chosen?.classes?.find(({ id }) => id === category)?.form;
};

/** Which of the categories behind a picture it is, where one of them asks something. Nobody has to know. */
const ClassField = ({ draft }: { readonly draft: Draft }) => {
  const t = useText();
  const { language } = useSettings();
  const { data: kinds } = useAsked(getKinds);
  const classes = kinds?.find(({ id }) => id === draft.kind)?.classes;
  if (classes === undefined) return null;
  return (
    <label className="field">
      {t.send.which}
      <select
        value={draft.category ?? ""}
        onChange={({ target }) => changeDraft({ category: target.value || undefined, answers: {} })}
      >
        <option value="">{t.send.whichUnknown}</option>
        {classes.map(({ id, name }) => (
          <option key={id} value={id}>
            {name[language]}
          </option>
        ))}
      </select>
    </label>
  );
};

/** The answers as they are sent, or nothing where the kind asks nothing; `wrong` while one needs a correction. */
const answersOf = async (form: ReturnType<typeof useKindForm>, { answers }: Draft, zone: string) => {
  if (form === undefined || Object.keys(answers).length === 0) return { wrong: false, told: {} };
  const { judgeForm, toSent, zoneAhead } = await import("@chengyun/ui/standalone-form");
  const description = form as Parameters<typeof judgeForm>[0];
  const sent = toSent(description, answers, zoneAhead(Date.now(), zone));
  return {
    wrong: judgeForm(description, sent).length > 0,
    told: { answers: sent, form: form.id, formVersion: form.version },
  };
};

const toTold = (draft: Draft, language: Language) => {
  const { token, position, kind, category, urgent, phone, email } = draft;
  const optional = { address: draft.address, words: draft.words, phone, name: draft.name, email };
  return {
    token,
    urgent,
    language,
    tellAll: draft.tellAll,
    tell: draft.tell.filter((channel) => (channel === "sms" ? phone : email).trim() !== ""),
    photos: draft.photos.flatMap(({ id }) => id ?? []),
    ...(kind === undefined ? {} : { kind }),
    ...(category === undefined ? {} : { category }),
    ...(position === undefined ? {} : { position: [position[0], position[1]] as [number, number] }),
    ...Object.fromEntries(Object.entries(optional).filter(([, words]) => words.trim() !== "")),
  };
};

interface SendStepProps {
  readonly onSent: (made: SentReport) => void;
  readonly onBack: () => void;
}

const Summary = ({ draft }: { readonly draft: Draft }) => {
  const t = useText();
  const { language } = useSettings();
  const { data: kinds } = useAsked(getKinds);
  const kind = kinds?.find(({ id }) => id === draft.kind);
  return (
    <dl className="facts">
      <dt>{t.kind.title}</dt>
      <dd>{kind?.name[language] ?? "–"}</dd>
      <dt>{t.place.near}</dt>
      <dd>{[draft.place?.areaNames.at(-1)?.[language], draft.address].filter(Boolean).join(" · ")}</dd>
    </dl>
  );
};

/** Step four: look once more, and send. Everything but the button may be left as it is. */
export const SendStep = ({ onSent, onBack }: SendStepProps) => {
  const t = useText();
  const draft = useDraft();
  const { language } = useSettings();
  const [fault, setFault] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [isTried, setTried] = useState(false);
  const form = useKindForm(draft);
  const { zone } = useUi();
  const isWaiting = draft.photos.some(({ id, fault: lost }) => id === undefined && lost === undefined);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    try {
      const { wrong, told } = await answersOf(form, draft, zone);
      setTried(wrong);
      if (wrong) throw new Error(t.send.formOpen);
      const said = { ...toTold(draft, language), ...told };
      const { no, tell } = await api.tell(said);
      keepOwn({ no, token: draft.token });
      onSent({ no, isUntold: said.tell.length > 0 && tell.length === 0 });
    } catch (refused) {
      setFault(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page title={t.send.title} above={t.step.replace("{n}", "4")} onBack={onBack}>
      <form onSubmit={(event) => void send(event)}>
        <Photos photos={draft.photos} />
        <Summary draft={draft} />
        <ClassField draft={draft} />
        {form === undefined ? null : (
          <Suspense fallback={<p className="hint">{t.send.formLoading}</p>}>
            <AskForm form={form} draft={draft} isTried={isTried} onChange={(answers) => changeDraft({ answers })} />
          </Suspense>
        )}
        {fault === undefined ? null : <Trouble>{toSentence(fault)}</Trouble>}
        <button type="submit" className="go" disabled={busy || isWaiting}>
          {busy ? t.send.sending : isWaiting ? t.send.uploading : t.send.go}
        </button>
        <p className="hint">{t.send.notice}</p>
        <label className="check">
          <input
            type="checkbox"
            checked={draft.urgent}
            onChange={(event) => changeDraft({ urgent: event.target.checked })}
          />
          {t.send.urgent}
        </label>
        <label className="field">
          {t.send.words}
          <textarea
            rows={3}
            maxLength={2_000}
            value={draft.words}
            placeholder={t.send.wordsHint}
            onChange={(event) => changeDraft({ words: event.target.value })}
          />
        </label>
        <Contact draft={draft} />
      </form>
    </Page>
  );
};
