import type { NoticeSettings } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { Alert, App, Button, Checkbox, Form, Input, Radio, Select, Switch } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useNoticeSettings, useSetNoticeSettings } from "../../data/notice.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";

type Way = "email" | "sms";
type Night = "through" | "hold";
type Choices = NoticeSettings["choices"];

const toClock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Every half hour of a day, and the minute that is set now. */
const clockOptions = (now: number) =>
  [...new Set([...Array.from({ length: 48 }, (_, n) => n * 30), now])]
    .sort((one, other) => one - other)
    .map((value) => ({ value, label: toClock(value) }));

interface ChoiceProps {
  readonly settings: NoticeSettings;
  readonly id: string;
  readonly name: string;
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
}

/** What is wished of one type: as it is usually sent, or the person's own choice. */
const Choice = ({ settings, id, name, choices, onChange }: ChoiceProps) => {
  const t = useText();
  const own = choices[id];
  const isOwn = own?.channels !== undefined;
  const set = (choice: Choices[string]): void => {
    const { [id]: _, ...others } = choices;
    const isEmpty = choice.channels === undefined && choice.quiet === undefined;
    onChange(isEmpty ? others : { ...others, [id]: choice });
  };
  const night = own?.quiet === undefined ? {} : { quiet: own.quiet };
  return (
    <li className="told-choice">
      <span className="told-choice-name">{name}</span>
      <Radio.Group
        size="small"
        aria-label={`${name} ${t.told.settings.channels}`}
        value={isOwn ? "own" : "default"}
        onChange={({ target }) => set(target.value === "own" ? { ...night, channels: [] } : night)}
        options={[
          { value: "default", label: t.told.settings.byDefault },
          { value: "own", label: t.told.settings.choose },
        ]}
      />
      <Checkbox.Group
        disabled={!isOwn}
        value={own?.channels ?? []}
        onChange={(channels) => set({ ...night, channels: channels as Way[] })}
        options={(["email", "sms"] as const).map((way) => ({
          value: way,
          label: settings.available[way] ? t.told.ways[way] : `${t.told.ways[way]}（${t.told.settings.notConfigured}）`,
        }))}
      />
      <Select
        size="small"
        aria-label={`${name} ${t.told.settings.night}`}
        value={own?.quiet ?? "default"}
        onChange={(quiet: Night | "default") => {
          const channels = own?.channels === undefined ? {} : { channels: own.channels };
          set(quiet === "default" ? channels : { ...channels, quiet });
        }}
        options={(["default", "through", "hold"] as const).map((value) => ({
          value,
          label: `${t.told.settings.night}: ${t.told.settings.nights[value]}`,
        }))}
      />
    </li>
  );
};

const SettingsForm = ({ settings }: { readonly settings: NoticeSettings }) => {
  const t = useText();
  const { say } = useUi();
  const { message } = App.useApp();
  const set = useSetNoticeSettings();
  const [language, setLanguage] = useState(settings.language);
  const [email, setEmail] = useState(settings.email ?? "");
  const [isQuiet, setQuiet] = useState(settings.quiet !== undefined);
  const [from, setFrom] = useState(settings.quiet?.fromMinute ?? 22 * 60);
  const [to, setTo] = useState(settings.quiet?.toMinute ?? 7 * 60);
  const [choices, setChoices] = useState<Choices>(settings.choices);
  const save = (): void =>
    set.mutate(
      {
        language,
        ...(email === (settings.email ?? "") ? {} : { email }),
        quiet: isQuiet ? { fromMinute: from, toMinute: to } : null,
        choices,
      },
      { onSuccess: () => void message.success(t.told.settings.saved) },
    );
  const choice = { settings, choices, onChange: setChoices };
  return (
    <Form layout="vertical" requiredMark={false} onFinish={save} className="told-settings">
      <p className="second">{t.told.settings.lead}</p>
      <Form.Item label={t.told.settings.language}>
        <Radio.Group
          value={language}
          onChange={({ target }) => setLanguage(target.value)}
          options={[
            { value: "zh", label: "中文" },
            { value: "en", label: "English" },
          ]}
        />
      </Form.Item>
      <Form.Item label={t.told.settings.email} extra={t.told.settings.emailHint} htmlFor="told-email">
        <Input
          id="told-email"
          type="email"
          maxLength={200}
          value={email}
          onChange={({ target }) => setEmail(target.value)}
          autoComplete="email"
        />
      </Form.Item>
      <Form.Item label={t.told.settings.phone}>
        <span className="second">{settings.hasPhone ? t.told.settings.hasPhone : t.told.settings.noPhone}</span>
      </Form.Item>
      <Form.Item label={t.told.settings.quiet} extra={t.told.settings.quietHint}>
        <div className="told-quiet">
          <Switch checked={isQuiet} onChange={setQuiet} aria-label={t.told.settings.quiet} />
          <Select
            disabled={!isQuiet}
            value={from}
            aria-label={t.told.settings.quiet}
            options={clockOptions(from)}
            onChange={setFrom}
          />
          <span>{t.told.settings.to}</span>
          <Select
            disabled={!isQuiet}
            value={to}
            aria-label={t.told.settings.to}
            options={clockOptions(to)}
            onChange={setTo}
          />
        </div>
      </Form.Item>
      <Form.Item label={t.told.settings.byType}>
        <ul className="told-choices">
          <Choice id="*" name={t.told.settings.others} {...choice} />
          {settings.types.map((type) => (
            <Choice key={type.id} id={type.id} name={say(type.name)} {...choice} />
          ))}
        </ul>
      </Form.Item>
      {set.error === null ? null : <Alert type="error" showIcon title={toSentence(set.error)} />}
      <Button type="primary" htmlType="submit" loading={set.isPending}>
        {t.told.settings.save}
      </Button>
    </Form>
  );
};

/** How this person wants to be told. */
export const Settings = () => {
  const query = useNoticeSettings();
  return (
    <QueryView query={query} rows={8}>
      {(settings) => <SettingsForm settings={settings} />}
    </QueryView>
  );
};
