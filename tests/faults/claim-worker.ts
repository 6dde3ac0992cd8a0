// A worker of F16: takes the tasks it read as a list, waits, and claims them as it saw them. Its parent stops and wakes it.
import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError } from "@chengyun/client";
import { openByPost } from "../../e2e/support/callers.ts";

interface Seen {
  readonly id: string;
  readonly version: number;
}

const [url = "", entry = "", seen = "[]"] = process.argv.slice(2);

const main = async (): Promise<void> => {
  const client = await openByPost({ url }, entry);
  process.stdout.write("ready\n");
  await sleep(500);
  let accepted = 0;
  const refused: string[] = [];
  for (const { id, version } of JSON.parse(seen) as Seen[])
    try {
      await client.move({ plural: "cases", id }, "accept", { version, facts: {} });
      accepted += 1;
    } catch (error) {
      refused.push(error instanceof ProblemError ? error.problem.code : String(error));
    }
  process.stdout.write(`${JSON.stringify({ accepted, refused })}\n`);
};

await main();
