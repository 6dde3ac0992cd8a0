import { ProblemError } from "@chengyun/client";
import { errors } from "@chengyun/contracts";
import { Unusable } from "@chengyun/importer";
import type { Label } from "@chengyun/kernel";
import type { LastWord, WorkerTask, WorkerWord } from "../modules/exchange/file-import/worker-word.ts";
import { look } from "./look.ts";
import { read } from "./read.ts";
import { run } from "./run.ts";

const aliveEveryMs = 5_000;
/** Words about progress go out no oftener than this. */
const tellEveryMs = 300;

const say = (word: WorkerWord): Promise<void> =>
  new Promise((said) => {
    if (process.send === undefined || !process.connected) return said();
    process.send(word, undefined, undefined, () => said());
  });

/** Passes progress on now and then; everything else at once. */
const sparing = (): ((word: WorkerWord) => void) => {
  let toldAt = 0;
  return (word) => {
    const now = Date.now();
    if (word.is === "progress" && now - toldAt < tellEveryMs) return;
    if (word.is === "progress") toldAt = now;
    void say(word);
  };
};

/** The sentence of a refusal of the city, in both languages. */
const problemText = ({ problem }: ProblemError): Label => {
  const known = (errors as Readonly<Record<string, { readonly text: Label }>>)[problem.code];
  const kept = { zh: "已导入的部分保留。", en: "What was imported is kept." };
  const { zh, en } = known?.text ?? { zh: problem.title, en: problem.title };
  return { zh: `${zh}${kept.zh}`, en: `${en} ${kept.en}` };
};

const work = async (task: WorkerTask): Promise<LastWord> => {
  const tell = sparing();
  try {
    if (task.is === "look") return { is: "looked", ...(await look(task)) };
    if (task.is === "read") return { is: "read", ...(await read(task, (rows) => tell({ is: "progress", rows }))) };
    return { is: "ended", run: await run(task, tell) };
  } catch (error) {
    if (error instanceof Unusable) return { is: "refused", text: error.text };
    if (error instanceof ProblemError) return { is: "refused", text: problemText(error) };
    return { is: "broken", message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

/** Waits for its one task, does it, says what came of it and ends. Whoever started it gone, it goes too. */
export const startWorker = (): void => {
  process.on("SIGINT", () => undefined);
  process.on("disconnect", () => process.exit(0));
  // A library that throws where nobody can catch it: said once, or the file would be tried again for nothing.
  process.on("uncaughtException", (error) => {
    void say({ is: "broken", message: error.stack ?? error.message }).finally(() => process.exit(1));
  });
  setInterval(() => void say({ is: "alive" }), aliveEveryMs).unref();
  process.once("message", (task: WorkerTask) => {
    void work(task)
      .then(say)
      .finally(() => process.exit(0));
  });
};
