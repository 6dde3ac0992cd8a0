import type { RoutingTrial } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { useText } from "../../strings/text.ts";

/** What rules would have done with past cases: the count, and the cases themselves. */
export const Trial = ({ trial }: { readonly trial: RoutingTrial }) => {
  const t = useText();
  const { say } = useUi();
  const { looked, fired, agrees, differs } = trial;
  const said = Object.entries({ looked, fired, agrees, differs }).map(([name, n]) => [name, String(n)]);
  return (
    <div className="trial" aria-live="polite">
      <p>{fillText(t.people.routing.tried, Object.fromEntries(said))}</p>
      {trial.sample.map((row) => (
        <Link key={row.caseId} className="row-link" to={`/cases/${row.caseId}`}>
          <span className="row-main">{say(row.title)}</span>
          <span className="second">
            {t.people.routing.had} {row.had === undefined ? t.people.routing.none : say(row.had)}
          </span>
          <span>
            {t.people.routing.would} {say(row.would)}
          </span>
        </Link>
      ))}
    </div>
  );
};
