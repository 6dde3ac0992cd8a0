import type { ClassCondition, DictionaryVersion } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { limitWords, useUi } from "@chengyun/ui";
import { useText } from "../strings/text.ts";
import { FactList } from "./words.tsx";

/** From when until when a version holds, and whether it does today. */
export const HoldsSpan = ({
  version,
}: {
  readonly version: Pick<DictionaryVersion, "from" | "until" | "holdsToday">;
}) => {
  const words = useText().dictionary;
  const { from, until, holdsToday } = version;
  if (from === undefined) return <span className="cy-faint">{words.notYet}</span>;
  const span = until === undefined ? fillText(words.since, { from }) : fillText(words.span, { from, until });
  return (
    <span className="figure">
      {span}
      {holdsToday ? <em className="holds-today">{words.holdsToday}</em> : null}
    </span>
  );
};

/** One condition of a class, whole. */
export const ConditionFacts = ({ condition }: { readonly condition: ClassCondition }) => {
  const words = useText().dictionary;
  const { language } = useUi();
  const rest = (["season", "goal", "responsible", "supervising", "basis", "clause", "notes"] as const).flatMap(
    (name) => {
      const value = condition[name];
      return value === undefined ? [] : [{ key: name, name: words[name], value }];
    },
  );
  return (
    <FactList
      facts={[
        { key: "files", name: words.files, value: <strong>{condition.files}</strong> },
        { key: "limit", name: words.limit, value: limitWords(condition.limit, language) },
        ...(condition.total === undefined
          ? []
          : [{ key: "total", name: words.total, value: limitWords(condition.total, language) }]),
        { key: "closes", name: words.closes, value: condition.closes },
        ...rest,
        { key: "written", name: words.written, value: condition.written },
      ]}
    />
  );
};
