import { randomUUID } from "node:crypto";
import { postId } from "../../apps/server/src/modules/identity/department/index.ts";
import { type PersonActor, system } from "../../apps/server/src/platform/actor.ts";
import { open } from "../../apps/server/src/platform/change.ts";
import type { TestCity } from "../../apps/server/src/testing/test-city.ts";
import type { Made, Wish } from "./ground.ts";

/** An administrator's posts, asked for. */
export const makeRequest = async (
  city: TestCity,
  { place, department, stage = "asked" }: Wish,
  anybody: () => PersonActor,
): Promise<Made> => {
  const post = { name: { zh: "岗", en: "Post" }, role: "auditor", departmentId: department, areaPath: place.areaPath };
  const made = (await city.call(anybody(), "POST", "/api/v1/posts", post)).body;
  const account = { login: `q${randomUUID().slice(0, 12)}`, name: "某人", postIds: [made.id] };
  const { requestId } = (await city.call(anybody(), "POST", "/api/v1/accounts", account)).body;
  await city.database.pool.query("UPDATE subjects SET stage = $2 WHERE id = $1", [requestId, stage]);
  return { id: requestId, version: 1 };
};

/** A wider reach of somebody else, by what the flow needs and no more. */
export const makeReach = async (
  city: TestCity,
  { place, department, stage = "open" }: Wish,
  anybody: () => PersonActor,
): Promise<Made> => {
  const opening = { flow: "wider-reach", move: "take", areaPath: place.areaPath, departments: [department] };
  const facts = { reason: "探测一下" };
  const limits = { stands: { amount: 1, kind: "natural-hours" } } as const;
  const { id } = await open(city.context(anybody()), { ...opening, facts, limits });
  await city.database.pool.query(
    `INSERT INTO wider_reaches (id, account_id, person_id, post_id, area_path, reason, until_at)
     VALUES ($1, gen_random_uuid(), gen_random_uuid(), $2, '', '探测', now())`,
    [id, postId("duty-officer")],
  );
  await city.database.pool.query("UPDATE subjects SET stage = $2 WHERE id = $1", [id, stage]);
  return { id, version: 1 };
};

/** A review of a department in which nobody has a post. */
export const makeReview = async (city: TestCity, { place, department }: Wish): Promise<Made> => {
  const opening = { flow: "access-review", move: "begin", areaPath: place.areaPath, departments: [department] };
  const { id } = await open(city.context(system("attack")), opening);
  await city.database.pool.query("INSERT INTO access_reviews (id, department_id, begun_at) VALUES ($1, $2, now())", [
    id,
    department,
  ]);
  return { id, version: 1 };
};
