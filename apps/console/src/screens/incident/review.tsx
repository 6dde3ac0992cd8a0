import type { BoardTask, Incident } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useMay } from "../../data/session.ts";
import { Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { OrderForm, Receipts } from "./orders.tsx";

const minuteMs = 60_000;

const medianMinutes = (tasks: readonly BoardTask[]): number | undefined => {
  const waits = tasks
    .flatMap(({ begunAt, acceptedAt }) =>
      begunAt === undefined || acceptedAt === undefined ? [] : [Date.parse(acceptedAt) - Date.parse(begunAt)],
    )
    .sort((a, b) => a - b);
  const middle = waits[Math.floor(waits.length / 2)];
  return middle === undefined ? undefined : Math.round((middle / minuteMs) * 10) / 10;
};

interface ReviewProps {
  readonly incident: Incident;
  readonly tasks: readonly BoardTask[];
  readonly onChoose: (id: string) => void;
}

/** After it was stood down: how it went against the plan, what is learned, whether it is sealed. */
export const Review = ({ incident, tasks, onChoose }: ReviewProps) => {
  const t = useText();
  const may = useMay();
  const r = t.command.review;
  const counted = tasks.filter(({ kind }) => kind !== "lesson");
  const withdrawn = counted.filter(({ stage }) => stage === "withdrawn").length;
  const late = counted.filter((task) => task.late && task.stage !== "withdrawn").length;
  const median = medianMinutes(counted);
  const lessons = tasks.filter(({ kind }) => kind === "lesson");
  const isOpen = ["stood-down", "review-written"].includes(incident.stage);
  return (
    <>
      {incident.sealedAt === undefined ? null : <p className="sealed">{r.sealed}</p>}
      <p>
        {fillText(r.sum, {
          all: String(counted.length),
          onTime: String(counted.length - withdrawn - late),
          late: String(late),
          withdrawn: String(withdrawn),
        })}
      </p>
      {median === undefined ? null : <p>{fillText(r.answer, { minutes: String(median) })}</p>}
      {incident.reviewText === undefined ? null : (
        <Part title={r.text}>
          <p className="kept-words">{incident.reviewText}</p>
        </Part>
      )}
      <Part title={r.lessons}>
        {isOpen && may("incidents.command") ? <OrderForm incident={incident} kind="lesson" /> : null}
        <Receipts tasks={lessons} onChoose={onChoose} />
      </Part>
    </>
  );
};
