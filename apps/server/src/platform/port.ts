import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Hopeless } from "./child.ts";

/** A port to listen on, and the setting it comes from. */
export interface PortPlan {
  readonly host: string;
  readonly port: number;
  readonly variable: "PORT" | "MQTT_PORT" | "MQTTS_PORT" | "INGEST_PORT";
}

/** Children of a supervisor that was killed hold their ports a little longer. */
const patienceMs = 3_000;
const pauseMs = 200;

const tryPort = ({ host, port }: PortPlan): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port }, () => server.close(() => resolve(undefined)));
  });

const sentenceFor = ({ host, port, variable }: PortPlan, code: string): string => {
  if (code === "EADDRINUSE")
    return `port ${port} of ${host} is in use by another program. Stop that program, or choose another port with ${variable}.`;
  if (code === "EACCES")
    return `port ${port} of ${host} may not be opened by this user (EACCES). Choose a port above 1023 with ${variable}.`;
  return `port ${port} of ${host} cannot be opened (${code}). Check HOST and ${variable}.`;
};

/** Waits a little until the port can be listened on; throws `Hopeless` when it cannot. Port 0 is always free. */
export const awaitPort = async (plan: PortPlan, waitMs = patienceMs): Promise<void> => {
  if (plan.port === 0) return;
  const until = performance.now() + waitMs;
  let fault = await tryPort(plan);
  while (fault === "EADDRINUSE" && performance.now() < until) {
    await pause(pauseMs);
    fault = await tryPort(plan);
  }
  if (fault !== undefined) throw new Hopeless(sentenceFor(plan, fault));
};
