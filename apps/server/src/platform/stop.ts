import { isMachine } from "./actor.ts";
import { AppError } from "./app-error.ts";
import type { Context } from "./context.ts";
import type { Deployment } from "./deployment.ts";

const stopped = new WeakSet<Deployment>();

/** Stops or lets through what people and keys do, in this process. */
export const setStop = (deployment: Deployment, isStopped: boolean): void => {
  if (isStopped) stopped.add(deployment);
  else stopped.delete(deployment);
};

/** What must be recorded even then: who came in, with a password of their own, and what is done about the journal itself. */
const isAlways = (type: string): boolean =>
  type.startsWith("session.") || type.startsWith("journal.") || type === "account.password-changed";

/**
 * Refuses to record what a person or a key does while the journal can't be trusted: what can't be recorded doesn't
 * happen. What machines do goes on, for readings and alarms must not be lost.
 */
export const checkStop = ({ deployment, actor }: Context, type: string): void => {
  if (stopped.has(deployment) && !isMachine(actor) && !isAlways(type)) throw new AppError("journal.stopped");
};
