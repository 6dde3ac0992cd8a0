import { departmentId } from "../../apps/server/src/modules/identity/department/index.ts";
import type { TestCity } from "../../apps/server/src/testing/test-city.ts";
import type { Figure } from "../../bench/bench.ts";
import { anybody } from "../attacks/ground.ts";
import { probeCategory, probePack } from "../attacks/probe.ts";
import { withCity } from "./in-process.ts";
import { mustHold, type Proof } from "./proof.ts";

const named = (en: string) => ({ zh: en, en });

interface Routed {
  readonly rule: string;
  readonly ruleVersion: number;
  readonly department: string;
  readonly reads: readonly string[];
  readonly changed: readonly string[];
  readonly ran: readonly string[];
}

const must = (status: number, body: unknown): void => {
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
};

const addRule = async (city: TestCity, rule: object): Promise<string> => {
  const { status, body } = await city.call(anybody(), "POST", "/api/v1/routing-rules", rule);
  must(status, body);
  return body.id;
};

const routedOf = async (city: TestCity, id: string): Promise<Routed[]> => {
  await city.settle();
  const { rows } = await city.database.pool.query(
    "SELECT changes FROM journal WHERE subject_id = $1 AND type = 'case.routed' ORDER BY id",
    [id],
  );
  return rows.map(({ changes }) => changes);
};

const prove = async (run: string, city: TestCity): Promise<readonly Figure[]> => {
  const [streets, drains] = [departmentId("city-management"), departmentId("drainage-office")];
  const east = { name: named("east"), condition: "longitude > 112.36", departmentId: streets, place: 1 };
  const kind = { name: named("kind"), condition: `category == "${probeCategory}"`, departmentId: drains, place: 3 };
  const desk = { name: named("desk"), condition: 'channel == "citizen"', departmentId: streets, place: 2 };
  const [eastId, , kindId] = [await addRule(city, east), await addRule(city, desk), await addRule(city, kind)];
  const said = { category: probeCategory, position: [112.35, 28.85], text: "探测" };
  const made = await city.call(anybody(), "POST", "/api/v1/reports", said);
  must(made.status, made.body);
  const id: string = made.body.caseId;
  const look = async () => (await city.call(anybody(), "GET", `/api/v1/cases/${id}`)).body;
  const first = await look();
  const correct = async (change: object) => {
    const { version } = await look();
    const answer = await city.call(anybody(), "POST", `/api/v1/cases/${id}/correct`, {
      version,
      reason: "更正",
      ...change,
    });
    must(answer.status, answer.body);
  };
  await correct({ position: [112.351, 28.85] });
  const near = await look();
  await correct({ position: [112.365, 28.85] });
  const moved = await look();
  const edit = { version: 1, facts: { condition: "longitude > 112.40", reason: "界线东移" } };
  const edited = await city.call(anybody(), "POST", `/api/v1/routing-rules/${eastId}/moves/edit`, edit);
  must(edited.status, edited.body);
  await correct({ position: [112.366, 28.85] });
  const back = await look();
  const history = await routedOf(city, id);
  return [
    mustHold(
      run,
      "the case names the rule that fired, in its version",
      first.route.rule?.id === kindId && first.route.rule.version === 1,
    ),
    mustHold(
      run,
      "and the field it read",
      JSON.stringify(first.route.reads) === JSON.stringify([{ field: "category", value: probeCategory }]),
    ),
    mustHold(run, "the next desk is offered that department", first.facts.department === drains),
    mustHold(
      run,
      "a changed place runs the area's rule and no other",
      near.route.ran === 1 && history[1]?.ran.join() === eastId,
    ),
    mustHold(run, "its answer stood: the department stays", near.route.departmentId === drains),
    mustHold(
      run,
      "a place across the line goes to the other department",
      moved.route.departmentId === streets && moved.route.rule?.id === eastId,
    ),
    mustHold(
      run,
      "history shows each rule with its version and what it read",
      history
        .map(({ rule, ruleVersion, reads }) => `${rule} ${ruleVersion} ${reads.join()}`)
        .slice(0, 3)
        .join("; ") === [`${kindId} 1 category`, `${kindId} 1 category`, `${eastId} 1 longitude`].join("; "),
    ),
    mustHold(
      run,
      "a rule edited since is another version and is asked anew",
      back.route.departmentId === drains && history.at(-1)?.ran.includes(eastId) === true,
    ),
  ];
};

/** 8: which rule fired and which field it read; re-routed only when that field changed. */
export const explainedRouting: Proof = {
  what: "explained routing: which rule, which version, which field; only rules that read the changed field run again",
  run: ({ id }) => withCity([probePack], (city) => prove(id, city)),
};
