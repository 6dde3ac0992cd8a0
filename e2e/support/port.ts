import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below the range from which the system takes ports for outgoing connections, so that a free one stays free. */
const first = 8_800;
const last = 12_799;
/** Two lanes of tests begin far from each other: a city takes its ports seconds after they were found free. */
let next = randomInt(first, last);

const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });

/** A free port on loopback, never the same one twice in a row. */
export const findFreePort = async (): Promise<number> => {
  for (let tries = first; tries <= last; tries += 1) {
    next = next >= last ? first : next + 1;
    if (await isFree(next)) return next;
  }
  throw new Error(`no port from ${first} to ${last} is free`);
};
