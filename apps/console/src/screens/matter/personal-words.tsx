import type { Matter, MatterKind } from "@chengyun/contracts";
import { isBlank } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Button } from "antd";
import { useState } from "react";
import { useMe } from "../../data/session.ts";
import { listRows } from "../../parts/fact-value.tsx";
import { useText } from "../../strings/text.ts";
import { WordsDialog } from "./words-dialog.tsx";

interface PersonalWordsProps {
  readonly kind: MatterKind;
  readonly matter: Matter;
}

/** For who may: the way to a matter's personal words, which lie in the vault. */
export const PersonalWords = ({ kind, matter }: PersonalWordsProps) => {
  const t = useText();
  const { say } = useUi();
  const me = useMe().data;
  const [open, setOpen] = useState(false);
  const own = kind.facts.filter((fact) => fact.personal === true && fact.kind === "text");
  const rows = listRows(matter.facts, new Set(kind.facts.map(({ id }) => id))).flatMap(([, each]) => each);
  const sealed = [matter.facts, ...rows].flatMap((given) =>
    own.flatMap((fact) => (isBlank(given[fact.id]) ? [] : [{ id: String(given[fact.id]), name: say(fact.name) }])),
  );
  if (sealed.length === 0 || me?.permissions.includes("persons.unmask") !== true) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t.forms.matter.readWords}
      </Button>
      {open ? <WordsDialog plural={kind.plural} id={matter.id} sealed={sealed} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
