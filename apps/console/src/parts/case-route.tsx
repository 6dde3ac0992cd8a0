import type { Case } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button, Form, Input, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { useCaseTypes } from "../data/case.ts";
import { useCorrect } from "../data/routing.ts";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { FactList } from "./words.tsx";

type Routed = Pick<Case, "id" | "version" | "route" | "category" | "position" | "stage" | "areaNames" | "categoryName">;

interface Typed {
  readonly longitude: number;
  readonly latitude: number;
  readonly category: string;
  readonly reason: string;
}

const CorrectDialog = ({ subject, onClose }: { readonly subject: Routed; readonly onClose: () => void }) => {
  const t = useText();
  const { say } = useUi();
  const words = t.people.routing;
  const correct = useCorrect(subject.id);
  const types = useCaseTypes().data?.items ?? [];
  const [form] = Form.useForm<Typed>();
  const needed = [{ required: true, message: t.people.need }];
  const [longitude, latitude] = subject.position;
  const send = (typed: Typed): void => {
    const moved = typed.longitude !== longitude || typed.latitude !== latitude;
    const { id, version } = subject;
    const { reason, category } = typed;
    correct.mutate(
      {
        id,
        version,
        reason,
        ...(category === subject.category ? {} : { category }),
        ...(moved ? { position: [typed.longitude, typed.latitude] as [number, number] } : {}),
      },
      { onSuccess: onClose },
    );
  };
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
            showSearch={{ optionFilterProp: "label" }}
            options={[
              ...types.map(({ id, name }) => ({ value: id, label: say(name) })),
              ...(types.some(({ id }) => id === subject.category)
                ? []
                : [{ value: subject.category, label: say(subject.categoryName) }]),
            ]}
          />
        </Form.Item>
        <div className="field-pair">
          <Form.Item name="longitude" label={words.longitude} rules={needed}>
            <InputNumber min={-180} max={180} step={0.0001} />
          </Form.Item>
          <Form.Item name="latitude" label={words.latitude} rules={needed}>
            <InputNumber min={-90} max={90} step={0.0001} />
          </Form.Item>
        </div>
        <Form.Item name="reason" label={words.reason} rules={needed}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
      {correct.error === null ? null : <Alert type="error" showIcon title={toSentence(correct.error)} />}
    </Modal>
  );
};

const correctable = ["reported", "looking", "filed", "dispatched", "disposing"];

/** Which department a case should go to, by which rule in which version, and what that rule looked at. */
export const CaseRouteFacts = ({ subject }: { readonly subject: Routed }) => {
  const t = useText();
  const { say } = useUi();
  const words = t.people.routing;
  const [open, setOpen] = useState(false);
  const may = useMay()("cases.file") && correctable.includes(subject.stage);
  const { route } = subject;
  const why = (): string => {
    if (route.rule !== undefined)
      return fillText(words.byRule, { rule: say(route.rule.name), version: String(route.rule.version) });
    if (route.body !== undefined) return fillText(words.byBody, { body: route.body });
    return route.unmapped === undefined
      ? words.byDuty
      : fillText(words.byNobody, { bodies: route.unmapped.join("、") });
  };
  const shown = (field: string, value: string | number): string => {
    if (field === "category") return say(subject.categoryName);
    if (field === "area") return subject.areaNames.map(say).join(" / ");
    return value === "" ? words.unset : String(value);
  };
  return (
    <>
      <FactList
        facts={[
          { name: words.department, value: <strong>{say(route.departmentName)}</strong> },
          {
            name: words.why,
            value: why(),
          },
          {
            name: words.reads,
            value: route.reads
              .map(({ field, value }) => `${words.fields[field as keyof typeof words.fields]}: ${shown(field, value)}`)
              .join("；"),
          },
        ]}
      />
      {route.asked === 0 ? null : (
        <p className="cy-faint">{fillText(words.asked, { asked: String(route.asked), ran: String(route.ran) })}</p>
      )}
      {may ? (
        <Button size="small" onClick={() => setOpen(true)}>
          {words.correct}
        </Button>
      ) : null}
      {open ? <CorrectDialog subject={subject} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
