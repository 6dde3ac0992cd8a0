import { useUi } from "@chengyun/ui";
import { Alert, Form, Input, InputNumber, Modal, Select } from "antd";
import { toSentence } from "../data/api.ts";
import { useTakeWider, useWiderChoices } from "../data/identity.ts";
import { usePermissionName } from "../parts/permission-name.ts";
import { useText } from "../strings/text.ts";

interface Typed {
  /** `area:…`, `department:…` or `permission:…`. */
  readonly what: string;
  readonly hours: number;
  readonly reason: string;
}

const toWish = (what: string) => {
  const at = what.indexOf(":");
  const [of, value] = [what.slice(0, at), what.slice(at + 1)];
  if (of === "area") return { areaPath: value };
  return of === "department" ? { departmentId: value } : { permission: value };
};

/** Takes a wider reach in an emergency: what, for how long, why; and says who is told. */
export const WidenDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useText();
  const { say } = useUi();
  const { data: choices } = useWiderChoices();
  const permissionName = usePermissionName();
  const take = useTakeWider();
  const [form] = Form.useForm<Typed>();
  const options = [
    {
      label: t.access.area,
      options: (choices?.areas ?? []).map(({ path, name }) => ({ value: `area:${path}`, label: say(name) })),
    },
    {
      label: t.access.department,
      options: (choices?.departments ?? []).map(({ id, name }) => ({ value: `department:${id}`, label: say(name) })),
    },
    {
      label: t.access.permission,
      options: (choices?.permissions ?? []).map((id) => ({
        value: `permission:${id}`,
        label: say(permissionName(id)),
      })),
    },
  ].filter((group) => group.options.length > 0);
  return (
    <Modal
      open
      title={t.access.widen}
      okText={t.access.widenNow}
      okButtonProps={{ danger: true, loading: take.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p>{t.access.widenHint}</p>
      <Form<Typed>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ hours: 2 }}
        onFinish={({ what, hours, reason }) => take.mutate({ ...toWish(what), hours, reason }, { onSuccess: onClose })}
      >
        <Form.Item name="what" label={t.access.wider} rules={[{ required: true, message: t.accounts.needed }]}>
          <Select showSearch={{ optionFilterProp: "label" }} placeholder={t.move.choose} options={options} />
        </Form.Item>
        <Form.Item name="hours" label={t.access.hours} rules={[{ required: true, message: t.accounts.needed }]}>
          <InputNumber min={1} max={choices?.hours ?? 8} precision={0} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t.access.reason}
          rules={[{ required: true, min: 5, whitespace: true, message: t.access.reasonLong }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      {take.error === null ? null : <Alert type="error" showIcon title={toSentence(take.error)} />}
    </Modal>
  );
};
