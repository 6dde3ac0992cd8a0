import type { BulkMoveResult, CaseRow, MoveOffer } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi, zoneAhead } from "@chengyun/ui";
import { Alert, Form, Modal, Select } from "antd";
import { useMemo, useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useMoveCases } from "../../data/case-list.ts";
import { serverNow } from "../../data/clock.ts";
import { useFlow, useMoves } from "../../data/flow.ts";
import { FactField } from "../../parts/fact-field.tsx";
import { toFacts } from "../../parts/move-facts.ts";
import { useText } from "../../strings/text.ts";

/** A photo proves one place and a form asks about one case: neither can be given for many. */
const isForMany = ({ whyNot, facts, form }: MoveOffer): boolean =>
  whyNot === undefined && form === undefined && !facts.some(({ kind, required }) => kind === "photos" && required);

/** Moves that the first of the chosen cases offers; the others are asked for the same. */
const useOffers = (first: CaseRow | undefined): readonly MoveOffer[] => {
  const { data } = useMoves({ plural: "cases", id: first?.id ?? "", version: first?.version ?? 0 });
  return useMemo(() => (data?.items ?? []).filter(isForMany), [data]);
};

interface ResultsProps {
  readonly chosen: readonly CaseRow[];
  readonly results: BulkMoveResult["items"];
}

/** What became of each, those that did not move first. */
const Results = ({ chosen, results }: ResultsProps) => {
  const t = useText();
  const { say } = useUi();
  const flow = useFlow("case");
  const byId = new Map(chosen.map((row) => [row.id, row]));
  const stageName = (id: string | undefined): string => {
    const name = flow?.stages.find((stage) => stage.id === id)?.name;
    return name === undefined ? (id ?? "") : say(name);
  };
  const sorted = [...results].sort((one, other) => Number(one.fault === undefined) - Number(other.fault === undefined));
  return (
    <div className="bulk-results">
      <table>
        <thead>
          <tr>
            <th scope="col">{t.what.number}</th>
            <th scope="col">{t.what.case}</th>
            <th scope="col">{t.cases.result}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ id, stage, fault }) => (
            <tr key={id} className={fault === undefined ? "bulk-moved" : "bulk-refused"}>
              <td className="figure">{byId.get(id)?.no}</td>
              <td>{say(byId.get(id)?.title ?? { zh: "", en: "" })}</td>
              <td>
                {fault === undefined ? fillText(t.cases.bulkMoved, { stage: stageName(stage) }) : say(fault.text)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

interface BulkDialogProps {
  readonly chosen: readonly CaseRow[];
  /** Told which are still to be done, when anything was done. */
  readonly onClose: (leftover: readonly string[] | undefined) => void;
}

/** One move for many: asks once, then says what became of each. */
export const BulkDialog = ({ chosen, onClose }: BulkDialogProps) => {
  const t = useText();
  const { say, zone } = useUi();
  const [form] = Form.useForm<Record<string, unknown>>();
  const offers = useOffers(chosen[0]);
  const [name, setName] = useState<string>();
  const offer = offers.find(({ move }) => move === name);
  const moving = useMoveCases();
  const results = moving.data?.items;
  const failed = results?.filter(({ fault }) => fault !== undefined) ?? [];
  const send = (typed: Record<string, unknown>): void => {
    if (offer === undefined) return;
    moving.mutate({
      move: offer.move,
      items: chosen.map(({ id, version }) => ({ id, version })),
      facts: toFacts(offer.facts, typed, zoneAhead(serverNow(), zone)),
    });
  };
  const isDone = results !== undefined;
  return (
    <Modal
      open
      width={isDone ? 720 : 520}
      title={fillText(t.cases.selected, { count: String(chosen.length) })}
      okText={isDone ? t.cases.close : offer === undefined ? t.cases.bulk : say(offer.name)}
      cancelText={t.cases.cancel}
      {...(isDone ? { cancelButtonProps: { style: { display: "none" } } } : {})}
      okButtonProps={{ loading: moving.isPending, disabled: !isDone && offer === undefined }}
      onOk={() => (isDone ? onClose(failed.map(({ id }) => id)) : form.submit())}
      onCancel={() => onClose(isDone ? failed.map(({ id }) => id) : undefined)}
      mask={{ closable: false }}
    >
      {moving.error === null ? null : (
        <Alert className="form-fault" type="error" showIcon title={toSentence(moving.error)} />
      )}
      {isDone ? (
        <>
          <Alert
            className="form-fault"
            type={failed.length === 0 ? "success" : "warning"}
            showIcon
            title={fillText(t.cases.bulkDone, {
              done: String(results.length - failed.length),
              failed: String(failed.length),
            })}
          />
          <Results chosen={chosen} results={results} />
        </>
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={send}>
          <p className="second">{offers.length === 0 ? t.cases.bulkNone : t.cases.bulkHint}</p>
          <Form.Item label={t.cases.bulk}>
            <Select
              aria-label={t.cases.bulk}
              value={name ?? null}
              onChange={(move: string) => setName(move)}
              options={offers.map((each) => ({ value: each.move, label: say(each.name) }))}
            />
          </Form.Item>
          {(offer?.facts ?? [])
            .filter(({ kind }) => kind !== "photos")
            .map((fact) => (
              <Form.Item
                key={fact.id}
                name={fact.id}
                label={`${say(fact.name)}${fact.required ? "" : t.move.optional}`}
                rules={[{ required: fact.required, message: fillText(t.move.needed, { name: say(fact.name) }) }]}
              >
                <FactField fact={fact} />
              </Form.Item>
            ))}
        </Form>
      )}
    </Modal>
  );
};
