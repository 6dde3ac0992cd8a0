import type { BoardTask, Incident } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { formatTime, useUi } from "@chengyun/ui";
import { Alert, App, Button, Form, Input, InputNumber, Select } from "antd";
import { toSentence } from "../../data/api.ts";
import { useDepartments } from "../../data/identity.ts";
import { useGiveOrder } from "../../data/incident.ts";
import { useMay } from "../../data/session.ts";
import { useText } from "../../strings/text.ts";

interface OrderFormProps {
  readonly incident: Incident;
  readonly kind: "order" | "lesson";
}

interface Typed {
  readonly department: string;
  readonly text: string;
  readonly withinMinutes: number;
}

const defaultMinutes = { order: 30, lesson: 10_080 };

/** An order beside the plan, or a lesson of the review as a task: whose, what, within which time. */
export const OrderForm = ({ incident, kind }: OrderFormProps) => {
  const t = useText();
  const { say } = useUi();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const { data } = useDepartments();
  const give = useGiveOrder(incident.id);
  const o = t.command.orders;
  const send = (typed: Typed): void =>
    give.mutate(
      { ...typed, kind },
      {
        onSuccess: () => {
          form.resetFields();
          void message.info(o.given);
        },
      },
    );
  return (
    <Form
      form={form}
      className="order-form"
      layout="vertical"
      initialValues={{ withinMinutes: defaultMinutes[kind] }}
      onFinish={send}
    >
      <Form.Item name="department" label={o.to} rules={[{ required: true, message: o.to }]}>
        <Select
          showSearch={{ optionFilterProp: "label" }}
          options={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: say(name) }))}
        />
      </Form.Item>
      <Form.Item name="text" label={kind === "order" ? o.text : o.lesson} rules={[{ required: true, message: o.text }]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <div className="order-end">
        <Form.Item name="withinMinutes" label={o.within} rules={[{ required: true }]}>
          <InputNumber min={1} max={10_080} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={give.isPending}>
          {kind === "order" ? o.give : o.giveLesson}
        </Button>
      </div>
      {give.error === null ? null : <Alert type="error" showIcon title={toSentence(give.error)} />}
    </Form>
  );
};

/** Everything that was ordered with its receipt, what nobody accepted first. */
export const Receipts = ({
  tasks,
  onChoose,
}: {
  readonly tasks: readonly BoardTask[];
  readonly onChoose: (id: string) => void;
}) => {
  const t = useText();
  const { say, language, zone } = useUi();
  const o = t.command.orders;
  const begun = tasks
    .filter(({ begunAt, stage }) => begunAt !== undefined && !["withdrawn", "waived"].includes(stage))
    .toSorted(
      (a, b) =>
        Number(a.acceptedAt !== undefined) - Number(b.acceptedAt !== undefined) ||
        (b.begunAt ?? "").localeCompare(a.begunAt ?? ""),
    );
  if (begun.length === 0) return <p className="cy-faint">{o.empty}</p>;
  const time = (moment: string) => formatTime(Date.parse(moment), { language, zone });
  return (
    <ul className="receipts">
      {begun.map((task) => (
        <li key={task.id}>
          <button type="button" onClick={() => onChoose(task.id)}>
            <span className="receipt-what">
              <strong>{say(task.name)}</strong>
              <span className="second">{say(task.departmentName)}</span>
            </span>
            {task.acceptedAt === undefined ? (
              <b className="late-word">{o.waits}</b>
            ) : (
              <span className="figure" title={fillText(o.accepted, { who: task.acceptedBy ?? "" })}>
                ✓ {time(task.acceptedAt)}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
};

/** Orders: the form for whoever commands, and every receipt. */
export const Orders = ({
  incident,
  tasks,
  onChoose,
}: {
  readonly incident: Incident;
  readonly tasks: readonly BoardTask[];
  readonly onChoose: (id: string) => void;
}) => {
  const may = useMay();
  const isOpen = ["reported", "confirmed", "responding"].includes(incident.stage);
  return (
    <>
      {isOpen && may("incidents.command") ? <OrderForm incident={incident} kind="order" /> : null}
      <Receipts tasks={tasks.filter(({ kind }) => kind !== "lesson")} onChoose={onChoose} />
    </>
  );
};
