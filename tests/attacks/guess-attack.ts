import { randomBytes, randomUUID } from "node:crypto";
import { TOTP } from "otpauth";
import { postId } from "../../apps/server/src/modules/identity/department/index.ts";
import { openBrowser } from "../../apps/server/src/testing/browser.ts";
import { Attempt, cpuOf, eachAtOnce, medianOf } from "./attempt.ts";
import type { Outcome, Way } from "./finding.ts";
import { anybody, type Ground } from "./ground.ts";
import { addSomebody, anywhere } from "./somebody.ts";

type Somebody = Awaited<ReturnType<typeof addSomebody>>;

const guesses = 1_000;
/** Guesses that may be looked at before who guesses is slowed down. */
const mostJudged = 10;

/** One of the addresses of one household. */
const fromHousehold = (): string => `2a00:1450:4001:81a:${randomBytes(8).toString("hex").match(/.{4}/g)?.join(":")}`;

interface Words {
  readonly login: string;
  readonly password: string;
  readonly code?: string;
}

const knock = async (attempt: Attempt, words: Words, address = anywhere()) => {
  attempt.tried += 1;
  const answer = await attempt.ground.city.app.inject({
    method: "POST",
    url: "/api/v1/session",
    remoteAddress: address,
    headers: { "accept-language": "en" },
    payload: words,
  });
  return { status: answer.statusCode, code: answer.statusCode === 200 ? "let in" : answer.json().code, answer };
};

/** Sends many guesses at once; counts what each was told. */
const guess = async (
  attempt: Attempt,
  all: readonly Words[],
  { from = anywhere, atOnce = 20 } = {},
): Promise<Map<string, number>> => {
  const told = new Map<string, number>();
  await eachAtOnce(all, atOnce, async (words) => {
    const { code } = await knock(attempt, words, from());
    told.set(code, (told.get(code) ?? 0) + 1);
  });
  return told;
};

const judged = (told: ReadonlyMap<string, number>): number =>
  [...told].filter(([code]) => code !== "session.slowed").reduce((sum, [, count]) => sum + count, 0);

const attackPasswords = async (attempt: Attempt): Promise<void> => {
  const victim = await addSomebody(attempt.ground);
  const words = Array.from({ length: guesses - 1 }, (_, n) => ({ login: victim.login, password: `guess number ${n}` }));
  // The right one is among them, and comes too late.
  const told = await guess(attempt, [...words, { login: victim.login, password: victim.password }]);
  attempt.atMost("passwords of one name that were looked at, of 1,000 from anywhere", judged(told), mostJudged, "");
  attempt.must(!told.has("let in"), "1,000 passwords of one name", Object.fromEntries(told));

  const names = Array.from({ length: guesses }, () => ({ login: `n${randomUUID()}`, password: "a quiet river" }));
  const sprayed = judged(await guess(attempt, names, { from: fromHousehold, atOnce: guesses }));
  attempt.atMost("names of one network (an IPv6 /64) that were looked at, of 1,000 at once", sprayed, mostJudged, "");
};

const attackPasswordInside = async (attempt: Attempt): Promise<void> => {
  const { browser } = await (await addSomebody(attempt.ground)).enter();
  let looked = 0;
  await eachAtOnce(
    Array.from({ length: 200 }, (_, n) => `guess number ${n}`),
    20,
    async (old) => {
      attempt.tried += 1;
      const { body } = await browser.call("POST", "/me/password", { old, new: "another long password" });
      if (body.code !== "session.slowed") looked += 1;
    },
  );
  attempt.atMost("passwords looked at from a browser left open, of 200", looked, mostJudged, "");
};

/** What tells answers apart, without what differs every time. */
const shapeOf = ({ status, answer }: Awaited<ReturnType<typeof knock>>): string => {
  const { requestId: _, ...body } = answer.json();
  const { date: __, "x-request-id": ___, ...headers } = answer.headers;
  return JSON.stringify([status, body, headers]);
};

const makeOutsiders = async (attempt: Attempt): Promise<Record<string, Words>> => {
  const { ground } = attempt;
  const retired = await addSomebody(ground);
  const retire = { version: 1, facts: { reason: "探测" } };
  await ground.city.call(anybody(), "POST", `/api/v1/accounts/${retired.id}/moves/retire`, retire);
  const { somebody: secured } = await addSecured(attempt);
  return {
    "an account": { login: (await addSomebody(ground)).login, password: "a wrong password" },
    "an account with a second factor": { login: secured.login, password: "a wrong password" },
    "an account with a second factor, and a code": { login: secured.login, password: "a wrong one", code: "123456" },
    "a retired account": { login: retired.login, password: "a wrong password" },
    "a retired account's right password": { login: retired.login, password: retired.password },
    "a name with quotes": { login: "' OR 1=1 --", password: "a wrong password" },
  };
};

const attackNames = async (attempt: Attempt): Promise<void> => {
  const nobody = shapeOf(await knock(attempt, { login: `n${randomUUID()}`, password: "a wrong password" }));
  for (const [what, words] of Object.entries(await makeOutsiders(attempt))) {
    const shape = shapeOf(await knock(attempt, words));
    attempt.must(shape === nobody, `${what} is told apart from nobody`, `${shape} instead of ${nobody}`);
  }
};

