import type { WarningPreview, WarningWords } from "@chengyun/contracts";
import { fillText, type Language } from "@chengyun/kernel";
import { formatNumber, useUi } from "@chengyun/ui";
import { Alert, Button, Input } from "antd";
import { FactList, Moment, Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import type { Draft } from "./draft.ts";

interface TextPaneProps {
  readonly preview: WarningPreview;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

const languages = ["zh", "en"] as const;
const parts = ["headline", "short", "description", "instruction"] as const;

const squareKm = 1e6;

/** What a language is called in the reader's. */
const nameOf = (language: Language, names: readonly string[]): string => names[language === "zh" ? 0 : 1] ?? language;

/** What stands in the way of submitting it, each place by its name. */
const Faults = ({ faults }: Pick<WarningPreview, "faults">) => {
  const words = useText().warnings;
  const names: Readonly<Record<string, string>> = words.parts;
  const say = (path: string): string => {
    const [part = "", language] = path.split(".");
    const name = names[part] ?? part;
    return language === "zh" || language === "en" ? `${name}（${nameOf(language, words.languageNames)}）` : name;
  };
  if (faults.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={words.cantYet}
      description={faults.map(({ path, code }) => `${say(path)}: ${words.faults[code]}`).join("; ")}
    />
  );
};

/** What will be said, in both languages; the author may write it anew. */
export const TextPane = ({ preview, draft, change }: TextPaneProps) => {
  const words = useText().warnings;
  const { say } = useUi();
  const text = draft.text ?? preview.text;
  const set = (part: keyof WarningWords, language: "zh" | "en", value: string): void =>
    change({ text: { ...text, [part]: { ...text[part], [language]: value } } });
  const isOwn = draft.text !== undefined;
  const toggle = (
    <Button size="small" onClick={() => change({ text: isOwn ? undefined : preview.text })}>
      {isOwn ? words.fromTemplate : words.ownWords}
    </Button>
  );
  return (
    <Part title={words.preview} extra={toggle}>
      <Faults faults={preview.faults} />
      {isOwn ? <p className="second">{words.ownWordsHint}</p> : null}
      <div className="warning-texts">
        {languages.map((language) => (
          <section key={language} lang={language} aria-label={nameOf(language, words.languageNames)}>
            <FactList
              facts={parts.map((part) => ({
                key: part,
                name:
                  part === "short"
                    ? `${words.short} · ${fillText(words.sms, { n: String(preview.sms[language]) })}`
                    : words.parts[part],
                value: isOwn ? (
                  <Input.TextArea
                    autoSize
                    aria-label={`${words.parts[part]} ${nameOf(language, words.languageNames)}`}
                    value={text[part][language]}
                    onChange={({ target }) => set(part, language, target.value)}
                  />
                ) : (
                  <p className="warning-words">{text[part][language]}</p>
                ),
              }))}
            />
          </section>
        ))}
      </div>
      <FactList
        facts={[
          { name: words.by, value: say(preview.departmentName) },
          { name: words.until, value: <Moment at={preview.expires} /> },
          {
            name: words.where,
            value: fillText(words.size, {
              n: formatNumber(preview.squareMetres / squareKm, 1),
              areas: String(preview.areas.length),
            }),
          },
        ]}
      />
    </Part>
  );
};
