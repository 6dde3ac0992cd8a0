import type { FormDraft, FormVersion } from "@chengyun/contracts";
import { type FactTable, fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Select } from "antd";
import { useState } from "react";
import { useFormVersion } from "../../data/form.ts";
import { useText } from "../../strings/text.ts";
import { compareForms } from "./design.ts";

interface VersionsProps {
  readonly formKey: string;
  readonly versions: readonly FormVersion[];
  /** What is being designed; absent for a pack's form. */
  readonly draft: FormDraft | undefined;
  readonly table: FactTable;
}

const draftChoice = 0;

/** Two versions of a form side by side: which questions came, went, moved or changed. */
export const Versions = ({ formKey, versions, draft, table }: VersionsProps) => {
  const t = useText();
  const { say } = useUi();
  const words = t.forms.form;
  const all = [...(draft === undefined ? [] : [draftChoice]), ...versions.map(({ version }) => version)];
  const [newer, setNewer] = useState(all[0]);
  const [older, setOlder] = useState(all[1]);
  const left = useFormVersion(
    older === undefined || older === draftChoice ? undefined : { id: formKey, version: older },
  );
  const right = useFormVersion(
    newer === undefined || newer === draftChoice ? undefined : { id: formKey, version: newer },
  );
  if (all.length < 2) return <p className="cy-faint">{words.compareNone}</p>;
  const named = (version: number) => ({
    value: version,
    label: version === draftChoice ? words.draft : fillText(words.version, { n: String(version) }),
  });
  const now = newer === draftChoice ? draft : right.data;
  const was = older === draftChoice ? draft : left.data;
  const nameOf = (fact: string): string => {
    const known = table[fact] ?? left.data?.facts[fact] ?? right.data?.facts[fact];
    return known === undefined ? fact : say(known.name);
  };
  const differences = was === undefined || now === undefined ? undefined : compareForms(was, now);
  return (
    <div className="design-versions">
      <div className="filters">
        <Select aria-label={words.compare} value={newer ?? null} options={all.map(named)} onChange={setNewer} />
        <span>{words.compareWith}</span>
        <Select aria-label={words.compareWith} value={older ?? null} options={all.map(named)} onChange={setOlder} />
      </div>
      {differences?.length === 0 ? <p className="cy-faint">{words.same}</p> : null}
      <ul className="plain-list">
        {(differences ?? []).map(({ what, fact }) => (
          <li key={fact}>
            <span className={`design-${what}`}>{words[what]}</span> {nameOf(fact)} <code>{fact}</code>
          </li>
        ))}
      </ul>
    </div>
  );
};
