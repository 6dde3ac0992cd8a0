import { getKinds, toSentence, useAsked } from "../data/api.ts";
import { changeDraft, useDraft } from "../data/draft.ts";
import { Icon } from "../parts/icon.tsx";
import { Page, Trouble } from "../parts/page.tsx";
import { useSettings } from "../settings.ts";
import { useText } from "../strings/text.ts";

interface KindStepProps {
  readonly onDone: () => void;
  readonly onBack: () => void;
}

/** Step three: what is wrong, in pictures. */
export const KindStep = ({ onDone, onBack }: KindStepProps) => {
  const t = useText();
  const { language } = useSettings();
  const { kind: chosen } = useDraft();
  const { data: kinds, fault, again } = useAsked(getKinds);
  return (
    <Page title={t.kind.title} above={t.step.replace("{n}", "3")} onBack={onBack}>
      <p>{t.kind.hint}</p>
      {fault === undefined ? null : (
        <Trouble>
          {toSentence(fault)}{" "}
          <button type="button" className="plain" onClick={again}>
            {t.errors.again}
          </button>
        </Trouble>
      )}
      <div className="kinds">
        {(kinds ?? []).map((kind) => (
          <button
            key={kind.id}
            type="button"
            className="kind"
            aria-pressed={kind.id === chosen}
            onClick={() => {
              changeDraft(kind.id === chosen ? {} : { kind: kind.id, answers: {} });
              onDone();
            }}
          >
            <Icon name={kind.picture} size={36} />
            {kind.name[language]}
          </button>
        ))}
      </div>
    </Page>
  );
};
