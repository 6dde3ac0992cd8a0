import { type CaseTypeShape, namesApart } from "@chengyun/contracts";
import { type FactValues, findByWords, type Label } from "@chengyun/kernel";
import { CityMap, type FormDescription, judgeForm, type MapBox, toSent, useUi, zoneAhead } from "@chengyun/ui";
import { useCallback, useMemo, useRef, useState } from "react";
import { toSentence } from "../data/api.ts";
import { serverNow } from "../data/clock.ts";
import { sendCorrected } from "../data/correct.ts";
import { type Draft, dropDraft, useDraft } from "../data/draft.ts";
import { useAskedForm } from "../data/form.ts";
import { answersToWords, toKeptAnswers } from "../data/form-answer.ts";
import { useBase } from "../data/map-base.ts";
import { type PlaceState, usePlace } from "../data/place.ts";
import { addWriting } from "../data/queue.ts";
import { useField } from "../data/state.ts";
import { queueChanged } from "../data/sync.ts";
import { correctionOf, type ReportWriting } from "../data/writing.ts";
import { FormPart } from "../parts/form-part.tsx";
import { useGo, useParam } from "../parts/go.ts";
import { PhotoPicker } from "../parts/photo-picker.tsx";
import { Nothing } from "../parts/words.tsx";
import { fill } from "../strings/fill.ts";
import { useText } from "../strings/text.ts";
import type { Strings } from "../strings/zh.ts";

type Place = readonly [number, number];

const most = 9;
/** So many kinds are shown before somebody searches. */
const shownKinds = 5;

