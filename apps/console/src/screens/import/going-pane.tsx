import { fillText } from "@chengyun/kernel";
import { formatNumber, formatSpan, useUi } from "@chengyun/ui";
import { Alert, Button, Progress } from "antd";
import { toSentence } from "../../data/api.ts";
import { useRunImport, useStopImport } from "../../data/file-import.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { FactList } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { CountFacts } from "./count-facts.tsx";
import { useFileWords } from "./file-words.ts";
import type { PaneProps } from "./pane.ts";
import { rowsOf } from "./preview-pane.tsx";

const Going = ({ shown }: Pick<PaneProps, "shown">) => {
  const words = useFileWords(shown);
  const { language } = useUi();
  const stop = useStopImport(shown.id);
  const {
    rows = 0,
    of = shown.seen === undefined ? 0 : rowsOf(shown.seen),
    secondsLeft,
    counts,
    waits,
  } = shown.progress ?? {};
  const share = of === 0 ? 0 : Math.min(100, Math.floor((rows / of) * 100));
  return (
    <div role="status" className="import-wait">
      <h2>{waits === true ? words.waits : words.running}</h2>
      <Progress percent={share} status="active" />
      <FactList
        facts={[
          { name: words.rows, value: fillText(words.progress, { n: formatNumber(rows), of: formatNumber(of) }) },
          ...(secondsLeft === undefined
            ? []
            : [{ name: "", value: fillText(words.left, { time: formatSpan(secondsLeft * 1_000, language) }) }]),
        ]}
      />
      {counts === undefined ? null : <CountFacts kind={shown.kind} counts={counts} />}
      <p className="second">{words.leave}</p>
      <div className="row-actions">
        <Button onClick={() => stop.mutate()} loading={stop.isPending}>
          {words.stop}
        </Button>
      </div>
      {stop.error === null ? null : <Alert type="error" showIcon title={toSentence(stop.error)} />}
    </div>
  );
};

/** Step 4: the import goes on, with or without somebody watching; stopped, it can go on from there. */
export const GoingPane = ({ shown, onStep }: PaneProps) => {
  const words = useText().imports;
  const run = useRunImport(shown.id);
  return (
    <div className="import-form">
      {shown.stage === "running" ? (
        <Going shown={shown} />
      ) : (
        <>
          {shown.stage === "stopped" ? <Alert type="info" showIcon title={words.stopped} /> : null}
          {shown.run === undefined ? null : <CountFacts kind={shown.kind} counts={shown.run.counts} />}
          {run.error === null ? null : <Alert type="error" showIcon title={toSentence(run.error)} />}
          <div className="row-actions">
            <Button onClick={() => onStep(2)}>{words.back}</Button>
            {shown.stage === "ended" ? (
              <Button type="primary" onClick={() => onStep(4)}>
                {words.next}
              </Button>
            ) : (
              <OffButton
                type="primary"
                why={shown.isKept ? undefined : words.gone}
                loading={run.isPending}
                onClick={() => run.mutate(undefined, { onSuccess: () => onStep() })}
              >
                {words.resume}
              </OffButton>
            )}
          </div>
        </>
      )}
    </div>
  );
};