/** A name's free guesses, so that none of those timed is slowed down. */
const freeGuesses = 4;

const timeOf = async (attempt: Attempt, login: string): Promise<number> => {
  const { ms, result } = await cpuOf(() => knock(attempt, { login, password: "a wrong password" }));
  attempt.must(result.code === "session.wrong-password", "a guess that is timed", result.code);
  return ms;
};

/** Computing is compared, not the clock: that is what differs when less is done for a name that nobody has. */
const attackTime = async (attempt: Attempt): Promise<void> => {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && least >= 5; round += 1) {
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
    for (let person = 0; person < 3; person += 1) {
      const login = `k${randomUUID().slice(0, 12)}`;
      const account = { login, name: "某人", postIds: [postId("verifier")] };
      await attempt.ground.city.call(anybody(), "POST", "/api/v1/accounts", account);
      for (let turn = 0; turn < freeGuesses; turn += 1) {
        times.known.push(await timeOf(attempt, login));
        times.unknown.push(await timeOf(attempt, `n${randomUUID()}`));
      }
    }
    const [known, unknown] = [medianOf(times.known), medianOf(times.unknown)];
    least = Math.min(least, (100 * Math.abs(known - unknown)) / ((known + unknown) / 2));
  }
  attempt.atMost("a name that exists costs other computing than one that does not", least, 5, "%");
};

const periodMs = 30_000;

interface Secured {
  readonly somebody: Somebody;
  readonly recovery: readonly string[];
  /** The code that counts next: each step once, so the one of confirming is gone. */
  readonly nextCode: () => string;
}

const addSecured = async (attempt: Attempt): Promise<Secured> => {
  const somebody = await addSomebody(attempt.ground);
  const { browser } = await somebody.enter();
  const begun = (await browser.call("POST", "/me/factor", { password: somebody.password })).body;
  const otp = new TOTP({ secret: begun.secret });
  const made = await browser.call("POST", "/me/factor/confirm", { code: otp.generate() });
  if (made.status !== 200) throw new Error(`a second factor: ${made.status} ${JSON.stringify(made.body)}`);
  const nextCode = () => otp.generate({ timestamp: Date.now() + periodMs });
  return { somebody, recovery: made.body.recovery, nextCode };
};

/** Signs in many times at once with the same; answers how many were let in. */
const together = async (attempt: Attempt, words: Words, count = 4): Promise<number> =>
  (
    await guess(
      attempt,
      Array.from({ length: count }, () => words),
    )
  ).get("let in") ?? 0;

const attackCodes = async (attempt: Attempt): Promise<void> => {
  const { somebody, nextCode } = await addSecured(attempt);
  const words = { login: somebody.login, password: somebody.password };
  const bare = await knock(attempt, words);
  attempt.must(bare.code === "session.code-needed", "a right password without a code", bare.code);
  const code = nextCode();
  const entered = await together(attempt, { ...words, code });
  attempt.must(entered === 1, "one code at four doors at once", `${entered} let in`);
  const again = await knock(attempt, { ...words, code });
  attempt.must(again.code !== "let in", "a code played again", again.code);

  const guessed = await addSecured(attempt);
  const own = { login: guessed.somebody.login, password: guessed.somebody.password };
  const codes = Array.from({ length: guesses }, (_, n) => ({
    ...own,
    code: String((n * 7_919) % 1_000_000).padStart(6, "0"),
  }));
  const told = await guess(attempt, codes);
  attempt.atMost("codes looked at, of 1,000 behind a right password", judged(told), mostJudged, "");
};

const attackRecovery = async (attempt: Attempt): Promise<void> => {
  const { somebody, recovery } = await addSecured(attempt);
  const other = await addSecured(attempt);
  const words = { login: somebody.login, password: somebody.password };
  const [first = "", second = ""] = recovery;
  const entered = await together(attempt, { ...words, code: first });
  attempt.must(entered === 1, "one recovery code at four doors at once", `${entered} let in`);
  const again = await knock(attempt, { ...words, code: first.toUpperCase().replaceAll("-", " ") });
  attempt.must(again.code === "session.wrong-code", "a recovery code played again", again.code);
  const foreign = await knock(attempt, { ...words, code: other.recovery[0] ?? "" });
  attempt.must(foreign.code === "session.wrong-code", "somebody else's recovery code", foreign.code);
  const cut = await knock(attempt, { ...words, code: second.slice(0, -1) });
  attempt.must(cut.code === "session.wrong-code", "a recovery code cut short", cut.code);
  const left = openBrowser(attempt.ground.city, { address: anywhere() });
  await left.call("POST", "/session", { ...words, code: second });
  const factor = (await left.call("GET", "/me/factor")).body;
  attempt.must(factor.recoveryLeft === recovery.length - 2, "recovery codes left after two were used", factor);
};

/** S6: guessing passwords, codes and names; codes and recovery codes played again. */
export const attackGuesses = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  await attackPasswords(attempt);
  await attackPasswordInside(attempt);
  await attackNames(attempt);
  await attackTime(attempt);
  await attackCodes(attempt);
  await attackRecovery(attempt);
  return attempt.outcome("S6", "guesses that told something or got in");
};