interface KindProps {
  readonly kinds: readonly CaseTypeShape[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

const Kinds = ({ kinds, value, onChange }: KindProps) => {
  const t = useText();
  const { say } = useUi();
  const { online } = useField();
  const [query, setQuery] = useState("");
  const names = useMemo(() => namesApart(kinds), [kinds]);
  const found = findByWords(kinds, query);
  const chosen = found.filter(({ id }) => id === value);
  const shown = [...chosen, ...found.filter(({ id }) => id !== value)].slice(0, shownKinds);
  return (
    <div className="field">
      <label htmlFor="find-kind">{t.report.category}</label>
      {kinds.length > shownKinds ? (
        <input
          id="find-kind"
          type="search"
          placeholder={t.report.find}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      ) : null}
      {kinds.length === 0 ? (
        <p className="hint" role="status">
          {online ? t.report.kindsLoading : t.report.kindsNeedNet}
        </p>
      ) : null}
      {kinds.length > 0 && found.length === 0 ? (
        <p className="hint" role="status">
          {t.report.noneFound}
        </p>
      ) : null}
      <div className="choices" role="radiogroup" aria-label={t.report.category}>
        {shown.map(({ id, name }) => (
          <label key={id} className={value === id ? "choice choice-on" : "choice"}>
            <input type="radio" name="kind" checked={value === id} onChange={() => onChange(id)} />
            {say(names.get(id) ?? name)}
          </label>
        ))}
      </div>
    </div>
  );
};

const placeWords = (t: Strings, { state, here }: PlaceState, chosen: Place | undefined): string => {
  if (chosen !== undefined) return t.report.chosen;
  if (here !== undefined) return fill(t.report.here, { m: Math.round(here.accuracyM) });
  return state === "asking" ? t.report.asking : t.report.refused;
};

interface PlaceFieldProps {
  readonly place: PlaceState;
  readonly chosen: Place | undefined;
  readonly onChange: (place: Place | undefined) => void;
}

const noThings: readonly never[] = [];

const PlaceField = ({ place, chosen, onChange }: PlaceFieldProps) => {
  const t = useText();
  const { city } = useField();
  const [open, setOpen] = useState(false);
  const base = useBase();
  const centre = chosen ?? place.here?.position;
  const description = useMemo(() => {
    const box: MapBox | undefined =
      centre === undefined
        ? city?.extent
        : [centre[0] - 0.004, centre[1] - 0.004, centre[0] + 0.004, centre[1] + 0.004];
    const pin = { zh: "所选位置", en: "Chosen place" };
    return box === undefined
      ? undefined
      : {
          extent: box,
          base,
          things: noThings,
          cases: chosen === undefined ? [] : [{ id: "chosen", title: pin, position: chosen, late: false }],
        };
  }, [city, base, centre, chosen]);
  return (
    <div className="field">
      <span>{t.report.place}</span>
      <p className={chosen === undefined && place.here === undefined ? "alert" : "place-known"}>
        {placeWords(t, place, chosen)}
      </p>
      <div className="photo-buttons">
        <button type="button" className="button" onClick={() => setOpen(!open)}>
          {t.report.onMap}
        </button>
        {chosen === undefined ? null : (
          <button type="button" className="button" onClick={() => onChange(undefined)}>
            {t.report.useHere}
          </button>
        )}
      </div>
      {open && description !== undefined ? (
        <>
          <p className="hint">{t.report.mapHint}</p>
          <div className="map-small">
            <CityMap description={description} onMenu={({ position }) => onChange(position)} />
          </div>
        </>
      ) : null}
    </div>
  );
};

const asText = (value: unknown): string => (typeof value === "string" ? value : "");
const asPlace = (value: unknown): Place | undefined =>
  Array.isArray(value) && value.length === 2 ? (value as unknown as Place) : undefined;

/** What is still wanted, in words. */
const faultsOf = (t: Strings, draft: Draft, place: Place | undefined): string[] => [
  ...(asText(draft.facts["category"]) === "" ? [t.report.category] : []),
  ...(asText(draft.facts["text"]).trim() === "" ? [t.report.words] : []),
  ...(place === undefined ? [t.report.place] : []),
  ...(draft.photos.length === 0 ? [t.report.photo] : []),
];

/** What the chosen category asks, as this phone has it, with what was answered. */
const useKindForm = (category: string, draft: Draft | undefined) => {
  const { caseTypes } = useField();
  const { zone } = useUi();
  const asked = caseTypes.find(({ id }) => id === category)?.form;
  const form = useAskedForm({ form: asked });
  const answers =
    form === undefined || draft === undefined ? {} : toSent(form, draft.answers, zoneAhead(serverNow(), zone));
  return { form, answers, isHere: asked === undefined || form !== undefined };
};

const answeredWith = (form: FormDescription | undefined, answers: FactValues) =>
  form === undefined ? {} : { answers, formVersion: form.version };

interface ReportFormProps {
  /** What was refused and is corrected here. */
  readonly corrects: ReportWriting | undefined;
}

const ReportForm = ({ corrects }: ReportFormProps) => {
  const t = useText();
  const go = useGo();
  const { me, caseTypes } = useField();
  const place = usePlace();
  const [fault, setFault] = useState<string>();
  const [tried, setTried] = useState(false);
  const onFault = useCallback((problem: unknown) => setFault(toSentence(problem)), []);
  const keeping = useRef<FormDescription>(undefined);
  const toKept = useCallback((given: FactValues) => toKeptAnswers(keeping.current, given), []);
  const name = corrects === undefined ? "report" : correctionOf(corrects);
  const [draft, change] = useDraft(name, {}, onFault, toKept);
  const category = asText(draft?.facts["category"]);
  const { form, answers, isHere } = useKindForm(category, draft);
  keeping.current = form;
  const taken = useRef<Draft>(undefined);
  taken.current = draft;
  if (draft === undefined || me === undefined) return null;
  const set = (fact: string, value: unknown) => change({ facts: { ...draft.facts, [fact]: value } });
  const chosen = asPlace(draft.facts["place"]);
  const position = chosen ?? place.here?.position;
  const missing = [
    ...faultsOf(t, draft, position).map((each) => fill(t.move.factNeeded, { fact: each })),
    ...(isHere ? [] : [t.report.formNotHere]),
    ...(form === undefined || judgeForm(form, answers).length === 0 ? [] : [t.report.formOpen]),
  ];
  const send = async (): Promise<void> => {
    setTried(true);
    const title: Label | undefined = caseTypes.find(({ id }) => id === category)?.name;
    if (missing.length > 0 || position === undefined) return;
    try {
      const written = {
        kind: "report" as const,
        personId: me.personId,
        personName: me.name,
        post: { id: me.post.id, name: me.post.name },
        at: serverNow(),
        title: title ?? { zh: category, en: category },
        report: { category, position, text: asText(draft.facts["text"]).trim(), ...answeredWith(form, answers) },
        ...(form === undefined
          ? {}
          : {
              form: { id: form.id, version: form.version, name: form.name },
              words: answersToWords(form, answers),
              formPhotos: draft.formPhotos.map(({ id }) => id),
            }),
      };
      const photos = [...draft.photos, ...draft.formPhotos];
      await (corrects === undefined ? addWriting(written, photos) : sendCorrected(written, photos, corrects));
      await dropDraft(name);
      await queueChanged();
      go("/waiting", { replace: true });
    } catch (problem) {
      onFault(problem);
    }
  };
  return (
    <div className="page task-page">
      <h1>{corrects === undefined ? t.report.title : t.conflict.correctReport}</h1>
      {corrects?.refusal === undefined ? null : (
        <p className="alert">{[corrects.refusal.title, ...corrects.refusal.faults].join(" ")}</p>
      )}
      <PhotoPicker
        label={t.report.photo}
        photos={draft.photos}
        most={most}
        onChange={(photos) => change({ photos })}
        onFault={onFault}
      />
      <Kinds
        kinds={caseTypes}
        value={category}
        onChange={(id) => change({ facts: { ...draft.facts, category: id }, answers: {}, formPhotos: [] })}
      />
      {form === undefined ? null : (
        <FormPart
          form={form}
          answers={draft.answers}
          photos={draft.formPhotos}
          isTried={tried}
          onChange={(given) => change({ answers: given })}
          onPhoto={(photo) => change({ formPhotos: [...(taken.current?.formPhotos ?? []), photo] })}
        />
      )}
      <div className="field">
        <label htmlFor="report-words">{t.report.words}</label>
        <textarea
          id="report-words"
          rows={3}
          placeholder={t.report.wordsHint}
          value={asText(draft.facts["text"])}
          onChange={(event) => set("text", event.target.value)}
        />
      </div>
      <PlaceField place={place} chosen={chosen} onChange={(next) => set("place", next)} />
      <div className="actions">
        {fault === undefined ? null : (
          <p className="alert" role="alert">
            {fault}
          </p>
        )}
        {tried && missing.length > 0 ? (
          <p className="alert" role="alert">
            {missing.join(" · ")}
          </p>
        ) : null}
        <button type="button" className="button button-main" onClick={() => void send()}>
          {t.report.send}
        </button>
      </div>
    </div>
  );
};

/** For somebody who sees something wrong on the way: a photo, what it is, what it asks, here, send. One that was refused is corrected in the same way, beside whatever else is being written. */
export const ReportScreen = () => {
  const t = useText();
  const refused = useParam("writing");
  const corrects = useField().writings.find(
    (each): each is ReportWriting => each.kind === "report" && each.id === refused,
  );
  return refused !== "" && corrects === undefined ? (
    <Nothing title={t.waiting.empty} hint={t.waiting.emptyHint} />
  ) : (
    <ReportForm key={refused} corrects={corrects} />
  );
};
