import type { OwnReport } from "@chengyun/client";
import type { CitizenReport } from "@chengyun/contracts";
import { useState } from "react";
import { api, toSentence } from "../data/api.ts";
import { Icon } from "../parts/icon.tsx";
import { KeptPhoto } from "../parts/kept-photo.tsx";
import { Trouble } from "../parts/page.tsx";
import { useText } from "../strings/text.ts";

const points = [1, 2, 3, 4, 5];

interface StarsProps {
  readonly value: number | undefined;
  readonly onChange: (value: number) => void;
}

const Stars = ({ value, onChange }: StarsProps) => {
  const t = useText();
  return (
    <fieldset className="stars">
      <legend>{t.followScreen.rate}</legend>
      {points.map((point) => (
        <button
          key={point}
          type="button"
          aria-pressed={value === point}
          aria-label={t.followScreen.star.replace("{n}", String(point))}
          onClick={() => onChange(point)}
        >
          <Icon name="star" size={36} filled={value !== undefined && point <= value} />
        </button>
      ))}
    </fieldset>
  );
};

const Said = ({ report }: { readonly report: CitizenReport }) => {
  const t = useText();
  if (report.saidFixed === undefined) return null;
  return (
    <>
      <p className={report.saidFixed ? "said fixed" : "said"}>
        {report.saidFixed ? t.followScreen.saidFixed : t.followScreen.saidNotFixed}
        {report.rating === undefined ? null : ` · ${t.followScreen.rated.replace("{n}", String(report.rating))}`}
      </p>
      {report.saidWords === undefined ? null : <p className="said-words">{report.saidWords}</p>}
    </>
  );
};

interface WordProps {
  readonly kept: OwnReport;
  readonly report: CitizenReport;
  readonly onDone: (report: CitizenReport) => void;
}

/** What it looked like when it was said to be mended: who is asked has to see what about. */
const Result = ({ kept, report }: Pick<WordProps, "kept" | "report">) => {
  const t = useText();
  if (report.resultPhotos === undefined) return null;
  return (
    <figure className="result">
      <figcaption className="hint">{t.followScreen.resultPhotos}</figcaption>
      <div className="photos">
        {report.resultPhotos.map((id) => (
          <KeptPhoto key={id} kept={kept} id={id} name={t.followScreen.resultPhotos} />
        ))}
      </div>
    </figure>
  );
};

/** Whether it is fixed, in the citizen's own eyes, and how well it was done. */
export const Word = ({ kept, report, onDone }: WordProps) => {
  const t = useText();
  const [fixed, setFixed] = useState<boolean>();
  const [rating, setRating] = useState<number>();
  const [words, setWords] = useState("");
  const [fault, setFault] = useState<string>();
  if (!report.can.includes("say"))
    return (
      <>
        <Said report={report} />
        <Result kept={kept} report={report} />
      </>
    );
  const mayRate = report.can.includes("rate");
  const say = async (): Promise<void> => {
    if (fixed === undefined) return;
    try {
      onDone(
        await api.say(kept, {
          fixed,
          ...(rating === undefined || !mayRate ? {} : { rating }),
          ...(words.trim() === "" ? {} : { words }),
        }),
      );
    } catch (refused) {
      setFault(toSentence(refused));
    }
  };
  return (
    <section className="card" aria-label={t.followScreen.ask}>
      <h2>{t.followScreen.ask}</h2>
      <Result kept={kept} report={report} />
      <div className="pair">
        <button type="button" className="choice yes" aria-pressed={fixed === true} onClick={() => setFixed(true)}>
          {t.followScreen.fixed}
        </button>
        <button type="button" className="choice no" aria-pressed={fixed === false} onClick={() => setFixed(false)}>
          {t.followScreen.notFixed}
        </button>
      </div>
      <p className="hint">{t.followScreen.reopenHint}</p>
      {fixed === undefined ? null : (
        <>
          {mayRate ? <Stars value={rating} onChange={setRating} /> : null}
          <label className="field">
            {t.followScreen.comment}
            <textarea rows={2} maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />
          </label>
          {fault === undefined ? null : <Trouble>{fault}</Trouble>}
          <button type="button" className="go" onClick={() => void say()}>
            {t.followScreen.say}
          </button>
        </>
      )}
    </section>
  );
};
