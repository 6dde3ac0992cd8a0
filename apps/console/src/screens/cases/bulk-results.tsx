import type { BulkMoveResult, CaseRow } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Modal } from "antd";
import { useFlow } from "../../data/flow.ts";
import { useText } from "../../strings/text.ts";
import type { Skipped } from "./bulk-groups.ts";

interface ResultsProps {
  readonly chosen: readonly CaseRow[];
  readonly results: BulkMoveResult["items"];
  readonly skipped: readonly Skipped[];
}

/** What a stage of a case is called. */
export const useStageName = (): ((id: string | undefined) => string) => {
  const { say } = useUi();
  const flow = useFlow("case");
  return (id) => {
    const name = flow?.stages.find((stage) => stage.id === id)?.name;
    return name === undefined ? (id ?? "") : say(name);
  };
};

/** Why a case was passed over, in words. */
const useWhySkipped = (): ((one: Skipped) => string) => {
  const t = useText();
  const { say } = useUi();
  const stageName = useStageName();
  return ({ row, because }) => {
    if (because === "left") return t.cases.skippedLeft;
    if (because === "stage") return fillText(t.cases.skippedStage, { stage: stageName(row.stage) });
    return because.unruled === undefined ? t.cases.unruledUnseen : say(because.unruled);
  };
};

/** What became of each, those that did not move first. */
const Results = ({ chosen, results, skipped }: ResultsProps) => {
  const t = useText();
  const { say } = useUi();
  const stageName = useStageName();
  const whySkipped = useWhySkipped();
  const byId = new Map(chosen.map((row) => [row.id, row]));
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
          {skipped.map((one) => (
            <tr key={one.row.id} className="bulk-refused">
              <td className="figure">{one.row.no}</td>
              <td>{say(one.row.title)}</td>
              <td>{fillText(t.cases.bulkSkipped, { why: whySkipped(one) })}</td>
            </tr>
          ))}
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
export const BulkDone = ({ title, chosen, results, skipped, onClose }: BulkDoneProps) => {
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
        type={moved.size === chosen.length ? "success" : "warning"}
        showIcon
        title={fillText(skipped.length === 0 ? t.cases.bulkDone : t.cases.bulkDoneSkipped, {
          done: String(moved.size),
          failed: String(results.length - moved.size),
          skipped: String(skipped.length),
        })}
      />
      <Results chosen={chosen} results={results} skipped={skipped} />
    </Modal>
  );
};
