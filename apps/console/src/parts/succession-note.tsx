import type { DictionaryVersion } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { Alert, Button } from "antd";
import { useSuccession } from "../data/dictionary.ts";
import { useText } from "../strings/text.ts";

interface SuccessionNoteProps {
  readonly version: Pick<DictionaryVersion, "id"> & Partial<Pick<DictionaryVersion, "holdsToday">>;
  readonly onShow: () => void;
}

/** How many of the packs' categories a version supersedes and how many stay beside it, before and after it counts. */
export const SuccessionNote = ({ version, onShow }: SuccessionNoteProps) => {
  const words = useText().dictionary;
  const { data } = useSuccession(version.id);
  if (data === undefined) return null;
  const counts = { superseded: String(data.supersedes.length), stays: String(data.stays.length) };
  const said = fillText(version.holdsToday === true ? words.successionDoes : words.successionWill, counts);
  const others = data.elsewhere === 0 ? "" : fillText(words.successionElsewhere, { n: String(data.elsewhere) });
  const doubled = data.doubled.length === 0 ? "" : fillText(words.doubledNote, { n: String(data.doubled.length) });
  return (
    <Alert
      type={doubled === "" ? "info" : "warning"}
      showIcon
      title={`${said}${others}`}
      {...(doubled === "" ? {} : { description: doubled })}
      action={
        <Button type="link" size="small" onClick={onShow}>
          {words.successionShow}
        </Button>
      }
    />
  );
};
