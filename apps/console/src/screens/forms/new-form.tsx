import { useUi } from "@chengyun/ui";
import { Alert, Form, Input, Modal, Select } from "antd";
import { toSentence } from "../../data/api.ts";
import { useAddForm, useFacts } from "../../data/form.ts";
import { useGo } from "../../frame/go.ts";
import { useText } from "../../strings/text.ts";

interface Typed {
  readonly zh: string;
  readonly en: string;
  readonly id: string;
  readonly fact: string;
}

/** Starts a form with its name and its first question; the rest is designed on its page. */
export const NewForm = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const [form] = Form.useForm<Typed>();
  const { data: facts } = useFacts();
  const add = useAddForm();
  const words = t.forms.form;
  const send = ({ zh, en, id, fact }: Typed): void =>
    add.mutate(
      { id: id.trim(), name: { zh, en }, sections: [{ name: { zh, en }, fields: [{ fact }] }] },
      { onSuccess: (made) => go(`/forms/${made.id}`) },
    );
  return (
    <Modal
      open
      title={words.add}
      okText={words.add}
      cancelText={t.move.cancel}
      okButtonProps={{ loading: add.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {add.error === null ? null : <Alert className="form-fault" type="error" showIcon title={toSentence(add.error)} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={send}>
        <Form.Item name="zh" label={words.nameZh} rules={[{ required: true, message: t.accounts.needed }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="en" label={words.nameEn} rules={[{ required: true, message: t.accounts.needed }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="id"
          label={words.id}
          extra={words.idHint}
          rules={[{ required: true, message: t.accounts.needed }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="fact" label={words.addField} rules={[{ required: true, message: t.accounts.needed }]}>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            placeholder={words.addFieldHint}
            options={(facts?.items ?? [])
              .filter(({ stage }) => stage !== "retired")
              .map(({ fact }) => ({ value: fact.id, label: `${say(fact.name)} ${fact.id}` }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
};
