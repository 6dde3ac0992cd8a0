import type { Language, ReceiptProved } from "@chengyun/kernel";
import { useState } from "react";
import { areWords, type checkHere } from "./check.ts";
import type { Strings } from "./strings.ts";
import { keyName } from "./trust.ts";

interface VerdictProps {
  readonly t: Strings;
  readonly language: Language;
  readonly found: ReturnType<typeof checkHere>;
  /** The key it was checked with. */
  readonly keyText: string;
  /** Somebody here vouched for the key. */
  readonly confirmed: boolean;
}

const Words = ({ t, changes }: { readonly t: Strings; readonly changes: unknown }) => {
  const [words, setWords] = useState("");
  const [salt, setSalt] = useState("");
  const same = areWords(changes, salt, words);
  if (same === undefined) return null;
  return (
    <details>
      <summary>{t.words}</summary>
      <label>
        <strong>{t.wordsText}</strong>
        <textarea rows={3} value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <label>
        <strong>{t.wordsSalt}</strong>
        <input value={salt} spellCheck={false} onChange={(event) => setSalt(event.target.value)} />
      </label>
      {words.trim() === "" || salt.trim() === "" ? null : (
        <p role="status" className={same ? "good" : "bad"}>
          {same ? t.wordsGood : t.wordsBad}
        </p>
      )}
    </details>
  );
};

const numberOf = (changes: unknown): string | undefined => {
  const no = typeof changes === "object" && changes !== null ? (changes as { no?: unknown }).no : undefined;
  return typeof no === "string" ? no : undefined;
};

const Facts = ({
  t,
  language,
  found,
  keyText,
}: Omit<VerdictProps, "confirmed"> & { readonly found: ReceiptProved }) => {
  const { entry, checkpoint, witnesses } = found;
  const moment = (at: string): string =>
    new Date(at).toLocaleString(language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "long" });
  const lines: readonly (readonly [string, string | undefined])[] = [
    [t.what, entry.type === "report.told" ? t.told : entry.type],
    [t.no, numberOf(entry.changes)],
    [t.at, moment(entry.at)],
    [t.position, String(entry.position)],
    [t.log, checkpoint.origin],
    [t.size, String(checkpoint.size)],
    [t.keyUsed, keyName(keyText)],
    [t.witnesses, witnesses.map(({ name, at }) => `${name} · ${moment(at)}`).join("\n") || t.noWitnesses],
  ];
  return (
    <dl>
      {lines.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
};

/** Verified with what it proves, fitting a key that nobody vouched for, or refused with the sentence that says why. */
export const Verdict = ({ t, language, found, keyText, confirmed }: VerdictProps) => {
  if ("code" in found)
    return (
      <section role="status" className="verdict bad" data-code={found.code}>
        <h2>{t.bad}</h2>
        <p>{found.text[language]}</p>
      </section>
    );
  return (
    <section role="status" className={confirmed ? "verdict good" : "verdict unsure"}>
      <h2>{confirmed ? t.good : t.unsure}</h2>
      <p>{confirmed ? t.goodHint : t.unsureHint}</p>
      <Facts t={t} language={language} found={found} keyText={keyText} />
      <Words t={t} changes={found.entry.changes} />
    </section>
  );
};
