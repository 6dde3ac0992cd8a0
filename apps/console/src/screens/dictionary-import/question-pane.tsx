import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button, Radio, Select } from "antd";
import { toSentence } from "../../data/api.ts";
import { useAnswerImport } from "../../data/dictionary.ts";
import { useText } from "../../strings/text.ts";
import { choicesOf, type PaneProps, toChoice, withChoice } from "./pane.ts";

/** What a file doesn't say, asked once for each way of writing it; an edition that names the calendar may answer first. */
export const QuestionPane = ({ shown, onStep }: PaneProps) => {
  const words = useText().dictionary;
  const { say } = useUi();
  const answer = useAnswerImport(shown.id);
  const { answers } = shown;
  const set = (change: Partial<typeof answers>): void => answer.mutate({ ...answers, ...change });
  const others = shown.files.flatMap(({ leads, name, answers: count }, at) =>
    (leads || count === 0) && answers.follow !== at
      ? []
      : [{ value: at, label: fillText(words.followAnswers, { name, n: String(count) }) }],
  );
  return (
    <div className="import-form">
      {shown.counts.fault === 0 ? null : (
        <Alert type="warning" showIcon title={fillText(words.faultRows, { n: String(shown.counts.fault) })} />
      )}
      {shown.questions.length === 0 ? <p>{words.noQuestions}</p> : null}
      {others.length === 0 || shown.questions.length === 0 ? null : (
        <section className="condition">
          <h2>{words.follow}</h2>
          <p className="cy-faint">{words.followHint}</p>
          <Select
            allowClear
            className="map-pick"
            aria-label={words.follow}
            placeholder={words.followNone}
            value={answers.follow ?? null}
            onChange={(follow) => set({ follow: follow ?? undefined })}
            options={others}
          />
        </section>
      )}
      {shown.questions.map((one) => (
        <section key={one.pattern} className="condition">
          <h2>{fillText(words.answerAs, { pattern: one.pattern })}</h2>
          <p>{say(one.says)}</p>
          <Radio.Group
            aria-label={one.pattern}
            disabled={answer.isPending}
            value={toChoice(answers.patterns[one.pattern])}
            onChange={({ target }) => set({ patterns: withChoice(answers.patterns, one, String(target.value)) })}
            options={choicesOf(one, words.kinds)}
          />
          <p className="cy-faint">
            {one.rows === 0 ? words.questionDone : fillText(words.questionRows, { n: String(one.rows) })}
          </p>
        </section>
      ))}
      {answer.error === null ? null : <Alert type="error" showIcon title={toSentence(answer.error)} />}
      <div className="row-actions">
        <Button onClick={() => onStep(1)}>{words.back}</Button>
        <Button type="primary" onClick={() => onStep(3)}>
          {words.next}
        </Button>
      </div>
    </div>
  );
};
