import type { DictionaryVersion } from "@chengyun/contracts";
import { type TimeKind, timeKinds } from "@chengyun/kernel";
import { Alert, Form, Input, InputNumber, Modal, Select } from "antd";
import { toSentence } from "../../data/api.ts";
import { useAddLocalClass } from "../../data/dictionary.ts";
import { useText } from "../../strings/text.ts";

interface Typed {
  readonly of: "part" | "event";
  readonly majorCode: string;
  readonly name: string;
  readonly files: string;
  readonly closes: string;
  readonly amount: number;
  readonly kind: TimeKind;
  readonly totalAmount?: number | null;
  readonly totalKind: TimeKind;
}

interface LocalClassDialogProps {
  readonly version: DictionaryVersion;
  readonly onClose: () => void;
}

/** Asks for a class the city needs beyond the standard. */
export const LocalClassDialog = ({ version, onClose }: LocalClassDialogProps) => {
  const words = useText().dictionary;
  const [form] = Form.useForm<Typed>();
  const add = useAddLocalClass(version.id);
  const send = ({ of, majorCode, name, files, closes, amount, kind, totalAmount, totalKind }: Typed): void => {
    const total = typeof totalAmount === "number" ? { total: { amount: totalAmount, kind: totalKind } } : {};
    const conditions = [{ files, closes, limit: { amount, kind }, ...total }];
    add.mutate({ of, majorCode, name, conditions }, { onSuccess: onClose });
  };
  const rules = [{ required: true }];
  return (
    <Modal
      open
      title={words.localAdd}
      okText={words.add}
      cancelText={words.cancel}
      confirmLoading={add.isPending}
      onOk={() => void form.validateFields().then(send, () => undefined)}
      onCancel={onClose}
    >
      <p className="cy-faint">{words.localHint}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ of: "part", amount: 1, kind: "work-days", totalKind: "work-days" }}
      >
        <div className="field-pair">
          <Form.Item name="of" label={words.of} rules={rules}>
            <Select options={(["part", "event"] as const).map((value) => ({ value, label: words[value] }))} />
          </Form.Item>
          <Form.Item name="majorCode" label={words.majorCode} rules={[{ required: true, pattern: /^\d{2}$/ }]}>
            <Input maxLength={2} inputMode="numeric" />
          </Form.Item>
        </div>
        <Form.Item name="name" label={words.className} rules={rules}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="files" label={words.files} rules={rules}>
          <Input.TextArea autoSize maxLength={1_000} />
        </Form.Item>
        <div className="field-pair">
          <Form.Item name="amount" label={words.amount} rules={rules}>
            <InputNumber min={0.5} max={999} />
          </Form.Item>
          <Form.Item name="kind" label={words.kind} rules={rules}>
            <Select options={timeKinds.map((value) => ({ value, label: words.kinds[value] }))} />
          </Form.Item>
        </div>
        <div className="field-pair">
          <Form.Item name="totalAmount" label={words.totalAmount}>
            <InputNumber min={0.5} max={999} />
          </Form.Item>
          <Form.Item name="totalKind" label={words.kind} rules={rules}>
            <Select options={timeKinds.map((value) => ({ value, label: words.kinds[value] }))} />
          </Form.Item>
        </div>
        <Form.Item name="closes" label={words.closes} rules={rules}>
          <Input.TextArea autoSize maxLength={1_000} />
        </Form.Item>
      </Form>
      {add.error === null ? null : <Alert type="error" showIcon title={toSentence(add.error)} />}
    </Modal>
  );
};
