import { randomBytes } from "node:crypto";
import { departmentId } from "../../apps/server/src/modules/identity/department/index.ts";
import type { PersonActor } from "../../apps/server/src/platform/actor.ts";
import { withPhoto } from "../../apps/server/src/testing/photo.ts";
import type { TestCity } from "../../apps/server/src/testing/test-city.ts";
import type { Figure } from "../../bench/bench.ts";
import { anybody, caseFacts } from "../attacks/ground.ts";
import { withCity } from "./in-process.ts";
import { mustHold, type Proof } from "./proof.ts";

const minute = 60_000;

interface Doing {
  readonly at: string;
  readonly by: string;
}

interface Seen {
  readonly stage: string;
  readonly version: number;
  readonly conditions?: readonly { readonly id: string }[];
  readonly fixed?: Doing;
  readonly verified?: Doing;
  readonly closed?: Doing;
}

/** A citizen's phone: no account, a secret of its own. */
const openPhone = (city: TestCity) => {
  const token = randomBytes(32).toString("base64url");
  const send = async (method: "GET" | "POST", path: string, body?: object) => {
    const url = `/api/v1/public${path}`;
    const headers = { "x-follow-token": token, authorization: `Follow ${token}` };
    const answer = await city.app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
    return { status: answer.statusCode, body: answer.json() };
  };
  return { token, send };
};

const look = async (city: TestCity, id: string): Promise<Seen> =>
  (await city.call(anybody(), "GET", `/api/v1/cases/${id}`)).body;

const make = async (city: TestCity, actor: PersonActor, id: string, move: string): Promise<number> => {
  city.advance(minute);
  const { version, conditions } = await look(city, id);
  const facts = await withPhoto(
    city,
    actor,
    move,
    (move === "file" || move === "verify") && conditions?.[0] !== undefined
      ? { [move === "file" ? "filing-condition" : "closing-condition"]: conditions[0].id }
      : caseFacts(move, departmentId("city-management")),
  );
  const { status, body } = await city.call(actor, "POST", `/api/v1/cases/${id}/moves/${move}`, { version, facts });
  if (status >= 400 && body.code !== "subject.four-eyes") throw new Error(`${move}: ${JSON.stringify(body)}`);
  return status;
};

const report = async (city: TestCity, phone: ReturnType<typeof openPhone>) => {
  const { body: kinds } = await phone.send("GET", "/kinds");
  const kind = kinds.items.find(({ category }: { category?: string }) => category !== undefined)?.id;
  const told = { token: phone.token, kind, position: [112.35, 28.85], words: "灯又不亮了" };
  const { status, body } = await phone.send("POST", "/reports", told);
  if (status !== 201) throw new Error(`a citizen's report was answered ${status}: ${JSON.stringify(body)}`);
  const { rows } = await city.database.pool.query("SELECT case_id FROM reports WHERE no = $1", [body.no]);
  if (typeof rows[0]?.case_id !== "string") throw new Error("the citizen's report opened no case");
  return { no: String(body.no), id: rows[0].case_id };
};

const prove = async (run: string, city: TestCity): Promise<readonly Figure[]> => {
  const phone = openPhone(city);
  const { no, id } = await report(city, phone);
  const [desk, fixer, checker, closer] = [anybody(), anybody(), anybody(), anybody()];
  for (const move of ["file", "dispatch"]) await make(city, desk, id, move);
  for (const move of ["accept", "feed-back"]) await make(city, fixer, id, move);
  const mended = await look(city, id);
  const refused = [await make(city, fixer, id, "verify")];
  await make(city, checker, id, "verify");
  const verified = await look(city, id);
  refused.push(await make(city, checker, id, "close"), await make(city, fixer, id, "close"));
  await make(city, closer, id, "close");
  const closed = await look(city, id);
  const { fixed: one, verified: two, closed: three } = closed;
  const times = [one?.at, two?.at, three?.at];
  city.advance(minute);
  const word = await phone.send("POST", `/reports/${no}/word`, { token: phone.token, fixed: false });
  const again = await look(city, id);
  await city.settle();
  const { rows } = await city.database.pool.query(
    "SELECT type, actor_id FROM journal WHERE subject_id = $1 AND type IN ('case.fed-back', 'case.verified', 'case.closed', 'case.heard', 'case.reopened') ORDER BY id",
    [id],
  );
  const kept = rows.map(({ type }) => type).join();
  const actors = new Set(rows.slice(0, 3).map(({ actor_id }) => actor_id));
  return [
    mustHold(
      run,
      "fed back shows fixed, and neither verified nor closed",
      Boolean(mended.fixed && !mended.verified && !mended.closed),
    ),
    mustHold(run, "verified is another fact, and not closed", Boolean(verified.verified && !verified.closed)),
    mustHold(
      run,
      "three times, one after the other",
      new Set(times).size === 3 && times.join() === [...times].sort().join(),
    ),
    mustHold(run, "three people", actors.size === 3),
    mustHold(
      run,
      "who did one step may not do the next",
      refused.every((status) => status === 409),
    ),
    mustHold(run, "the citizen's “not fixed” is heard", word.status < 300),
    mustHold(run, "and reopens the closed case", again.stage === "dispatched" && !again.fixed && !again.closed),
    mustHold(
      run,
      "what was done stays in the journal",
      kept === "case.fed-back,case.verified,case.closed,case.heard,case.reopened",
    ),
  ];
};

/** 7: closed is not fixed is not verified. */
export const threeFacts: Proof = {
  what: "closed ≠ fixed ≠ verified: three facts, three times, three people; the citizen's word reopens",
  run: ({ id }) => withCity([], (city) => prove(id, city)),
};
