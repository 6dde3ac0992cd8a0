import type { TimelineEntry } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { formatMoment, useUi } from "@chengyun/ui";
import { photoUrl } from "../data/api.ts";
import { useText } from "../strings/text.ts";
import { Portrait } from "./portrait.tsx";

/** A case's way with every word and picture, newest first. */
export const Timeline = ({ entries }: { readonly entries: readonly TimelineEntry[] }) => {
  const t = useText();
  const { say, language, zone } = useUi();
  if (entries.length === 0) return <p className="cy-faint">{t.case.timelineEmpty}</p>;
  return (
    <ol className="timeline">
      {entries
        .toSorted((a, b) => b.position - a.position)
        .map((entry) => (
          <li key={entry.position}>
            <div className="timeline-head">
              <strong>{say(entry.name)}</strong>
              {entry.of === undefined ? null : (
                <span className="sign">{fillText(t.cases.ofMerged, { no: entry.of })}</span>
              )}
              {entry.joint === undefined ? null : (
                <span className="sign">{fillText(t.cases.ofJoint, { department: say(entry.joint) })}</span>
              )}
              <span className="who">
                {entry.actorId === undefined ? null : <Portrait person={entry.actorId} />}
                {say(entry.actor)}
              </span>
              <time className="cy-faint figure" dateTime={entry.at}>
                {formatMoment(Date.parse(entry.at), { language, zone })}
              </time>
            </div>
            {entry.reason === undefined ? null : (
              <p>
                {t.case.facts_reason}: {entry.reason}
              </p>
            )}
            {entry.details.map((detail) => (
              <p key={`${detail.name.zh}${detail.value.zh}`}>
                <span className="second">{say(detail.name)}</span> {say(detail.value)}
              </p>
            ))}
            {entry.photos.length === 0 ? null : (
              <div className="photo-row">
                {entry.photos.map((id, index) => (
                  <a key={id} href={photoUrl(id)} target="_blank" rel="noreferrer">
                    <img
                      className="timeline-photo"
                      loading="lazy"
                      src={photoUrl(id, 160)}
                      alt={fillText(t.case.photo, { n: String(index + 1) })}
                    />
                  </a>
                ))}
              </div>
            )}
          </li>
        ))}
    </ol>
  );
};
