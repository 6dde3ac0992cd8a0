import type { PersonalChannel } from "@chengyun/kernel";
import { getWays, useAsked } from "../data/api.ts";
import { changeDraft, type Draft } from "../data/draft.ts";
import { useText } from "../strings/text.ts";

interface AgreeProps {
  readonly channel: PersonalChannel;
  readonly tell: readonly PersonalChannel[];
  readonly onChange: (tell: readonly PersonalChannel[]) => void;
  readonly disabled?: boolean;
}

/** Asks whether the city may write by one channel; unticked until somebody ticks it. */
export const Agree = ({ channel, tell, onChange, disabled = false }: AgreeProps) => {
  const t = useText();
  const { data: ways } = useAsked(getWays);
  return (
    <label className="check">
      <input
        type="checkbox"
        disabled={disabled}
        checked={tell.includes(channel)}
        onChange={(event) =>
          onChange(event.target.checked ? [...tell, channel] : tell.filter((other) => other !== channel))
        }
      />
      <span>
        {t.tell[channel]}
        {ways === undefined || ways[channel] ? null : <small>{t.tell.notYet}</small>}
      </span>
    </label>
  );
};

interface AgreeAllProps {
  readonly all: boolean;
  readonly onChange: (all: boolean) => void;
  readonly disabled?: boolean;
}

/** Asks once for all of one's reports; who agrees is not asked at the next. */
export const AgreeAll = ({ all, onChange, disabled = false }: AgreeAllProps) => {
  const t = useText();
  return (
    <label className="check">
      <input type="checkbox" disabled={disabled} checked={all} onChange={(event) => onChange(event.target.checked)} />
      <span>{t.tell.all}</span>
    </label>
  );
};

/** Who one is, as far as one wants to say, and whether the city may write how it goes on. */
export const Contact = ({ draft }: { readonly draft: Draft }) => {
  const t = useText();
  const agree = (tell: readonly PersonalChannel[]): void => changeDraft({ tell });
  return (
    <>
      <label className="field">
        {t.send.phone}
        <input
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={30}
          value={draft.phone}
          onChange={(event) => changeDraft({ phone: event.target.value })}
        />
        <small>{t.send.phoneHint}</small>
      </label>
      {draft.phone.trim() === "" ? null : <Agree channel="sms" tell={draft.tell} onChange={agree} />}
      <label className="field">
        {t.send.email}
        <input
          type="email"
          inputMode="email"
          autoComplete="email"
          maxLength={200}
          value={draft.email}
          onChange={(event) => changeDraft({ email: event.target.value })}
        />
      </label>
      {draft.email.trim() === "" ? null : <Agree channel="email" tell={draft.tell} onChange={agree} />}
      {draft.tell.length === 0 ? null : (
        <AgreeAll all={draft.tellAll} onChange={(tellAll) => changeDraft({ tellAll })} />
      )}
      <label className="field">
        {t.send.name}
        <input
          autoComplete="name"
          maxLength={100}
          value={draft.name}
          onChange={(event) => changeDraft({ name: event.target.value })}
        />
      </label>
    </>
  );
};
