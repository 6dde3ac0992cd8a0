import { Alert, Form, Modal } from "antd";
import { toSentence } from "../../data/api.ts";
import { useReadWords } from "../../data/matter.ts";
import { type WhyLook, WhyLookFields } from "../../parts/why-look.tsx";
import { FactList } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

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
  const [form] = Form.useForm<WhyLook>();
  const words = reading.data?.words;
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
        <Form<WhyLook>
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={(typed) => reading.mutate({ plural, id, ...typed })}
        >
          <p className="second">{t.people.unmaskLead}</p>
          <WhyLookFields />
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
