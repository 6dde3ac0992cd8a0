import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { useWarningProofs } from "../../data/warning.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

const figures = ["total", "waiting", "sent", "delivered", "shown", "failed", "retried"] as const;

/** How far the messages came, a line for each way: who reads it sees what did not arrive, and why. */
export const Proofs = ({ id }: { readonly id: string }) => {
  const words = useText().warnings;
  const { say } = useUi();
  const query = useWarningProofs(id);
  return (
    <Part title={words.proofs}>
      <QueryView query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="cy-faint">{words.proof.none}</p>
          ) : (
            <div className="proof-scroll">
              <table className="proof-table">
                <thead>
                  <tr>
                    <th scope="col">{words.proof.message}</th>
                    <th scope="col">{words.proof.way}</th>
                    {figures.map((figure) => (
                      <th scope="col" key={figure}>
                        {words.proof[figure]}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {items.map((row) => (
                    <tr key={`${row.message} ${row.way} ${row.name?.zh ?? ""}`}>
                      <td>{words.proof[row.message]}</td>
                      <td>
                        {row.name === undefined ? words.proof.ways[row.way] : say(row.name)}
                        {row.failure === undefined ? null : <div className="second">{say(row.failure)}</div>}
                      </td>
                      {figures.map((figure) => (
                        <td key={figure}>{row[figure]}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </QueryView>
    </Part>
  );
};

/** How many messages one refers to, in words; nothing for none. */
export const refersWords = (count: number, template: string): string =>
  count === 0 ? "–" : fillText(template, { n: String(count) });
