import type { CaseRow } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Checkbox, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { useIncidentKinds, useIncidentOfCase, useOpenIncident } from "../data/incident.ts";
import { useMay } from "../data/session.ts";
import { useGo } from "../frame/go.ts";
import { useText } from "../strings/text.ts";
import { OffButton } from "./off-button.tsx";
import { type ChosenPlace, PlaceField } from "./place-field.tsx";

interface OpenIncidentProps {
  /** The case it comes from: nothing of it is typed again. */
  readonly from?: Pick<CaseRow, "id" | "no" | "category"> | undefined;
  readonly onClose: () => void;
}

interface Typed {
  readonly type: string;
  readonly words?: string;
  readonly drill?: boolean;
}

const PlaceMissed = ({ isMissed }: { readonly isMissed: boolean }) => {
  const t = useText();
  return isMissed ? <Alert type="error" showIcon title={t.command.opening.needsPlace} /> : null;
};

/** Opens an incident: from a case by its kind alone, by hand with a place and a sentence. */
export const OpenIncident = ({ from, onClose }: OpenIncidentProps) => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const [form] = Form.useForm<Typed>();
  const kinds = useIncidentKinds();
  const open = useOpenIncident();
  const [place, setPlace] = useState<ChosenPlace>();
  const [isMissed, setMissed] = useState(false);
  const items = kinds.data?.items ?? [];
  const likely = items.find((kind) => from !== undefined && kind.cases.includes(from.category));
  const chosen = Form.useWatch("type", form) ?? likely?.id;
  const hint = items.find(({ id }) => id === chosen)?.hint;
  const send = ({ type, words = "", drill = false }: Typed): void => {
    if (from === undefined && place === undefined) {
      setMissed(true);
      return;
    }
    const where = place === undefined ? {} : { position: [place.position[0], place.position[1]] as [number, number] };
    open.mutate(
      { type, words, drill, cases: from === undefined ? [] : [from.id], ...where },
      { onSuccess: ({ id }) => go(`/incidents/${id}`) },
    );
  };
  return (
    <Modal
      open
      title={from === undefined ? t.command.opening.button : t.command.opening.fromCase}
      okText={t.command.opening.ok}
      confirmLoading={open.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      {kinds.data === undefined ? null : (
        <Form form={form} layout="vertical" onFinish={send} initialValues={{ type: likely?.id }}>
          {from === undefined ? null : <p>{fillText(t.command.opening.takes, { no: from.no })}</p>}
          <Form.Item name="type" label={t.command.opening.type} rules={[{ required: true }]}>
            <Select
              showSearch={{ optionFilterProp: "label" }}
              options={items.map((kind) => ({ value: kind.id, label: say(kind.name) }))}
            />
          </Form.Item>
          {hint === undefined ? null : <p className="second">{say(hint)}</p>}
          <Form.Item name="words" label={t.command.opening.words}>
            <Input.TextArea rows={3} maxLength={2_000} placeholder={t.command.opening.wordsHint} />
          </Form.Item>
          {from === undefined ? (
            <Form.Item label={t.command.opening.place} required>
              <PlaceField chosen={place} onChoose={setPlace} />
              <PlaceMissed isMissed={isMissed && place === undefined} />
            </Form.Item>
          ) : null}
          <Form.Item name="drill" valuePropName="checked">
            <Checkbox>{t.command.opening.drill}</Checkbox>
          </Form.Item>
          {open.error === null ? null : <Alert type="error" showIcon title={toSentence(open.error)} />}
        </Form>
      )}
    </Modal>
  );
};

/** On the page of a case: makes it an incident, or leads to the one it belongs to. */
export const CaseIncident = ({ subject }: { readonly subject: Pick<CaseRow, "id" | "no" | "category"> }) => {
  const t = useText();
  const may = useMay();
  const go = useGo();
  const [isOpen, setOpen] = useState(false);
  const { data } = useIncidentOfCase(subject.id, may("incidents.read"));
  const [there] = data?.items ?? [];
  if (there !== undefined)
    return (
      <OffButton why={undefined} onClick={() => go(`/incidents/${there.id}`)}>
        {t.command.opening.seeOf}
      </OffButton>
    );
  if (!may("incidents.open") || data === undefined) return null;
  return (
    <>
      <OffButton why={undefined} onClick={() => setOpen(true)}>
        {t.command.opening.fromCase}
      </OffButton>
      {isOpen ? <OpenIncident from={subject} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
