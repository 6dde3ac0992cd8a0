import type { Case, FactDefinition } from "@chengyun/contracts";
import { type FactValues, isBlank, type Label } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { photoUrl } from "../data/api.ts";
import { listAnswers, valueWords } from "../data/form-answer.ts";
import { useField } from "../data/state.ts";
import { Part, When } from "./words.tsx";

interface ValueProps {
  readonly fact: FactDefinition;
  readonly value: unknown;
  /** What ids among the answers are called. */
  readonly words: Readonly<Record<string, Label>>;
}

const AnswerValue = ({ fact, value, words }: ValueProps) => {
  const { say } = useUi();
  if (fact.kind === "time") return <When at={Date.parse(String(value))} />;
  if (fact.kind !== "photos") return say(valueWords(fact, value, words));
  return (
    <span className="photo-row">
      {(value as readonly unknown[]).map((id) => (
        <a key={String(id)} className="photo" href={photoUrl(String(id), 1_280)} target="_blank" rel="noreferrer">
          <img src={photoUrl(String(id), 480)} alt={say(fact.name)} loading="lazy" />
        </a>
      ))}
    </span>
  );
};

/** What was answered to forms, by whoever reported and with the moves, in the order it was asked. */
export const Answers = ({ subject }: { readonly subject: Pick<Case, "answered"> }) => {
  const { say } = useUi();
  const moves = useField().flows.find(({ kind }) => kind === "case")?.moves ?? [];
  const nameOf = (move: string): string => say(moves.find(({ id }) => id === move)?.name ?? { zh: move, en: move });
  const given = subject.answered.filter(({ answers }) => Object.values(answers).some((value) => !isBlank(value)));
  return given.map(({ form, move, at, answers, words }) => (
    <Part key={`${move}${at}`} title={say(form.name)}>
      <p className="faint">
        {nameOf(move)} <When at={Date.parse(at)} />
      </p>
      <dl className="answers">
        {listAnswers(form, answers as FactValues).map(({ key, fact, value }) => (
          <div key={key}>
            <dt className="faint">{say(fact.name)}</dt>
            <dd>
              <AnswerValue fact={fact} value={value} words={words} />
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  ));
};
