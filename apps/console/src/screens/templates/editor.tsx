import type { NoticeTemplate, TemplatePreview } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useEditTemplate, usePreview } from "../../data/notice.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";
import { TestSend } from "./test-send.tsx";

type Words = NoticeTemplate["words"];
type Form = "short" | "long";
type Language = "zh" | "en";

const empty = { zh: "", en: "" };

/** An empty long form is none. */
const toWords = ({ short, long }: { readonly short: Words["short"]; readonly long: Words["short"] }): Words =>
  long.zh.trim() === "" && long.en.trim() === "" ? { short } : { short, long };

interface FieldsProps {
  readonly form: Form;
  readonly texts: Words["short"];
  readonly faults: TemplatePreview["faults"];
  readonly onChange: (texts: Words["short"]) => void;
}

const Fields = ({ form, texts, faults, onChange }: FieldsProps) => {
  const t = useText();
  const field = (language: Language) => {
    const wrong = faults.filter(({ path }) => path === `${form}.${language}`);
    return (
      <div key={language}>
        <label className="second" htmlFor={`${form}-${language}`}>
          {t.told.template[language]}
        </label>
        <Input.TextArea
          id={`${form}-${language}`}
          rows={form === "short" ? 2 : 4}
          maxLength={form === "short" ? 200 : 4_000}
          status={wrong.length > 0 ? "error" : ""}
          value={texts[language]}
          onChange={({ target }) => onChange({ ...texts, [language]: target.value })}
        />
        {wrong.map(({ code, place }) => (
          <p key={`${code} ${place}`} role="alert" className="template-fault">
            {fillText(t.told.template.faults[code as "empty"] ?? code, { place: `{${place ?? ""}}` })}
          </p>
        ))}
      </div>
    );
  };
  return (
    <section className="template-fields">
      <h3>{t.told.template[form]}</h3>
      <div className="template-pair">{(["zh", "en"] as const).map(field)}</div>
    </section>
  );
};

const Preview = ({ preview }: { readonly preview: TemplatePreview | undefined }) => {
  const t = useText();
  if (preview === undefined) return null;
  const { short, long } = preview.words;
  return (
    <section className="template-fields">
      <h3>{t.told.template.preview}</h3>
      <div className="template-pair">
        {(["zh", "en"] as const).map((language) => (
          <div key={language} className="template-preview" lang={language}>
            <strong>{short[language]}</strong>
            {long === undefined ? null : <p>{long[language]}</p>}
          </div>
        ))}
      </div>
    </section>
  );
};

/** The words of one notice, with what they will say. */
export const Editor = ({ template }: { readonly template: NoticeTemplate }) => {
  const t = useText();
  const { say, language } = useUi();
  const edit = useEditTemplate();
  const [short, setShort] = useState(template.words.short);
  const [long, setLong] = useState(template.words.long ?? empty);
  const words = toWords({ short, long });
  const { data: preview } = usePreview(template.type, words);
  const isChanged = JSON.stringify(words) !== JSON.stringify(template.words);
  const faults = preview?.faults ?? [];
  const insert = (place: string): void => setShort({ ...short, [language]: `${short[language]}{${place}}` });
  return (
    <section>
      <p className="second">
        {t.told.template.on} <code>{template.on}</code> ·{" "}
        {template.version === 0 ? t.told.template.asDeclared : `${t.told.template.version} ${template.version}`}
      </p>
      <Fields form="short" texts={short} faults={faults} onChange={setShort} />
      <Fields form="long" texts={long} faults={faults} onChange={setLong} />
      {template.places.length === 0 ? null : (
        <section className="template-fields">
          <h3>{t.told.template.places}</h3>
          <div className="template-places">
            {template.places.map(({ id, name, sample }) => (
              <Button key={id} size="small" title={say(sample)} onClick={() => insert(id)}>
                {`{${id}} ${say(name)}`}
              </Button>
            ))}
          </div>
        </section>
      )}
      <Preview preview={preview} />
      <TestSend type={template.type} words={words} isSound={faults.length === 0} />
      {edit.error === null ? null : <Alert type="error" showIcon title={toSentence(edit.error)} />}
      <div className="template-actions">
        <OffButton
          type="primary"
          why={faults.length > 0 ? t.off.faults : isChanged ? undefined : t.off.unchanged}
          loading={edit.isPending}
          onClick={() => edit.mutate({ type: template.type, words: { ...words, version: template.version } })}
        >
          {t.told.template.save}
        </OffButton>
        <Button
          onClick={() => {
            setShort(template.declared.short);
            setLong(template.declared.long ?? empty);
          }}
        >
          {t.told.template.restore}
        </Button>
      </div>
    </section>
  );
};
