import type { CaseRow } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { Fault, Loading, useUi } from "@chengyun/ui";
import { Alert } from "antd";
import { toSentence } from "../../data/api.ts";
import { useDestinations } from "../../data/case-list.ts";
import { useText } from "../../strings/text.ts";
import { partRuled } from "./bulk-groups.ts";

/** Where the rules send the chosen, asked only once somebody wishes to go by them. */
export const useRuled = (rows: readonly CaseRow[], enabled: boolean) => {
  const { data, error } = useDestinations(
    rows.map(({ id }) => id),
    enabled,
  );
  return { parted: data === undefined ? undefined : partRuled(rows, data), error };
};

/** How many go to which department, and which stay because no rule speaks for them. */
export const RuledPreview = ({ parted, error }: ReturnType<typeof useRuled>) => {
  const t = useText();
  const { say } = useUi();
  if (error !== null) return <Fault sentence={toSentence(error)} />;
  if (parted === undefined) return <Loading rows={3} />;
  const { ruled, unruled } = parted;
  return (
    <section aria-label={t.cases.ruled}>
      <ul className="bulk-ruled">
        {ruled.map(({ departmentId, name, rows }) => (
          <li key={departmentId}>
            <span className="figure">{fillText(t.cases.ruledCases, { n: String(rows.length) })}</span> →{" "}
            <strong>{say(name)}</strong>
          </li>
        ))}
      </ul>
      {unruled.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          title={fillText(t.cases.unruled, { n: String(unruled.length) })}
          description={
            <ul className="bulk-unruled">
              {unruled.map(({ row, why }) => (
                <li key={row.id}>
                  <span className="figure">{row.no}</span> {say(row.title)}
                  <div className="second">{why === undefined ? t.cases.unruledUnseen : say(why)}</div>
                </li>
              ))}
            </ul>
          }
        />
      )}
    </section>
  );
};
