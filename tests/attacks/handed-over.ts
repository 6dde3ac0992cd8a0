import { randomUUID } from "node:crypto";
import type { PersonActor } from "../../apps/server/src/platform/actor.ts";
import { open } from "../../apps/server/src/platform/change.ts";
import type { TestCity } from "../../apps/server/src/testing/test-city.ts";
import type { Made, Wish } from "./ground.ts";

/** An appeal of a closed case. Nobody was late: what it is against does not matter to who may decide it. */
export const makeAppeal = async (
  city: TestCity,
  { place, department, stage }: Wish,
  caseId: string,
  anybody: () => PersonActor,
): Promise<Made> => {
  const of = { areaPath: place.areaPath, departments: [department], partOf: caseId };
  const { id } = await open(city.context(anybody()), {
    flow: "appeal",
    move: "lodge",
    ...of,
    facts: { reason: "探测" },
  });
  await city.database.pool.query(
    "INSERT INTO case_appeals (id, case_id, reason, lodged_at) VALUES ($1, $2, '探测', now())",
    [id, caseId],
  );
  if (stage !== "supported") return { id, version: 1 };
  const { body, status } = await city.call(anybody(), "POST", `/api/v1/appeals/${id}/moves/support`, {
    version: 1,
    facts: {},
  });
  if (status >= 300) throw new Error(`support: ${status} ${JSON.stringify(body)}`);
  return { id, version: body.version };
};

/** Somebody's deputy: nobody but they may end it; who manages accounts may revoke it. */
export const makeDeputy = async (
  city: TestCity,
  { place, department }: Wish,
  anybody: () => PersonActor,
): Promise<Made> => {
  const opening = { flow: "deputy", move: "appoint", areaPath: place.areaPath, departments: [department] };
  const facts = { person: randomUUID(), until: "2026-12-01T00:00:00.000Z" };
  const { id } = await open(city.context(anybody()), { ...opening, facts });
  await city.database.pool.query(
    "INSERT INTO deputies (id, post_id, person_id, deputy_id, until_at) VALUES ($1, $2, $2, $3, $4)",
    [id, randomUUID(), facts.person, facts.until],
  );
  return { id, version: 1 };
};
