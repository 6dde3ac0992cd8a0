import { fillText } from "@chengyun/kernel";
import { Alert, Button } from "antd";
import { toSentence } from "../../data/api.ts";
import { rejectsUrl, useTakeImport } from "../../data/dictionary.ts";
import { useGo } from "../../frame/go.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { SuccessionNote } from "../../parts/succession-note.tsx";
import { FactList } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import type { PaneProps } from "./pane.ts";

/** The last look before it counts: how many rows of each kind, then the draft. */
export const TakePane = ({ shown, onStep }: PaneProps) => {
  const { dictionary: words, off } = useText();
  const go = useGo();
  const take = useTakeImport(shown.id);
  const { counts } = shown;
  const facts = [
    { name: words.states.understood, value: counts.understood },
    { name: words.states.answered, value: counts.answered },
    { name: words.states.asked, value: counts.asked },
    { name: words.states.fault, value: counts.fault },
    { name: words.states["left-out"], value: counts.leftOut },
  ];
  const taken = take.data;
  return (
    <div className="import-form">
      <h2>
        {shown.name} {shown.version}
      </h2>
      <FactList facts={facts} />
      {counts.asked > 0 ? (
        <Alert type="warning" showIcon title={fillText(words.openLeft, { n: String(counts.asked) })} />
      ) : null}
      <a href={rejectsUrl(shown.id)} download>
        {words.rejects}
      </a>
      {take.error === null ? null : <Alert type="error" showIcon title={toSentence(take.error)} />}
      {taken === undefined ? null : (
        <Alert
          type="success"
          showIcon
          title={
            taken.changed
              ? fillText(words.taken, {
                  classes: String(taken.classes),
                  conditions: String(taken.conditions),
                  rejected: String(taken.rejected),
                })
              : words.unchanged
          }
        />
      )}
      {taken === undefined ? null : (
        <SuccessionNote
          version={{ id: taken.versionId }}
          onShow={() => go(`/dictionaries/${taken.versionId}?pane=packs`)}
        />
      )}
      <div className="row-actions">
        <Button onClick={() => onStep(2)}>{words.back}</Button>
        <OffButton
          type="primary"
          why={counts.asked > 0 ? fillText(off.asked, { n: String(counts.asked) }) : undefined}
          loading={take.isPending}
          onClick={() => take.mutate()}
        >
          {words.take}
        </OffButton>
        {taken === undefined ? null : (
          <Button onClick={() => go(`/dictionaries/${taken.versionId}`)}>{words.toVersion}</Button>
        )}
      </div>
    </div>
  );
};
