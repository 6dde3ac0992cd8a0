import type { BulkMoveResult, CaseRow } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Modal } from "antd";
import { useFlow } from "../../data/flow.ts";
import { useText } from "../../strings/text.ts";

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

interface BulkDoneProps extends ResultsProps {
  readonly title: string;
  readonly onClose: (leftover: readonly string[]) => void;
}

/** What came of it all; what did not move stays chosen. */
export const BulkDone = ({ title, chosen, results, onClose }: BulkDoneProps) => {
  const t = useText();
  const moved = new Set(results.filter(({ fault }) => fault === undefined).map(({ id }) => id));
  const close = (): void => onClose(chosen.filter(({ id }) => !moved.has(id)).map(({ id }) => id));
  return (
    <Modal
      open
      width={720}
      title={title}
      okText={t.cases.close}
      cancelButtonProps={{ style: { display: "none" } }}
      onOk={close}
      onCancel={close}
      mask={{ closable: false }}
    >
      <Alert
        className="form-fault"
        type={moved.size === results.length ? "success" : "warning"}
        showIcon
        title={fillText(t.cases.bulkDone, { done: String(moved.size), failed: String(results.length - moved.size) })}
      />
      <Results chosen={chosen} results={results} />
    </Modal>
  );
};
