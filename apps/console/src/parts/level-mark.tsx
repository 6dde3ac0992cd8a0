import { type IncidentLevel, levelColours, levelNames } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { useText } from "../strings/text.ts";

/** The level of an incident: its numeral on the colour of the standards, and the word beside it. */
export const LevelMark = ({
  level,
  word = true,
}: {
  readonly level: IncidentLevel | undefined;
  readonly word?: boolean;
}) => {
  const t = useText();
  const { say } = useUi();
  const name = level === undefined ? t.command.noLevel : say(levelNames[level]);
  return (
    <span className={`level-mark level-${level === undefined ? "none" : levelColours[level]}`} title={name}>
      <b aria-hidden={word ? "true" : undefined}>{level ?? "?"}</b>
      {word ? <span>{name}</span> : null}
    </span>
  );
};

/** Says of whatever belongs to a drill that it is one. */
export const DrillMark = ({ drill }: { readonly drill: boolean }) => {
  const t = useText();
  return drill ? <span className="drill-mark">{t.command.drill}</span> : null;
};
