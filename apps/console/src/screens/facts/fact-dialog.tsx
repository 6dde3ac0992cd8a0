import type { FactEntry } from "@chengyun/contracts";
import { type FactKind, factSubjects, fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, App, Checkbox, Form, Input, InputNumber, Modal, Select } from "antd";
import { toSentence } from "../../data/api.ts";
import { useAddFact, useMoveFact } from "../../data/form.ts";
import { useText } from "../../strings/text.ts";
import { type TypedFact, toFact, toTyped } from "./fact-words.ts";

/** Kinds that people define; the others are the platform's own. */
const kinds: readonly FactKind[] = [
  "text",
  "number",
  "flag",
  "date",
  "time",
  "choice",
  "choices",
  "place",
  "person",
  "thing",
  "department",
  "area",
  "photos",
];

const begin: Partial<TypedFact> = { kind: "text", longest: 100, about: "" };

const KindFields = ({ kind }: { readonly kind: FactKind }) => {
  const t = useText();
  const words = t.forms.fact;
  switch (kind) {
    case "number":
      return (
        <div className="form-pair">
          <Form.Item name="unit" label={words.unit}>
            <Input maxLength={30} />
          </Form.Item>
          <Form.Item label={words.range}>
            <div className="form-pair">
              <Form.Item name="least" noStyle>
                <InputNumber<number> aria-label={`${words.range} ≥`} placeholder="≥" />
              </Form.Item>
              <Form.Item name="greatest" noStyle>
                <InputNumber<number> aria-label={`${words.range} ≤`} placeholder="≤" />
              </Form.Item>
            </div>
          </Form.Item>
        </div>
      );
    case "text":
      return (
        <>
          <div className="form-pair">
            <Form.Item name="longest" label={words.longest}>
              <InputNumber<number> min={1} max={20_000} />
            </Form.Item>
            <Form.Item name="pattern" label={words.pattern}>
              <Input maxLength={200} />
            </Form.Item>
          </div>
          <Form.Item name="personal" valuePropName="checked">
            <Checkbox>{words.personal}</Checkbox>
          </Form.Item>
        </>
      );
    case "choice":
    case "choices":
      return (
        <>
          <Form.Item name="choices" label={words.choices} extra={words.choicesHint} rules={[{ required: true }]}>
            <Input.TextArea rows={5} />
          </Form.Item>
          <Form.Item name="codeList" label={words.codeList}>
            <Input maxLength={200} />
          </Form.Item>
        </>
      );
    default:
      return null;
  }
};

interface FactDialogProps {
  /** Absent for a new one. */
  readonly entry: FactEntry | undefined;
  readonly readOnly: boolean;
  readonly onClose: () => void;
}

/** Defines a fact, or changes its words; a fault of the definition is said where it is. */
export const FactDialog = ({ entry, readOnly, onClose }: FactDialogProps) => {
  const t = useText();
  const { say } = useUi();
  const { message } = App.useApp();
  const [form] = Form.useForm<TypedFact>();
  const add = useAddFact();
  const move = useMoveFact();
  const kind = Form.useWatch("kind", form) ?? entry?.fact.kind ?? "text";
  const words = t.forms.fact;
  const fault = add.error ?? move.error;
  const send = (typed: TypedFact): void => {
    const fact = toFact({ ...typed, id: entry?.fact.id ?? typed.id });
    const onSuccess = (): void => {
      void message.info(fillText(words.saved, { name: say(fact.name) }));
      onClose();
    };
    if (entry?.id === undefined) add.mutate(fact, { onSuccess });
    else
      move.mutate(
        { id: entry.id, version: entry.version ?? 1, move: "edit", facts: { definition: fact } },
        { onSuccess },
      );
  };
  return (
    <Modal
      open
      className="form-dialog"
      title={entry === undefined ? words.add : say(entry.fact.name)}
      okText={entry === undefined ? words.add : words.edit}
      cancelText={t.move.cancel}
      okButtonProps={{ loading: add.isPending || move.isPending, hidden: readOnly }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {fault === null ? null : <Alert className="form-fault" type="error" showIcon title={toSentence(fault)} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={readOnly}
        initialValues={entry === undefined ? begin : toTyped(entry.fact)}
        onFinish={send}
      >
        <div className="form-pair">
          <Form.Item name="zh" label={words.nameZh} rules={[{ required: true, message: t.accounts.needed }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="en" label={words.nameEn} rules={[{ required: true, message: t.accounts.needed }]}>
            <Input maxLength={100} />
          </Form.Item>
        </div>
        <Form.Item
          name="id"
          label={words.id}
          extra={entry === undefined ? words.idHint : undefined}
          rules={[{ required: true, message: t.accounts.needed }]}
        >
          <Input maxLength={100} disabled={entry !== undefined} />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="kind" label={words.kind}>
            <Select options={kinds.map((each) => ({ value: each, label: words.kinds[each] }))} />
          </Form.Item>
          <Form.Item name="about" label={words.about}>
            <Select
              options={[
                { value: "", label: words.aboutNobody },
                ...factSubjects.map((each) => ({ value: each, label: words.subjects[each] })),
              ]}
            />
          </Form.Item>
        </div>
        <KindFields kind={kind} />
        <Form.Item name="formula" label={words.formula}>
          <Input maxLength={1_000} placeholder="value >= 0" />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="saysZh" label={`${words.says} 中文`}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="saysEn" label={`${words.says} English`}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
};
