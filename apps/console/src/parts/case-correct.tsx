import type { Case, Category } from "@chengyun/contracts";
import { limitWords, useUi } from "@chengyun/ui";
import { Alert, Form, Input, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { useCategories } from "../data/intake.ts";
import { useCorrect } from "../data/routing.ts";
import { useText } from "../strings/text.ts";

/** What of a case is put right, and what that hangs on. */
export type Correctable = Pick<
  Case,
  "id" | "version" | "category" | "categoryName" | "conditions" | "position" | "stage"
>;

interface Typed {
  readonly longitude: number;
  readonly latitude: number;
  readonly category: string;
  readonly condition?: string;
  readonly reason: string;
}

type Offered = Pick<Category, "id" | "name" | "conditions"> & Partial<Pick<Category, "code" | "source">>;

/** Categories in force that answer what was typed; while nothing is, the case's own and the one chosen come first. */
const useOffered = (subject: Correctable, typed: string, chosen: Offered): readonly Offered[] => {
  const { data } = useCategories(typed);
  const { category: id, categoryName: name, conditions } = subject;
  const found: readonly Offered[] = data?.items ?? [];
  if (typed.trim() !== "") return found;
  const known = [chosen, { id, name, conditions }].filter(
    (one, at, all) =>
      !found.some((other) => other.id === one.id) && all.findIndex((other) => other.id === one.id) === at,
  );
  return [...known, ...found];
};

interface ConditionFieldProps {
  readonly of: Offered;
  readonly changed: boolean;
}

/** Once a case was filed another category means another written condition, with the limit of that one. */
const ConditionField = ({ of, changed }: ConditionFieldProps) => {
  const t = useText();
  const { say, language } = useUi();
  const words = t.people.routing;
  if (!changed && of.conditions.length < 2) return null;
  return (
    <Form.Item
      name="condition"
      label={words.filedUnder}
      extra={words.filedUnderHint}
      rules={changed ? [{ required: true, message: t.people.need }] : []}
    >
      <Select
        allowClear={!changed}
        placeholder={changed ? words.chooseCondition : words.sameCondition}
        options={of.conditions.map(({ id, files, limit }) => ({
          value: id,
          label: limit === undefined ? say(files) : `${say(files)} · ${limitWords(limit, language)}`,
        }))}
      />
    </Form.Item>
  );
};

const PlaceFields = () => {
  const t = useText();
  const words = t.people.routing;
  const needed = [{ required: true, message: t.people.need }];
  return (
    <div className="field-pair">
      <Form.Item name="longitude" label={words.longitude} rules={needed}>
        <InputNumber min={-180} max={180} step={0.0001} />
      </Form.Item>
      <Form.Item name="latitude" label={words.latitude} rules={needed}>
        <InputNumber min={-90} max={90} step={0.0001} />
      </Form.Item>
    </div>
  );
};

/** What of the typed differs from the case. */
const correctionOf = (subject: Correctable, { longitude, latitude, category, condition, reason }: Typed) => {
  const moved = longitude !== subject.position[0] || latitude !== subject.position[1];
  const recast = category !== subject.category || condition !== undefined;
  return {
    id: subject.id,
    version: subject.version,
    reason,
    ...(recast ? { category } : {}),
    ...(condition === undefined ? {} : { condition }),
    ...(moved ? { position: [longitude, latitude] as [number, number] } : {}),
  };
};

/** Puts place or category of a case right, with a reason; nothing is sent that was not changed. */
export const CorrectDialog = ({
  subject,
  onClose,
}: {
  readonly subject: Correctable;
  readonly onClose: () => void;
}) => {
  const t = useText();
  const { say } = useUi();
  const words = t.people.routing;
  const correct = useCorrect(subject.id);
  const [form] = Form.useForm<Typed>();
  const [typed, setTyped] = useState("");
  const { category: id, categoryName: name, conditions } = subject;
  const [chosen, setChosen] = useState<Offered>({ id, name, conditions });
  const offered = useOffered(subject, typed, chosen);
  const needed = [{ required: true, message: t.people.need }];
  const isFiled = subject.stage !== "reported" && subject.stage !== "looking";
  const choose = (category: string): void => {
    const next = offered.find((one) => one.id === category) ?? chosen;
    setChosen(next);
    const [only, ...more] = next.conditions;
    const clear = next.id === subject.category || more.length > 0;
    form.setFieldValue("condition", clear ? undefined : only?.id);
  };
  const send = (given: Typed): void => correct.mutate(correctionOf(subject, given), { onSuccess: onClose });
  const [longitude, latitude] = subject.position;
  return (
    <Modal
      open
      title={words.correct}
      okText={words.save}
      okButtonProps={{ loading: correct.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form<Typed>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ longitude, latitude, category: subject.category }}
        onFinish={send}
      >
        <Form.Item name="category" label={words.fields.category} rules={needed}>
          <Select
            showSearch={{ filterOption: false, onSearch: setTyped }}
            onChange={choose}
            options={offered.map((one) => ({
              value: one.id,
              label: [say(one.name), one.code, one.source === undefined ? "" : say(one.source)]
                .filter(Boolean)
                .join(" · "),
            }))}
          />
        </Form.Item>
        {isFiled ? <ConditionField of={chosen} changed={chosen.id !== subject.category} /> : null}
        <PlaceFields />
        <Form.Item name="reason" label={words.reason} rules={needed}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
      {correct.error === null ? null : <Alert type="error" showIcon title={toSentence(correct.error)} />}
    </Modal>
  );
};
