import type { Client } from "@chengyun/client";
import type { RunningCity } from "../e2e/support/running-city.ts";
import { openPlain } from "./plain-fetch.ts";

/** The people a case passes through. */
export interface Crew {
  readonly officer: Client;
  readonly handler: Client;
  readonly verifier: Client;
  /** Department the handler works in. */
  readonly department: string;
}

/** Moves of one whole life: report, join, file, dispatch, accept, feed back, verify, close. */
export const movesOfLife = 8;

/** Signs a crew in, as three browsers would. */
export const callCrew = async (city: Pick<RunningCity, "url">): Promise<Crew> => {
  const officer = await openPlain(city, "duty-officer");
  const { items } = await officer.departments();
  const department = items.find(({ code }) => code === "drainage-office")?.id;
  if (department === undefined) throw new Error("the demo city has no drainage office");
  return {
    officer,
    handler: await openPlain(city, "drainage-handler"),
    verifier: await openPlain(city, "verifier"),
    department,
  };
};

/**
 * Categories whose reports join by nearness and that waive photos by their nature: the gauge's level and the methane in
 * the chamber are the proof. So a life is its moves, not the decoding of pictures.
 */
const categories = ["drain-blockage", "gas-leak"] as const;

/** A place of its own for each who reports, farther from the next than reports of one case may lie apart. */
export const placeOf = (worker: number): [longitude: number, latitude: number] => [
  112.341 + (worker % 4) * 0.0055,
  28.841 + Math.floor(worker / 4) * 0.0045,
];

/** One case from its first report to its end; throws when any move is refused. Gives its id. */
export const liveOnce = async (crew: Crew, worker: number, turn: number): Promise<string> => {
  const category = categories[turn % categories.length] ?? categories[0];
  const report = { category, position: placeOf(worker), text: "井口冒水，路面有积水" };
  const { caseId: id, opened } = await crew.officer.report(report);
  if (!opened) throw new Error(`the first report of a life joined ${id}`);
  const joined = await crew.officer.report({ ...report, text: "还在冒水" });
  if (joined.caseId !== id) throw new Error("the second report of a life opened another case");
  const subject = { plural: "cases", id };
  // A report that joins makes nobody's version stale.
  let version = 1;
  const move = async (by: Client, name: string, facts: Record<string, unknown> = {}): Promise<void> => {
    version = (await by.move(subject, name, { version, facts })).version;
  };
  await move(crew.officer, "file", { "filing-condition": "1" });
  await move(crew.officer, "dispatch", { department: crew.department });
  await move(crew.handler, "accept");
  await move(crew.handler, "feed-back", { result: "已疏通，液位回落" });
  await move(crew.verifier, "verify", { "closing-condition": "1" });
  await move(crew.officer, "close");
  return id;
};
