import type { DictionaryVersion } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { Alert, Button } from "antd";
import { useLeftOut, useSuccession } from "../data/dictionary.ts";
import { useText } from "../strings/text.ts";

interface SuccessionNoteProps {
  readonly version: Pick<DictionaryVersion, "id"> & Partial<Pick<DictionaryVersion, "holdsToday">>;
  readonly onShow: () => void;
}

/** How many of the packs' categories a version supersedes and how many stay beside it, before and after it counts. */
export const SuccessionNote = ({ version, onShow }: SuccessionNoteProps) => {
  const words = useText().dictionary;
  const { data } = useSuccession(version.id);
  const left = useLeftOut(version.id).data?.items ?? [];
  const named = left.filter(
    ({ forms, rules, lists, others }) => forms.length + rules.length + lists.length + others > 0,
  );
  if (data === undefined) return null;
  const counts = { superseded: String(data.supersedes.length), stays: String(data.stays.length) };
  const said = fillText(version.holdsToday === true ? words.successionDoes : words.successionWill, counts);
  const others = data.elsewhere === 0 ? "" : fillText(words.successionElsewhere, { n: String(data.elsewhere) });
  const doubled = data.doubled.length === 0 ? "" : fillText(words.doubledNote, { n: String(data.doubled.length) });
  const leftOut =
    left.length === 0 ? "" : fillText(words.leftNote, { n: String(left.length), named: String(named.length) });
  const warnings = [doubled, leftOut].filter((text) => text !== "");
  return (
    <Alert
      type={doubled === "" && named.length === 0 ? "info" : "warning"}
      showIcon
      title={`${said}${others}`}
      {...(warnings.length === 0 ? {} : { description: warnings.map((text) => <div key={text}>{text}</div>) })}
      action={
        <Button type="link" size="small" onClick={onShow}>
          {words.successionShow}
        </Button>
      }
    />
  );
};
