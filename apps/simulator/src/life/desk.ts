import type { Client } from "@chengyun/client";
import { ProblemError } from "@chengyun/client";
import type { Case, CaseRow, WaitingReport } from "@chengyun/contracts";
import { hash } from "../hash.ts";
import { crowdedOf, decide, pastOf, type Step } from "./decide.ts";
import type { Worker } from "./people.ts";
import { takePhoto } from "./photo.ts";
import { answer, excuses, reasons, results, type Scene } from "./words.ts";

const minute = 60_000;
/** Steps taken in one turn: a city has only so many hands. */
const mostSteps = 12;
/** What waits unread at the desk for somebody to try it. */
const leftWaiting = 3;

/** Who is there to act. */
export interface Staff {
  readonly officer: Worker;
  readonly verifiers: readonly Worker[];
  /** Those who mend, by department. */
  readonly crews: ReadonlyMap<string, Worker>;
}

interface Turn {
  readonly seed: number;
  readonly zone: string;
  readonly now: number;
}

const sceneOf = (category: string): Scene => {
  const known: readonly (readonly [RegExp, Scene])[] = [
    [/water|flood|drain|pump|river/, "water"],
    [/lid|manhole|cover/, "cover"],
    [/lamp|light|dark/, "lamp"],
    [/tree|green/, "tree"],
    [/rubbish|waste|clean|ashtray/, "rubbish"],
    [/park|stall|bike/, "parked"],
    [/road|pave/, "road"],
  ];
  return known.find(([words]) => words.test(category))?.[1] ?? "wall";
};

const choose = <Item>(items: readonly Item[], share: number): Item | undefined =>
  items[Math.floor(share * items.length)];

/** A step that somebody else was faster with, or that no longer fits, is no fault: the next turn looks again. */
const isOvertaken = (fault: unknown): boolean =>
  fault instanceof ProblemError && [403, 404, 409, 422].includes(fault.problem.status);

/** The second officer, the verifiers and the crews: they take cases on, a part of them late or badly. */
export class Desk {
  readonly #staff: Staff;
  readonly #past = new Set<string>();
  /** Steps taken so far, by move. */
  readonly taken = new Map<string, number>();

  constructor(staff: Staff) {
    this.#staff = staff;
  }

  async turn(turn: Turn): Promise<void> {
    const { client } = this.#staff.officer;
    const { items } = await client.cases({ open: "true", limit: 500, order: "old" });
    const at = { ...turn, past: this.#past, crowded: crowdedOf(items) };
    let steps = 0;
    for (const row of items) {
      const step = decide(row, at);
      if (step === undefined) continue;
      await this.#take(row, step, turn.seed);
      steps += 1;
      if (steps >= mostSteps) break;
    }
    await this.#takeUp(turn);
    await this.#acknowledge(turn);
  }

  #count(move: string): void {
    this.taken.set(move, (this.taken.get(move) ?? 0) + 1);
  }

