import { Alert, Form, Input, Modal, Select } from "antd";
import { toSentence } from "../../data/api.ts";
import { useReadWords } from "../../data/matter.ts";
import { FactList } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

interface Typed {
  readonly purpose: string;
  readonly reason: string;
}

/** A personal word of a matter: the id under which it lies in the vault, and what it answers. */
export interface SealedWord {
  readonly id: string;
  readonly name: string;
}

interface WordsDialogProps {
  readonly plural: string;
  readonly id: string;
  readonly sealed: readonly SealedWord[];
  readonly onClose: () => void;
}

/** Asks what for and why, then shows a matter's personal words until the dialog is closed. */
export const WordsDialog = ({ plural, id, sealed, onClose }: WordsDialogProps) => {
  const t = useText();
  const reading = useReadWords();
  const [form] = Form.useForm<Typed>();
  const words = reading.data?.words;
  const needed = [{ required: true, message: t.people.need }];
  return (
    <Modal
      open
      title={t.forms.matter.readWords}
      okText={words === undefined ? t.people.show : t.people.hide}
      cancelButtonProps={words === undefined ? {} : { hidden: true }}
      okButtonProps={{ loading: reading.isPending }}
      onOk={() => (words === undefined ? form.submit() : onClose())}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {words === undefined ? (
        <Form<Typed>
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={(typed) => reading.mutate({ plural, id, ...typed })}
        >
          <p className="second">{t.people.unmaskLead}</p>
          <Form.Item name="purpose" label={t.people.purpose} rules={needed}>
            <Select
              placeholder={t.move.choose}
              options={Object.entries(t.people.purposes).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          <Form.Item name="reason" label={t.people.reason} rules={needed}>
            <Input.TextArea rows={2} maxLength={500} placeholder={t.people.reasonHint} />
          </Form.Item>
        </Form>
      ) : (
        <FactList
          facts={sealed.map((word) => ({
            key: word.id,
            name: word.name,
            value: words[word.id] ?? t.forms.matter.wordsGone,
          }))}
        />
      )}
      {reading.error === null ? null : <Alert type="error" showIcon title={toSentence(reading.error)} />}
    </Modal>
  );
};
