import type { Case, Photo, TimelineEntry } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { photoUrl } from "../data/api.ts";
import { useText } from "../strings/text.ts";
import { Answers } from "./answers.tsx";
import { Part, When } from "./words.tsx";

const thumbnail = 480;

/** Photos of these stages were taken at the mending or after it; all others show the trouble. */
const mendingStages: ReadonlySet<string> = new Set(["disposing", "fed-back", "verified", "closed"]);

interface PhotosProps {
  readonly title: string;
  readonly none?: string | undefined;
  readonly photos: readonly Photo[];
}

const Photos = ({ title, none, photos }: PhotosProps) => {
  const { say } = useUi();
  if (photos.length === 0 && none === undefined) return null;
  return (
    <Part title={title}>
      {photos.length === 0 ? <p className="faint">{none}</p> : null}
      <div className="photo-row">
        {photos.map((photo) => (
          <figure key={photo.id} className="shown-photo">
            <a className="photo" href={photoUrl(photo.id, 1_280)} target="_blank" rel="noreferrer">
              <img src={photoUrl(photo.id, thumbnail)} alt={`${title} ${photo.by}`} loading="lazy" />
            </a>
            <figcaption className="faint">
              {photo.by} <When at={Date.parse(photo.takenAt ?? photo.at)} />
              {photo.doubts.map((doubt) => (
                <span key={doubt.en} className="doubt">
                  {say(doubt)}
                </span>
              ))}
            </figcaption>
          </figure>
        ))}
      </div>
    </Part>
  );
};

/** What the crew says it did, and when. */
const Result = ({ subject: { facts, fixed } }: { readonly subject: Pick<Case, "facts" | "fixed"> }) => {
  const t = useText();
  if (fixed === undefined) return null;
  const result = facts["result"];
  return (
    <Part title={t.task.result}>
      {typeof result === "string" ? <p>{result}</p> : null}
      <p className="faint">
        {fixed.by} <When at={Date.parse(fixed.at)} />
      </p>
    </Part>
  );
};

/** What whoever reported it said once it was done, in their own words. */
const SaidLater = ({ report }: { readonly report: Case["reportList"][number] }) => {
  const t = useText();
  if (report.saidFixed === undefined) return null;
  return (
    <>
      <br />
      <span className="faint">{report.saidFixed ? t.task.saidFixed : t.task.saidNotFixed}</span> {report.saidWords}
    </>
  );
};

/** What is known of a case, as far as it matters in the street. */
export const CaseView = ({ subject }: { readonly subject: Case }) => {
  const t = useText();
  const { say } = useUi();
  const isMending = ({ stage }: Photo): boolean => mendingStages.has(stage);
  return (
    <>
      <Part title={t.task.reports}>
        {subject.reportList.map((report) => (
          <p key={report.id}>
            {say(report.text)}{" "}
            <span className="faint">
              <When at={Date.parse(report.at)} />
            </span>
            <SaidLater report={report} />
          </p>
        ))}
      </Part>
      <Answers subject={subject} />
      <Photos
        title={t.task.photosTrouble}
        none={subject.photos.length === 0 ? t.task.noPhotos : undefined}
        photos={subject.photos.filter((photo) => !isMending(photo))}
      />
      <Result subject={subject} />
      <Photos title={t.task.photosMending} photos={subject.photos.filter(isMending)} />
      <Part title={t.task.condition}>
        <p className="text-lines">{say(subject.files)}</p>
      </Part>
      <Part title={t.task.closes}>
        <p className="text-lines">{say(subject.closes)}</p>
      </Part>
    </>
  );
};

/** What happened, the newest first. */
export const History = ({ entries }: { readonly entries: readonly TimelineEntry[] }) => {
  const { say } = useUi();
  return (
    <ol className="history">
      {[...entries].reverse().map((entry) => (
        <li key={entry.position}>
          <strong>{say(entry.name)}</strong>
          {entry.joint === undefined ? null : ` ${say(entry.joint)}`} {say(entry.actor)}{" "}
          <span className="faint">
            <When at={Date.parse(entry.at)} />
          </span>
          {entry.reason === undefined ? null : <div>{entry.reason}</div>}
          {entry.details.map(({ name, value }) => (
            <div key={`${name.zh}${value.zh}`}>
              <span className="faint">{say(name)}</span> {say(value)}
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
};
