import { findByWords } from "@chengyun/kernel";
import { useState } from "react";
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
  const [query, setQuery] = useState("");
  const found = findByWords(kinds ?? [], query);
  const shown = found.length > 0 ? found : (kinds ?? []).filter(({ id }) => id === "other");
  return (
    <Page title={t.kind.title} above={t.step.replace("{n}", "3")} onBack={onBack}>
      <p>{t.kind.hint}</p>
      <label className="field">
        {t.kind.find}
        <input type="search" value={query} maxLength={60} onChange={(event) => setQuery(event.target.value)} />
      </label>
      {query.trim() !== "" && found.length === 0 ? <p role="status">{t.kind.none}</p> : null}
      {fault === undefined ? null : (
        <Trouble>
          {toSentence(fault)}{" "}
          <button type="button" className="plain" onClick={again}>
            {t.errors.again}
          </button>
        </Trouble>
      )}
      <div className="kinds">
        {shown.map((kind) => (
          <button
            key={kind.id}
            type="button"
            className="kind"
            aria-pressed={kind.id === chosen}
            onClick={() => {
              changeDraft(kind.id === chosen ? {} : { kind: kind.id, category: undefined, answers: {} });
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
