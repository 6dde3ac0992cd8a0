import { formatMoment, formatTime } from "../time-format.ts";
import { useUi } from "../ui-context.tsx";

/** One row of counts, one for each slice of time. */
export interface StripRow {
  readonly id: string;
  readonly name: string;
  readonly counts: readonly number[];
}

interface CountStripProps {
  readonly label: string;
  readonly from: number;
  readonly sliceMs: number;
  readonly rows: readonly StripRow[];
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Height of a bar in a viewBox of 20: what happened once is already seen. */
const barHeight = (count: number, most: number): number => (count === 0 ? 1 : 4 + (16 * count) / most);

/** How much of what happened when: three thin rows of bars over the last hours. */
export const CountStrip = ({ label, from, sliceMs, rows }: CountStripProps) => {
  const { language, zone } = useUi();
  const style = { language, zone };
  return (
    <section className="cy-strip" aria-label={label}>
      <span className="cy-strip-title">{label}</span>
      {rows.map((row) => {
        const most = Math.max(1, ...row.counts);
        return (
          <div key={row.id} className="cy-strip-row">
            <span className="cy-strip-name">
              {row.name} <b>{sum(row.counts)}</b>
            </span>
            <svg
              viewBox={`0 0 ${row.counts.length * 10} 20`}
              preserveAspectRatio="none"
              role="img"
              aria-label={`${row.name} ${sum(row.counts)}`}
            >
              {row.counts.map((count, index) => {
                const at = from + index * sliceMs;
                const height = barHeight(count, most);
                return (
                  <rect
                    key={at}
                    className={count === 0 ? "cy-strip-none" : "cy-strip-bar"}
                    x={index * 10 + 1}
                    y={20 - height}
                    width="8"
                    height={height}
                  >
                    <title>{`${formatMoment(at, style)}–${formatTime(at + sliceMs, style)}  ${row.name} ${count}`}</title>
                  </rect>
                );
              })}
            </svg>
          </div>
        );
      })}
    </section>
  );
};
