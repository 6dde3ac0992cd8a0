import type { PersonActor } from "../../apps/server/src/platform/actor.ts";
import type { Finding, Outcome } from "./finding.ts";
import { anybody, caseFacts, type Ground, type Made } from "./ground.ts";

interface Run {
  readonly ground: Ground;
  readonly findings: Finding[];
  tried: number;
}

interface Command {
  readonly plural: string;
  readonly made: Pick<Made, "id" | "version">;
  readonly move: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

const give = async (run: Run, actor: PersonActor, { plural, made, move, facts }: Command) => {
  run.tried += 1;
  const body = { version: made.version, facts };
  const { status, body: answer } = await run.ground.city.call(
    actor,
    "POST",
    `/api/v1/${plural}/${made.id}/moves/${move}`,
    body,
  );
  return { status, code: String(answer?.code ?? "") };
};

/** Entries of one type of a subject: what really happened, with who did it. */
const entriesOf = async ({ city }: Ground, id: string, type: string): Promise<string[]> => {
  const { rows } = await city.database.pool.query(
    "SELECT actor_id FROM journal WHERE subject_id = $1 AND type = $2 ORDER BY id",
    [id, type],
  );
  return rows.map((row) => String(row.actor_id));
};

const must = (run: Run, what: string, holds: boolean, saw: () => string): void => {
  if (!holds) run.findings.push({ what, saw: saw() });
};

const flood = 60;

/** One dispatch, given sixty times at once by many: one counts, each other is told, the journal says who. */
const attackFlood = async (run: Run): Promise<void> => {
  const { here, own, make } = run.ground;
  for (const [move, stage] of [
    ["dispatch", "filed"],
    ["feed-back", "disposing"],
    ["close", "verified"],
  ] as const) {
    const made = await make("case", { place: here, department: own, stage });
    const command = { plural: "cases", made, move, facts: caseFacts(move, own) };
    const answers = await Promise.all(Array.from({ length: flood }, () => give(run, anybody(), command)));
    const what = `${move}, ${flood} at once`;
    const done = answers.filter(({ status }) => status === 200).length;
    must(run, what, done === 1, () => `${done} were accepted`);
    const others = answers.filter(({ status }) => status !== 200 && status !== 409);
    must(run, what, others.length === 0, () => `answered ${others.map(({ status }) => status).join()}`);
    const type = { dispatch: "case.dispatched", "feed-back": "case.fed-back", close: "case.closed" }[move];
    const entries = await entriesOf(run.ground, made.id, type);
    must(run, what, entries.length === 1, () => `${entries.length} entries`);
  }
};

/** The same command sent again: with the version that was seen then, and with the next one. */
const attackReplay = async (run: Run): Promise<void> => {
  const { here, own, make } = run.ground;
  const made = await make("case", { place: here, department: own, stage: "filed" });
  const officer = anybody();
  const command = { plural: "cases", made, move: "dispatch", facts: caseFacts("dispatch", own) };
  const first = await give(run, officer, command);
  const again = await give(run, officer, command);
  const guessed = await give(run, officer, { ...command, made: { ...made, version: made.version + 1 } });
  const what = "a replayed dispatch";
  must(run, what, first.status === 200, () => `the first was answered ${first.status}`);
  must(run, what, again.code === "subject.stale", () => `answered ${again.status} ${again.code}`);
  must(run, what, guessed.code === "subject.wrong-stage", () => `answered ${guessed.status} ${guessed.code}`);
  const entries = await entriesOf(run.ground, made.id, "case.dispatched");
  must(run, what, entries.join() === officer.id, () => `entries of ${entries.join()}`);
};

/** Whoever acts on what they saw before somebody else was faster is told, and nothing happens. */
const attackStale = async (run: Run): Promise<void> => {
  const { here, own, other, make } = run.ground;
  const made = await make("case", { place: here, department: own, stage: "dispatched" });
  const [one, late] = [anybody(), anybody()];
  await give(run, one, { plural: "cases", made, move: "accept", facts: {} });
  for (const [move, facts] of [
    ["hand-back", caseFacts("hand-back", own)],
    ["feed-back", caseFacts("feed-back", own)],
    ["dispatch", caseFacts("dispatch", other)],
  ] as const) {
    const { status, code } = await give(run, late, { plural: "cases", made, move, facts });
    must(
      run,
      `${move} on a stale plan`,
      status === 409 && code === "subject.stale",
      () => `answered ${status} ${code}`,
    );
  }
};

/** Steps that two people must make: by one alone, by the asker of it, twice by one. */
const attackFourEyes = async (run: Run): Promise<void> => {
  const { here, own, make } = run.ground;
  const walk = async (id: Pick<Made, "id" | "version">, actor: PersonActor, moves: readonly string[]) => {
    let { version } = id;
    let last = { status: 0, code: "" };
    for (const move of moves) {
      last = await give(run, actor, {
        plural: "cases",
        made: { id: id.id, version },
        move,
        facts: caseFacts(move, own),
      });
      if (last.status === 200) version += 1;
    }
    return { ...last, version };
  };
  const fixer = anybody();
  const made = await make("case", { place: here, department: own, stage: "dispatched" });
  const alone = await walk(made, fixer, ["accept", "feed-back", "verify"]);
  must(run, "verify by who fed back", alone.code === "subject.four-eyes", () => `${alone.status} ${alone.code}`);
  const checker = anybody();
  const self = await walk({ id: made.id, version: alone.version }, checker, ["verify", "close"]);
  must(run, "close by who verified", self.code === "subject.four-eyes", () => `${self.status} ${self.code}`);
  const back = await walk({ id: made.id, version: self.version }, fixer, ["close"]);
  must(run, "close by who fed back", back.code === "subject.four-eyes", () => `${back.status} ${back.code}`);
  const [verified, closed] = [
    await entriesOf(run.ground, made.id, "case.verified"),
    await entriesOf(run.ground, made.id, "case.closed"),
  ];
  must(run, "three steps by three people", verified.join() === checker.id && closed.length === 0, () => closed.join());
};

/** Erasing somebody: the asker may not grant it, nobody grants it twice. */
const attackErasing = async (run: Run): Promise<void> => {
  const { here, own, make } = run.ground;
  const kept = await make("person", { place: here, department: own });
  const asker = anybody();
  const facts = { basis: "asked", reason: "探测" };
  await give(run, asker, { plural: "persons", made: kept, move: "ask-erase", facts });
  const made = { id: kept.id, version: kept.version + 1 };
  const own1 = await give(run, asker, { plural: "persons", made, move: "erase", facts: {} });
  must(run, "erase by who asked for it", own1.code === "subject.four-eyes", () => `${own1.status} ${own1.code}`);
  const grants = await Promise.all(
    Array.from({ length: 10 }, () => give(run, anybody(), { plural: "persons", made, move: "erase", facts: {} })),
  );
  const granted = grants.filter(({ status }) => status === 200).length;
  must(run, "erase, ten at once", granted === 1, () => `${granted} were accepted`);
  const entries = await entriesOf(run.ground, kept.id, "person.erased");
  must(
    run,
    "erase, ten at once",
    entries.length === 1 && entries[0] !== asker.id,
    () => `entries of ${entries.join()}`,
  );
};

/** S21: commands given too often, twice, alone, or on what is no longer so. */
export const attackCommands = async (ground: Ground): Promise<Outcome> => {
  const run: Run = { ground, findings: [], tried: 0 };
  await attackFlood(run);
  await attackReplay(run);
  await attackStale(run);
  await attackFourEyes(run);
  await attackErasing(run);
  return {
    id: "S21",
    what: "commands that counted twice, alone or too late",
    tried: run.tried,
    findings: run.findings,
  };
};
