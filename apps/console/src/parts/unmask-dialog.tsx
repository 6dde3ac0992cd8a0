import type { PersonCard, PersonPlain } from "@chengyun/contracts";
import { Alert, Checkbox, Form, Modal } from "antd";
import { toSentence } from "../data/api.ts";
import { useUnmask } from "../data/person.ts";
import { useText } from "../strings/text.ts";
import { type WhyLook, WhyLookFields } from "./why-look.tsx";
import { FactList } from "./words.tsx";

type Field = Exclude<keyof PersonPlain, "id">;

const order: readonly Field[] = ["name", "phone", "idNumber", "email", "address", "text"];

interface Typed extends WhyLook {
  readonly fields: Field[];
}

const hasField = ({ shown }: PersonCard, field: Field): boolean =>
  field === "text" ? shown?.hasText === true : shown?.[field] !== undefined;

const Plain = ({ plain }: { readonly plain: PersonPlain }) => {
  const t = useText();
  const known = order.filter((field) => plain[field] !== undefined);
  if (known.length === 0) return <p className="second">{t.people.nothing}</p>;
  return (
    <FactList
      facts={known.map((field) => ({
        key: field,
        name: t.people.fields[field],
        value: <strong className="figure">{plain[field]}</strong>,
      }))}
    />
  );
};

interface UnmaskDialogProps {
  readonly card: PersonCard;
  readonly onClose: () => void;
}

/** Asks what for and why, then shows what was asked until the dialog is closed. */
export const UnmaskDialog = ({ card, onClose }: UnmaskDialogProps) => {
  const t = useText();
  const unmask = useUnmask();
  const [form] = Form.useForm<Typed>();
  const plain = unmask.data;
  const known = order.filter((field) => hasField(card, field));
  return (
    <Modal
      open
      title={t.people.unmask}
      okText={plain === undefined ? t.people.show : t.people.hide}
      cancelButtonProps={plain === undefined ? {} : { hidden: true }}
      okButtonProps={{ loading: unmask.isPending }}
      onOk={() => (plain === undefined ? form.submit() : onClose())}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {plain === undefined ? (
        <Form<Typed>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ fields: known.filter((field) => field === "name" || field === "phone") }}
          onFinish={(typed) => unmask.mutate({ id: card.id, ...typed })}
        >
          <p className="second">{t.people.unmaskLead}</p>
          <Form.Item name="fields" label={t.people.what} rules={[{ required: true, message: t.people.need }]}>
            <Checkbox.Group options={known.map((value) => ({ value, label: t.people.fields[value] }))} />
          </Form.Item>
          <WhyLookFields />
        </Form>
      ) : (
        <Plain plain={plain} />
      )}
      {unmask.error === null ? null : <Alert type="error" showIcon title={toSentence(unmask.error)} />}
    </Modal>
  );
};
