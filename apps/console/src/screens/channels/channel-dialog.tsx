import type { Channel } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { Alert, AutoComplete, Checkbox, Form, Input, InputNumber, Modal, Select, Switch } from "antd";
import { toSentence } from "../../data/api.ts";
import { useDepartments } from "../../data/identity.ts";
import { useSetChannel, useTemplates } from "../../data/notice.ts";
import { useDevices } from "../../data/sensing.ts";
import { useText } from "../../strings/text.ts";
import { type ChannelField, channelFields, readTyped, toSettings, toTyped } from "./channel-fields.ts";

const groupKinds: readonly Channel["kind"][] = ["wecom", "dingtalk", "webhook", "mqtt", "device"];

interface Typed {
  readonly kind: Channel["kind"];
  readonly nameZh: string;
  readonly nameEn: string;
  readonly enabled: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly types: string[];
  readonly departments: string[];
  readonly urgentOnly: boolean;
  readonly limit: number;
  readonly delaySeconds: number;
}

interface DeviceInputProps {
  readonly value?: string;
  readonly onChange?: (id: string) => void;
}

/** One of the city's registered devices: found by name, or its id typed. */
const DeviceInput = ({ value, onChange }: DeviceInputProps) => {
  const { say } = useUi();
  const { data } = useDevices();
  return (
    <AutoComplete
      value={value ?? ""}
      showSearch={{
        filterOption: (typed, option) =>
          `${option?.label} ${option?.value}`.toLowerCase().includes(typed.toLowerCase()),
      }}
      onChange={(id: string) => onChange?.(id)}
      options={(data?.items ?? []).map((device) => ({
        value: device.id,
        label: `${device.name} · ${say(device.typeName)}`,
      }))}
    />
  );
};

const SettingInput = ({ field }: { readonly field: ChannelField }) => {
  const t = useText();
  const rules = [
    ...(field.optional === true || field.as === "boolean" ? [] : [{ required: true, message: t.told.channel.needed }]),
    ...(field.as === "json"
      ? [
          {
            validator: (_: unknown, value: string | undefined) =>
              value === undefined || value === "" || readTyped(value) !== undefined
                ? Promise.resolve()
                : Promise.reject(new Error(t.told.channel.json)),
          },
        ]
      : []),
  ];
  const inputs = {
    text: <Input maxLength={2_000} autoComplete="off" />,
    number: <InputNumber min={1} max={65_535} />,
    boolean: <Switch />,
    json: <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} spellCheck={false} />,
    choice: <Select options={(field.choices ?? []).map((value) => ({ value, label: value }))} />,
    device: <DeviceInput />,
  };
  return (
    <Form.Item
      name={["settings", field.id]}
      label={t.told.channel.fields[field.id]}
      rules={rules}
      initialValue={field.usual}
      {...(field.as === "boolean" ? { valuePropName: "checked" } : {})}
    >
      {inputs[field.as]}
    </Form.Item>
  );
};

const Tells = () => {
  const t = useText();
  const { say } = useUi();
  const templates = useTemplates();
  const departments = useDepartments();
  return (
    <fieldset className="channel-tells">
      <legend>{t.told.channel.tells}</legend>
      <Form.Item name="types" label={t.told.channel.types}>
        <Select
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          options={(templates.data?.items ?? []).map(({ type, words }) => ({ value: type, label: say(words.short) }))}
        />
      </Form.Item>
      <Form.Item name="departments" label={t.told.channel.departments}>
        <Select
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          options={(departments.data?.items ?? []).map(({ id, name }) => ({ value: id, label: say(name) }))}
        />
      </Form.Item>
      <Form.Item name="urgentOnly" valuePropName="checked">
        <Checkbox>{t.told.channel.urgentOnly}</Checkbox>
      </Form.Item>
    </fieldset>
  );
};

const toInitial = (channel: Channel | undefined): Partial<Typed> =>
  channel === undefined
    ? { enabled: true, types: [], departments: [], urgentOnly: false, limit: 8, delaySeconds: 5 }
    : {
        kind: channel.kind,
        nameZh: channel.name.zh,
        nameEn: channel.name.en,
        enabled: channel.enabled,
        settings: Object.fromEntries(
          channelFields[channel.kind].map((field) => [field.id, toTyped(field, channel.settings[field.id])]),
        ),
        types: channel.tells.types,
        departments: channel.tells.departments,
        urgentOnly: channel.tells.urgentOnly,
        ...channel.retry,
      };

interface DialogProps {
  readonly channel: Channel | undefined;
  readonly onClose: () => void;
}

/** Sets up a channel, or sets it anew. */
export const ChannelDialog = ({ channel, onClose }: DialogProps) => {
  const t = useText();
  const set = useSetChannel();
  const [form] = Form.useForm<Typed>();
  const kind = Form.useWatch("kind", form) ?? channel?.kind;
  const send = (typed: Typed): void =>
    set.mutate(
      {
        id: channel?.id,
        channel: {
          kind: typed.kind,
          name: { zh: typed.nameZh, en: typed.nameEn },
          enabled: typed.enabled,
          settings: { ...toSettings(typed.kind, typed.settings ?? {}) },
          tells: {
            types: typed.types ?? [],
            departments: typed.departments ?? [],
            urgentOnly: typed.urgentOnly ?? false,
            areaPath: channel?.tells.areaPath ?? "",
          },
          retry: { limit: typed.limit, delaySeconds: typed.delaySeconds },
          ...(channel === undefined ? {} : { version: channel.version }),
        },
      },
      { onSuccess: onClose },
    );
  const needed = [{ required: true, message: t.told.channel.needed }];
  return (
    <Modal
      open
      title={channel === undefined ? t.told.channel.add : t.told.channel.edit}
      okText={t.told.settings.save}
      okButtonProps={{ loading: set.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p className="second">{t.told.channel.lead}</p>
      <Form<Typed>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={toInitial(channel)}
        onFinish={send}
      >
        <Form.Item name="kind" label={t.told.channel.kind} rules={needed}>
          <Select
            disabled={channel !== undefined}
            options={Object.entries(t.told.channel.kinds).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item name="nameZh" label={t.told.channel.nameZh} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="nameEn" label={t.told.channel.nameEn} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        {kind === undefined ? null : channelFields[kind].map((field) => <SettingInput key={field.id} field={field} />)}
        {kind !== undefined && groupKinds.includes(kind) ? <Tells /> : null}
        <Form.Item name="limit" label={t.told.channel.retries}>
          <InputNumber min={0} max={20} />
        </Form.Item>
        <Form.Item name="delaySeconds" label={t.told.channel.retryDelay}>
          <InputNumber min={0} max={3_600} />
        </Form.Item>
        <Form.Item name="enabled" label={t.told.channel.enabled} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
      {set.error === null ? null : <Alert type="error" showIcon title={toSentence(set.error)} />}
    </Modal>
  );
};
