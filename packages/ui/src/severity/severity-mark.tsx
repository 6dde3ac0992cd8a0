import { type Severity, severityNames } from "@chengyun/kernel";
import { useUi } from "../ui-context.tsx";
import { severityShapes } from "./severity-shape.ts";

interface SeverityMarkProps {
  /** Absent: the thing or case has no warning level. */
  readonly severity: Severity | undefined;
  /** The word beside the shape; without it the word is still read aloud. */
  readonly word?: boolean;
}

/** One warning level as colour, shape and word, so that none of them carries it alone. */
export const SeverityMark = ({ severity, word = true }: SeverityMarkProps) => {
  const { say, language } = useUi();
  const name = severity === undefined ? (language === "zh" ? "未定级" : "No level") : say(severityNames[severity]);
  return (
    <span className={`cy-severity cy-severity-${severity ?? "none"}`}>
      <svg width="14" height="14" viewBox="-8 -8 16 16" role="img" aria-label={name}>
        {severity === undefined ? <circle r="4" /> : <path d={severityShapes[severity]} />}
      </svg>
      {word ? <span aria-hidden="true">{name}</span> : null}
    </span>
  );
};
