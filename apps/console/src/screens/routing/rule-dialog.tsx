import type { RoutingRule } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button, Form, Input, InputNumber, Modal, Select } from "antd";
import { toSentence } from "../../data/api.ts";
import { useMove } from "../../data/flow.ts";
import { useDepartments } from "../../data/identity.ts";
import { useAddRule, useTryRules } from "../../data/routing.ts";
import { useText } from "../../strings/text.ts";
import { Trial } from "./trial.tsx";

interface Typed {
  readonly zh: string;
  readonly en: string;
  readonly condition: string;
  readonly departmentId: string;
  readonly place: number;
  readonly reason?: string;
}

interface RuleDialogProps {
  /** Absent: a new one. */
  readonly rule: RoutingRule | undefined;
  readonly nextPlace: number;
  readonly onClose: () => void;
}

const toTyped = (rule: RoutingRule): Typed => ({
  zh: rule.name.zh,
  en: rule.name.en,
  condition: rule.condition,
  departmentId: rule.departmentId,
  place: rule.place,
});

/** Writes a rule or its next version; it can be tried on past cases before it counts. */
export const RuleDialog = ({ rule, nextPlace, onClose }: RuleDialogProps) => {
  const t = useText();
  const { say } = useUi();
  const [form] = Form.useForm<Typed>();
  const add = useAddRule();
  const edit = useMove({
    kind: "routing-rule",
    plural: "routing-rules",
    id: rule?.id ?? "",
    version: rule?.version ?? 1,
  });
  const trial = useTryRules();
  const departments = useDepartments().data?.items ?? [];
  const words = t.people.routing;
  const needed = [{ required: true, message: t.people.need }];
  const save = ({ zh, en, reason, ...typed }: Typed): void => {
    const given = reason === undefined || reason === "" ? {} : { reason };
    if (rule === undefined) add.mutate({ name: { zh, en }, ...typed, ...given }, { onSuccess: onClose });
    else {
      const { departmentId, ...rest } = typed;
      const facts = { "name-zh": zh, "name-en": en, department: departmentId, ...rest, ...given };
      edit.mutate({ move: "edit", facts }, { onSuccess: onClose });
    }
  };
  const tryDraft = async (): Promise<void> => {
    const { condition, departmentId, place } = await form.validateFields(["condition", "departmentId", "place"]);
    const known = rule === undefined ? {} : { id: rule.id };
    trial.mutate({ draft: { ...known, condition, departmentId, place } });
  };
  const fault = add.error ?? edit.error ?? trial.error;
  return (
    <Modal
      open
      width={640}
      title={rule === undefined ? words.add : words.edit}
      okText={words.save}
      okButtonProps={{ loading: add.isPending || edit.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form<Typed>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={rule === undefined ? { place: nextPlace } : toTyped(rule)}
        onFinish={save}
      >
        <div className="field-pair">
          <Form.Item name="zh" label={words.nameZh} rules={needed}>
            <Input maxLength={100} autoFocus />
          </Form.Item>
          <Form.Item name="en" label={words.nameEn} rules={needed}>
            <Input maxLength={100} />
          </Form.Item>
        </div>
        <Form.Item
          name="condition"
          label={words.condition}
          rules={needed}
          extra={fillText(words.conditionHint, { fields: Object.keys(words.fields).join(", ") })}
        >
          <Input.TextArea rows={3} maxLength={1_000} spellCheck={false} className="formula" />
        </Form.Item>
        <div className="field-pair">
          <Form.Item name="departmentId" label={words.department} rules={needed}>
            <Select
              showSearch={{ optionFilterProp: "label" }}
              placeholder={t.move.choose}
              options={departments.map((each) => ({ value: each.id, label: say(each.name) }))}
            />
          </Form.Item>
          <Form.Item name="place" label={words.order} rules={needed}>
            <InputNumber />
          </Form.Item>
        </div>
        <Form.Item name="reason" label={words.reason}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
      {fault === null ? null : <Alert type="error" showIcon title={toSentence(fault)} />}
      <Button onClick={() => void tryDraft().catch(() => undefined)} loading={trial.isPending}>
        {words.try}
      </Button>
      {trial.data === undefined ? null : <Trial trial={trial.data} />}
    </Modal>
  );
};
