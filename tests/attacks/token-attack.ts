import { randomBytes } from "node:crypto";
import { postId } from "../../apps/server/src/modules/identity/department/index.ts";
import type { Credentials } from "./caller.ts";
import type { Finding, Outcome } from "./finding.ts";
import { anybody, type Ground } from "./ground.ts";
import { addSomebody } from "./somebody.ts";

/** A revoked token must be refused within this time. */
const withinMs = 1_000;

interface Run {
  readonly ground: Ground;
  readonly findings: Finding[];
  tried: number;
  slowestMs: number;
}

const knock = async ({ city }: Ground, headers: Credentials): Promise<number> =>
  (await city.app.inject({ method: "GET", url: "/api/v1/departments", headers })).statusCode;

const withCookie = (token: string): Credentials => ({ cookie: `chengyun_session=${token}` });
const withBearer = (secret: string): Credentials => ({ authorization: `Bearer ${secret}` });

/** Knocks until refused; what is still let in after a second is a finding. */
const expectRefused = async (run: Run, what: string, headers: Credentials): Promise<void> => {
  const start = performance.now();
  run.tried += 1;
  let status = await knock(run.ground, headers);
  while (status !== 401 && performance.now() - start < withinMs) status = await knock(run.ground, headers);
  const tookMs = performance.now() - start;
  run.slowestMs = Math.max(run.slowestMs, tookMs);
  if (status !== 401) run.findings.push({ what, saw: `answered ${status} after ${Math.round(tookMs)} ms` });
};

const expectLetIn = async (run: Run, what: string, headers: Credentials): Promise<void> => {
  run.tried += 1;
  const status = await knock(run.ground, headers);
  if (status !== 200) run.findings.push({ what, saw: `a good token was answered ${status}` });
};

const changed = (token: string): string => {
  const at = Math.floor(token.length / 2);
  return `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
};

/** An unsigned "token" of the kind other systems take. */
const unsigned = [{ alg: "none" }, { sub: "admin", exp: 4_102_444_800 }, ""]
  .map((part) => (part === "" ? "" : Buffer.from(JSON.stringify(part)).toString("base64url")))
  .join(".");

const variants = (token: string): Readonly<Record<string, string>> => ({
  foreign: randomBytes(32).toString("base64url"),
  cut: token.slice(0, -6),
  lengthened: `${token}AAAA`,
  changed: changed(token),
  "in other case": token.toUpperCase(),
  "of alg none": unsigned,
  "a quote": "' OR '1'='1",
  "a path": "../../keys/demo.key",
});

const attackSessions = async (run: Run): Promise<void> => {
  const { ground } = run;
  const { city } = ground;
  const { enter } = await addSomebody(ground);
  const { token } = await enter();
  await expectLetIn(run, "a session", withCookie(token));
  for (const [name, variant] of Object.entries(variants(token)))
    await expectRefused(run, `session: ${name}`, withCookie(encodeURIComponent(variant)));
  await expectRefused(run, "session: its token as a bearer key", withBearer(token));
  const { rows } = await city.database.pool.query("SELECT id, encode(token_hash, 'base64') AS hash FROM sessions");
  const last = rows.at(-1);
  await expectRefused(run, "session: its id", withCookie(last.id));
  await expectRefused(run, "session: its digest", withCookie(encodeURIComponent(last.hash)));
  for (const [name, past] of Object.entries({
    "unused for twelve hours": "used_at = now() - interval '12 hours 1 second'",
    "seven days old": "opened_at = now() - interval '7 days 1 second'",
  })) {
    const late = await addSomebody(ground);
    const session = await late.enter();
    await city.database.pool.query(`UPDATE sessions SET ${past} WHERE account_id = $1`, [late.id]);
    await expectRefused(run, `session: ${name}`, withCookie(session.token));
  }
};

const attackEndedSessions = async (run: Run): Promise<void> => {
  const { ground } = run;
  const { city } = ground;
  const out = await (await addSomebody(ground)).enter();
  await out.browser.call("DELETE", "/session");
  await expectRefused(run, "session: after signing out", withCookie(out.token));

  const changer = await addSomebody(ground);
  const [own, elsewhere] = [await changer.enter(), await changer.enter()];
  await own.browser.call("POST", "/me/password", { old: changer.password, new: "another long password" });
  await expectRefused(run, "session: after the password changed elsewhere", withCookie(elsewhere.token));
  await expectLetIn(run, "the session that changed the password", withCookie(own.token));

  const reset = await addSomebody(ground);
  const before = await reset.enter();
  await city.call(anybody(), "POST", `/api/v1/accounts/${reset.id}/password`);
  await expectRefused(run, "session: after an administrator's new password", withCookie(before.token));

  const gone = await addSomebody(ground);
  const kept = await gone.enter();
  const retire = { version: 1, facts: { reason: "探测" } };
  await city.call(anybody(), "POST", `/api/v1/accounts/${gone.id}/moves/retire`, retire);
  await expectRefused(run, "session: after the account was retired", withCookie(kept.token));

  const moved = await addSomebody(ground);
  const acting = await moved.enter();
  const edit = { version: 1, facts: { posts: [postId("city-handler")] } };
  await city.call(anybody(), "POST", `/api/v1/accounts/${moved.id}/moves/edit`, edit);
  await expectRefused(run, "session: after its post was taken away", withCookie(acting.token));
};

const attackKeys = async (run: Run): Promise<void> => {
  const { ground } = run;
  const { city } = ground;
  const key = { name: "key", scopes: ["areas.read"], areaPath: "" };
  const { body } = await city.call(anybody(), "POST", "/api/v1/keys", key);
  await expectLetIn(run, "a key", withBearer(body.secret));
  for (const [name, variant] of Object.entries(variants(body.secret)))
    await expectRefused(run, `key: ${name}`, withBearer(variant));
  await expectRefused(run, "key: its secret as a cookie", withCookie(body.secret));
  await expectRefused(run, "key: its id", withBearer(body.id));
  await expectRefused(run, "key: basic instead of bearer", { authorization: `Basic ${body.secret}` });
  const retire = { version: 1, facts: { reason: "探测" } };
  await city.call(anybody(), "POST", `/api/v1/keys/${body.id}/moves/retire`, retire);
  await expectRefused(run, "key: after it was revoked", withBearer(body.secret));
  const { enter } = await addSomebody(ground);
  const session = await enter();
  await expectRefused(run, "a revoked key beside a good cookie", {
    ...withCookie(session.token),
    ...withBearer(body.secret),
  });
};

/** S5: sessions and keys that are foreign, cut, changed, expired or revoked. */
export const attackTokens = async (ground: Ground): Promise<Outcome> => {
  const run: Run = { ground, findings: [], tried: 0, slowestMs: 0 };
  await attackSessions(run);
  await attackEndedSessions(run);
  await attackKeys(run);
  const { tried, findings, slowestMs } = run;
  return { id: "S5", what: "tokens let in that should be refused", tried, findings, slowestMs };
};
