import type { Incident } from "@chengyun/contracts";
import { type FigureId, figureNames } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button, Form, InputNumber, Modal } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useMove } from "../../data/flow.ts";
import { useIncidentKinds } from "../../data/incident.ts";
import { LevelMark } from "../../parts/level-mark.tsx";
import { FactList, Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

type Typed = Partial<Record<string, number | null>>;

const askedName = (id: string): string => `asked.${id}`;

const Dialog = ({ incident, onClose }: { readonly incident: Incident; readonly onClose: () => void }) => {
  const t = useText();
  const { say } = useUi();
  const [form] = Form.useForm<Typed>();
  const kinds = useIncidentKinds();
  const asked = kinds.data?.items.find(({ id }) => id === incident.type)?.asked ?? [];
  const move = useMove({ kind: "incident", plural: "incidents", id: incident.id, version: incident.version });
  const send = (typed: Typed): void => {
    const given = Object.entries(typed).filter((pair): pair is [string, number] => typeof pair[1] === "number");
    const figures = Object.fromEntries(given.filter(([name]) => name in figureNames));
    const inputs = Object.fromEntries(
      asked.flatMap(({ id }) => {
        const value = typed[askedName(id)];
        return typeof value === "number" ? [[id, value]] : [];
      }),
    );
    const facts = { ...figures, ...(Object.keys(inputs).length === 0 ? {} : { asked: inputs }) };
    move.mutate({ move: "tell-figures", facts }, { onSuccess: onClose });
  };
  const known = Object.fromEntries(incident.inputs.map(({ id, value }) => [askedName(id), value]));
  return (
    <Modal
      open
      title={t.command.figures.edit}
      okText={t.command.figures.save}
      confirmLoading={move.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} className="figure-form" onFinish={send} initialValues={{ ...incident.figures, ...known }}>
        {Object.entries(figureNames).map(([id, name]) => (
          <Form.Item key={id} name={id} label={say(name)}>
            <InputNumber min={0} max={100_000_000} />
          </Form.Item>
        ))}
        {asked.map(({ id, name, unit }) => (
          <Form.Item key={id} name={askedName(id)} label={say(name)}>
            <InputNumber {...(unit === undefined ? {} : { suffix: unit })} />
          </Form.Item>
        ))}
        {move.error === null ? null : <Alert type="error" showIcon title={toSentence(move.error)} />}
      </Form>
    </Modal>
  );
};

/** What is reported in numbers, and what the conditions of the levels make of it. */
export const Figures = ({ incident }: { readonly incident: Incident }) => {
  const t = useText();
  const { say } = useUi();
  const [isOpen, setOpen] = useState(false);
  const f = t.command.figures;
  const told = Object.entries(incident.figures).map(([id, value]) => ({
    name: say(figureNames[id as FigureId]),
    value: <span className="figure">{value}</span>,
  }));
  return (
    <>
      <Part
        title={f.title}
        extra={
          incident.moves.some(({ move, whyNot }) => move === "tell-figures" && whyNot === undefined) ? (
            <Button size="small" onClick={() => setOpen(true)}>
              {f.edit}
            </Button>
          ) : null
        }
      >
        {told.length === 0 ? <p className="cy-faint">{f.none}</p> : <FactList facts={told} />}
        <FactList
          facts={incident.inputs.map(({ id, name, value, unit }) => ({
            key: id,
            name: say(name),
            value: (
              <span className="figure">{`${Math.round(value * 10) / 10}${unit === undefined ? "" : ` ${unit}`}`}</span>
            ),
          }))}
        />
      </Part>
      <Part title={f.inputs}>
        <ul className="plain-list level-list">
          {incident.levels.map(({ level, words, holds }) => (
            <li key={level} className={holds ? "level-holds" : undefined}>
              <LevelMark level={level} word={false} /> <span>{say(words)}</span>
              {holds ? <b> {f.holds}</b> : null}
            </li>
          ))}
        </ul>
      </Part>
      {isOpen ? <Dialog incident={incident} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
