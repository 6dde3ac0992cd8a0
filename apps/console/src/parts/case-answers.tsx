import type { Case } from "@chengyun/contracts";
import { isBlank } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { useFlow } from "../data/flow.ts";
import { FactValue } from "./fact-value.tsx";
import { FactList, Moment } from "./words.tsx";

/** What was answered to forms, by whoever reported and with the moves: each with the version it was given to. */
export const CaseAnswers = ({ subject }: { readonly subject: Pick<Case, "answered"> }) => {
  const { say } = useUi();
  const flow = useFlow("case");
  return subject.answered.map(({ form, move, at, answers, words }) => {
    const name = flow?.moves.find(({ id }) => id === move)?.name;
    return (
      <div key={`${move}${at}`} className="answered">
        <p className="second">
          {say(form.name)} · v{form.version} · {name === undefined ? move : say(name)} · <Moment at={at} />
        </p>
        <FactList
          facts={Object.values(form.facts)
            .filter(({ id }) => !isBlank(answers[id]))
            .map((fact) => ({
              name: say(fact.name),
              value: <FactValue fact={{ ...fact, required: false }} value={answers[fact.id]} words={words} />,
            }))}
        />
      </div>
    );
  });
};
