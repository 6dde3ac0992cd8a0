import type { Case, TimelineEntry } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { photoUrl } from "../data/api.ts";
import { useText } from "../strings/text.ts";
import { Part, When } from "./words.tsx";

const thumbnail = 480;

/** What is known of a case, as far as it matters in the street. */
export const CaseView = ({ subject }: { readonly subject: Case }) => {
  const t = useText();
  const { say } = useUi();
  return (
    <>
      <Part title={t.task.reports}>
        {subject.reportList.map((report) => (
          <p key={report.id}>
            {say(report.text)}{" "}
            <span className="faint">
              <When at={Date.parse(report.at)} />
            </span>
          </p>
        ))}
      </Part>
      <Part title={t.task.condition}>
        <p>{say(subject.files)}</p>
      </Part>
      <Part title={t.task.closes}>
        <p>{say(subject.closes)}</p>
      </Part>
      <Part title={t.task.photos}>
        {subject.photos.length === 0 ? <p className="faint">{t.task.noPhotos}</p> : null}
        <div className="photo-row">
          {subject.photos.map((photo) => (
            <a key={photo.id} className="photo" href={photoUrl(photo.id, 1_280)} target="_blank" rel="noreferrer">
              <img src={photoUrl(photo.id, thumbnail)} alt={`${t.task.photos} ${photo.by}`} loading="lazy" />
            </a>
          ))}
        </div>
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
          <strong>{say(entry.name)}</strong> {say(entry.actor)}{" "}
          <span className="faint">
            <When at={Date.parse(entry.at)} />
          </span>
          {entry.reason === undefined ? null : <div>{entry.reason}</div>}
        </li>
      ))}
    </ol>
  );
};
