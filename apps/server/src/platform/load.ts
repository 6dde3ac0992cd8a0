import { type LoadStand, loadLevels } from "@chengyun/contracts";
import { AppError } from "./app-error.ts";
import type { Deployment } from "./deployment.ts";
import { askIngest } from "./ingest-link.ts";
import { within } from "./vitals.ts";

/** How full ingest is: what gives way at each level is in decision 0014. */
export type LoadLevel = LoadStand["level"];

/** What ingest is asked, and what it is told by a process that is about to refuse somebody. */
export const loadPath = "/internal/load";
export const shortagePath = "/internal/shortage";

const calm: LoadStand = { level: "calm", refused: 0, cut: 0, givenWay: 0 };
/** However many ask, ingest is asked once in this time. */
const freshMs = 500;
/** An ingest that is busy answers late; what it said last holds meanwhile. */
const patienceMs = 400;

interface Seen {
  at: number;
  stand: LoadStand;
  asking: Promise<void> | undefined;
}

const seen = new WeakMap<Deployment, Seen>();

/** How ingest stands, as it said within the last half second or, while it is busy, last. Calm while it is away. */
export const findLoad = async (deployment: Deployment): Promise<LoadStand> => {
  const known = seen.get(deployment) ?? { at: Number.NEGATIVE_INFINITY, stand: calm, asking: undefined };
  seen.set(deployment, known);
  if (performance.now() - known.at < freshMs) return known.stand;
  known.asking ??= askIngest(deployment.directory, loadPath).then((answer) => {
    known.stand = (answer as LoadStand | undefined) ?? calm;
    known.at = performance.now();
    known.asking = undefined;
  });
  await within(patienceMs, known.asking);
  return known.stand;
};

/** Whether a level is at least another. */
export const isAtLeast = (level: LoadLevel, least: LoadLevel): boolean =>
  loadLevels.indexOf(level) >= loadLevels.indexOf(least);

/** Refuses work that can wait while readings need the machine; the caller is told when to come again. */
export const giveWay = async (deployment: Deployment, from: Exclude<LoadLevel, "calm">): Promise<void> => {
  const { level } = await findLoad(deployment);
  if (isAtLeast(level, from)) throw new AppError("server.busy");
};

/** Has ingest say that it is overloaded before somebody is refused. */
export const tellShortage = async ({ directory }: Deployment): Promise<void> => {
  await within(patienceMs * 5, askIngest(directory, shortagePath, {}));
};
