import type { Label } from "@chengyun/kernel";
import { useEffect, useRef } from "react";
import { formatMoment, formatNear } from "../time-format.ts";
import { useUi } from "../ui-context.tsx";

/** One stop of the line: passed ones have a time and a person. */
export interface StagePoint {
  readonly id: string;
  readonly name: Label;
  readonly state: "passed" | "current" | "ahead";
  readonly at?: string | undefined;
  readonly by?: Label | undefined;
  /** Left out of the way this time, e.g. `void`. */
  readonly end?: boolean | undefined;
}

interface StageLineProps {
  readonly points: readonly StagePoint[];
  readonly now: number;
}

/** Where a subject stands on its way: every stage with its time and person, the present one marked. */
export const StageLine = ({ points, now }: StageLineProps) => {
  const { say, language, zone } = useUi();
  const style = { language, zone };
  const line = useRef<HTMLOListElement>(null);
  const current = points.findIndex((point) => point.state === "current");
  useEffect(() => {
    // On a phone the line is longer than the screen: what counts is where it stands now.
    const stage = line.current?.children[current];
    if (line.current !== null && stage instanceof HTMLElement)
      line.current.scrollLeft = stage.offsetLeft - line.current.clientWidth / 2;
  }, [current]);
  return (
    <ol className="cy-stage-line" ref={line}>
      {points.map((point) => (
        <li
          key={point.id}
          className={`cy-stage cy-stage-${point.state}`}
          aria-current={point.state === "current" ? "step" : undefined}
        >
          <span className="cy-stage-dot" aria-hidden="true" />
          <span className="cy-stage-name">{say(point.name)}</span>
          <span className="cy-stage-note">
            {point.at === undefined ? (
              " "
            ) : (
              <time dateTime={point.at} title={formatMoment(Date.parse(point.at), style)}>
                {formatNear(Date.parse(point.at), now, style)}
              </time>
            )}
          </span>
          <span className="cy-stage-note" title={point.by === undefined ? undefined : say(point.by)}>
            {point.by === undefined ? " " : say(point.by)}
          </span>
        </li>
      ))}
    </ol>
  );
};
