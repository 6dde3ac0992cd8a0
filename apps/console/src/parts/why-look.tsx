import { Form, Input, Select } from "antd";
import { useText } from "../strings/text.ts";

/** What somebody says who wants to see personal words in plain. */
export interface WhyLook {
  readonly purpose: string;
  readonly reason: string;
}

/** Fields of a form: what the look is for, and why. */
export const WhyLookFields = () => {
  const t = useText();
  const needed = [{ required: true, message: t.people.need }];
  return (
    <>
      <Form.Item name="purpose" label={t.people.purpose} rules={needed}>
        <Select
          placeholder={t.move.choose}
          options={Object.entries(t.people.purposes).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={t.people.reason} rules={needed}>
        <Input.TextArea rows={2} maxLength={500} placeholder={t.people.reasonHint} />
      </Form.Item>
    </>
  );
};