  async #take(row: CaseRow, step: Step, seed: number): Promise<void> {
    const who = this.#whose(row, step);
    if (who === undefined) return;
    try {
      const facts = await this.#factsOf(who, row, step, seed);
      if (facts === undefined) return;
      await who.move({ plural: "cases", id: row.id }, step.move, { version: row.version, facts });
      this.#remember(row, step);
      this.#count(step.move);
    } catch (fault) {
      if (!isOvertaken(fault)) throw fault;
      // What can't be done once can't be done at the next turn either.
      this.#remember(row, step);
    }
  }

  #remember(row: CaseRow, { move, badly }: Step): void {
    if (["hand-back", "rework", "ask-extension", "extend"].includes(move)) this.#past.add(pastOf(row, move));
    if (badly === true) this.#past.add(pastOf(row, "badly"));
  }

  #whose(row: CaseRow, { who }: Step): Client | undefined {
    const { officer, verifiers, crews } = this.#staff;
    if (who === "officer") return officer.client;
    if (who === "crew") return crews.get(row.departmentId ?? "")?.client;
    return choose(verifiers, hash(row.no, who))?.client;
  }

  async #factsOf(
    who: Client,
    row: CaseRow,
    { move, badly }: Step,
    seed: number,
  ): Promise<Record<string, unknown> | undefined> {
    const chance = (of: string): number => hash(seed, row.no, of);
    const photo = async (mended: boolean): Promise<string[]> => {
      const taken = takePhoto(sceneOf(row.category), `${row.no} ${move}`, mended);
      return [(await who.addFile(taken, "photo.png")).id];
    };
    const condition = async (of: "files" | "closes"): Promise<string> => {
      const found = await who.case(row.id);
      return found.conditions[0]?.[of].zh ?? found[of].zh;
    };
    if (move === "file") return { "filing-condition": await condition("files") };
    if (move === "verify") return { "closing-condition": await condition("closes"), photos: await photo(true) };
    if (move === "dispatch") return this.#dispatchTo(await who.case(row.id));
    if (move === "look") return { finding: chance("finding") < 0.9 ? "true" : "unclear", photos: await photo(false) };
    if (move === "void") return { reason: reasons.void.zh };
    if (move === "rework") return { reason: reasons.rework.zh, photos: await photo(false) };
    if (move === "hand-back") return { reason: reasons.handBack.zh };
    if (move === "ask-extension") return { reason: reasons.extension.zh };
    if (move !== "feed-back") return {};
    const words = choose(badly === true ? excuses : results, chance("result"));
    return { result: words?.zh ?? "", photos: await photo(badly !== true) };
  }

  /** Where the rules say, unless that department just handed it back; where nobody would act, nothing is sent. */
  #dispatchTo(found: Case): Record<string, unknown> | undefined {
    const { crews } = this.#staff;
    const { departmentId } = found.route;
    const handedBack = this.#past.has(pastOf(found, "hand-back"));
    const others = [...crews.keys()].filter((id) => id !== departmentId);
    const to = crews.has(departmentId) && !handedBack ? departmentId : choose(others, hash(found.no, "department"));
    return to === undefined ? undefined : { department: to };
  }

  /** Citizens' reports whose category somebody must say: taken up, answered or declined; a few are left. */
  async #takeUp({ seed, now }: Turn): Promise<void> {
    const { client } = this.#staff.officer;
    const { items } = await client.waitingReports();
    const oldest = items.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
    for (const [place, one] of oldest.entries()) {
      const age = now - Date.parse(one.at);
      const crowded = items.length - place > leftWaiting;
      if (age < (crowded ? 5 : 150) * minute) continue;
      await this.#answer(client, one, hash(seed, one.no, "answer")).catch((fault: unknown) => {
        if (!isOvertaken(fault)) throw fault;
      });
    }
  }

  async #answer(client: Client, one: WaitingReport, chance: number): Promise<void> {
    const { id, version, matter, text, category, position, photos, urgency } = one;
    if (matter === "advice" || position === undefined) {
      await client.advise({ text: text === "" ? answer.zh : text, answer: answer.zh, waiting: id });
      return this.#count("advise");
    }
    if (category === undefined || chance < 0.04) {
      await client.declineReport(id, version, reasons.decline.zh);
      return this.#count("decline");
    }
    const words = text === "" ? (one.kindName?.zh ?? category) : text;
    await client.report({ category, position, text: words, photos, urgency, waiting: id });
    this.#count("take-up");
  }

  /** Alarms that open no case are seen and said so. */
  async #acknowledge({ seed, now }: Turn): Promise<void> {
    const { client } = this.#staff.officer;
    const { items } = await client.alarms({ open: "true", limit: 200 });
    for (const { id, version, stage, raisedAt } of items) {
      const chance = hash(seed, raisedAt, "acknowledge");
      const patience = chance < 0.3 ? 180 : 15 + 60 * chance;
      if (stage !== "raised" || now - Date.parse(raisedAt) < patience * minute) continue;
      try {
        await client.move({ plural: "alarms", id }, "acknowledge", { version, facts: {} });
        this.#count("acknowledge");
      } catch (fault) {
        if (!isOvertaken(fault)) throw fault;
      }
    }
  }
}
