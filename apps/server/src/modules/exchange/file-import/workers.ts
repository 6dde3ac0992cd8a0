import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { FileProgress } from "@chengyun/contracts";
import { type ImportPass, system } from "../../../platform/actor.ts";
import { fingerprintOf } from "../../../platform/certificate.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { home } from "../../../platform/home.ts";
import { processScript } from "../../../platform/process-script.ts";
import { folderOf } from "./folder.ts";
import type { FileImportRecord } from "./model.ts";
import { issuePass, revokePass } from "./pass.ts";
import { changeFileImport, type FileImportChange, findFileImport, listEarlierMappings, listGoing } from "./store.ts";
import { isLast, type LastWord, type WorkerTask, type WorkerWord } from "./worker-word.ts";

/** So many at once: a city has other work. */
const mostAtOnce = 2;
/** A worker that dies this often is not started again by itself. */
const triesMost = 3;
/** One that says nothing for so long hangs. */
const silenceMs = 180_000;
/** Its own heap; a file that wants more ends the worker and not the city. */
const heapMb = 2_048;

interface Going {
  readonly child: ChildProcess;
  readonly token: string;
  readonly stage: FileImportRecord["stage"];
  /** What it was asked: an answer to another question is none. */
  readonly asked: string;
  rows: number;
  counts: FileProgress["counts"];
  /** Row and time from which the pace is reckoned. */
  from: { rows: number; at: number } | undefined;
  heardAt: number;
  hasLastWord: boolean;
  /** Settles once its last word is kept: before that nobody begins in its place. */
  concluded: Promise<void>;
}

const askedOf = ({ files, layout, mapping }: FileImportRecord): string => JSON.stringify([files, layout, mapping]);

const doing = { looking: "look", reading: "read", running: "run" } as const;

const urlOf = ({ deployment }: Context): string => {
  const { host, port, tls } = deployment.config;
  const reached = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  return `${tls === undefined ? "http" : "https"}://${reached}:${port}`;
};

const totalOf = ({ seen }: FileImportRecord): number | undefined =>
  seen === undefined ? undefined : Object.values(seen.rows).reduce((sum, rows) => sum + rows, 0);

/** Fits no import: a dry run asks the city what would become of rows, and keeps none. */
const noImport: ImportPass = { file: "", mapping: "" };

const tokenFor = (record: FileImportRecord): string => {
  const { stage, beganBy, actsFor = beganBy, pass } = record;
  if (stage === "reading") return issuePass(actsFor, record, noImport);
  return stage === "running" && pass !== undefined ? issuePass(actsFor, record, pass) : "";
};

/** What becomes of an import by the last word of its worker. */
const changeBy = (found: FileImportRecord, word: LastWord): FileImportChange => {
  switch (word.is) {
    case "looked":
      return {
        stage: found.mapping === undefined ? "looked" : "reading",
        ...{ look: word.look, proposals: word.proposals, tries: 0, fault: null },
      };
    case "read":
      return { stage: "read", seen: word.seen, pass: word.pass, tries: 0, fault: null };
    case "ended":
      return { stage: "ended", runId: word.run, fault: null };
    case "refused":
      return { stage: "refused", fault: word.text };
    case "broken":
      return {
        stage: "refused",
        fault: {
          zh: "读取时出现内部错误，已记入日志；已导入的部分保留，可再次运行。",
          en: "Something of ours broke while reading; it is in the log. What was imported is kept, and it can be run again.",
        },
      };
  }
};

const diedTooOften: FileImportChange = {
  stage: "refused",
  fault: {
    zh: "处理这个文件的进程多次中断（文件可能过大），不再自动继续；已导入的部分保留，再次运行会从中断处继续。",
    en: "The process working on this file died several times (the file may be too large) and is not started again by itself; what was imported is kept, and running it again goes on from there.",
  },
};

/** Keeps a worker at each import that is going on, as far as there is room; one that dies is started again. */
export class ImportWorkers {
  readonly #ctx: Context;
  readonly #going = new Map<string, Going>();
  #turn: Promise<void> = Promise.resolve();

  constructor(ctx: Context) {
    this.#ctx = { ...ctx, actor: system("file-imports"), inTransaction: false };
  }

  /** Starts what waits. */
  poke(): Promise<void> {
    this.#turn = this.#turn
      .then(() => this.#look())
      .catch((error: unknown) => {
        this.#ctx.log.warn({ error }, "waiting imports could not be looked for");
      });
    return this.#turn;
  }

  progressOf(record: FileImportRecord): FileProgress {
    const going = this.#going.get(record.id);
    const of = record.stage === "running" ? totalOf(record) : undefined;
    const more = of === undefined ? {} : { of };
    if (going === undefined || going.stage !== record.stage) return { rows: 0, ...more, waits: true };
    const { rows, counts, from } = going;
    const pace = from === undefined ? 0 : (rows - from.rows) / Math.max(1, Date.now() - from.at);
    const left = of === undefined || pace <= 0 ? {} : { secondsLeft: Math.ceil((of - rows) / pace / 1_000) };
    return { rows, ...more, ...left, ...(counts === undefined ? {} : { counts }), waits: false };
  }

  /** Ends the worker of an import, when there is one; what it sent is kept. */
  async stop(id: string): Promise<void> {
    const going = this.#going.get(id);
    if (going === undefined) return;
    going.hasLastWord = true;
    const gone = new Promise((done) => going.child.once("exit", done));
    going.child.kill("SIGKILL");
    await gone;
  }

  async #look(): Promise<void> {
    for (const [, { child, heardAt }] of this.#going) if (Date.now() - heardAt > silenceMs) child.kill("SIGKILL");
    if (this.#going.size >= mostAtOnce) return;
    for (const record of await listGoing(this.#ctx.db))
      if (this.#going.size < mostAtOnce && !this.#going.has(record.id)) await this.#start(record);
  }

  async #start(record: FileImportRecord): Promise<void> {
    const { stage } = record;
    const main = record.files[0];
    if (main === undefined || record.format === undefined || !(stage in doing)) return;
    const token = tokenFor(record);
    const { areaPath, kind, beganBy } = record;
    const departments = areaPath === "" ? "all" : beganBy.departments;
    const task: WorkerTask = {
      ...{ is: doing[stage as keyof typeof doing], folder: folderOf(this.#ctx, record.id), path: main.path },
      ...{ name: main.name, format: record.format, kind, layout: record.layout, mapping: record.mapping },
      mappings: join(home, "deploy", "mappings"),
      earlier:
        stage === "looking" ? await listEarlierMappings(this.#ctx.db, { areaPath, departments, kind, limit: 20 }) : [],
      ...{ url: urlOf(this.#ctx), token, pin: fingerprintOf(this.#ctx.deployment.config.tls) },
    };
    const script = processScript("importer");
    const child = fork(script, {
      // Nothing of the city's own settings: a file is read by somebody who knows no secret.
      env: { PATH: process.env["PATH"] ?? "", TZ: "UTC" },
      execArgv: [
        ...(script.endsWith(".ts") ? ["--import", import.meta.resolve("tsx")] : []),
        `--max-old-space-size=${heapMb}`,
      ],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const going: Going = {
      ...{ child, token, stage, rows: 0, counts: undefined, from: undefined, hasLastWord: false },
      ...{ asked: askedOf(record), heardAt: Date.now(), concluded: Promise.resolve() },
    };
    this.#going.set(record.id, going);
    child.on("message", (word: WorkerWord) => void this.#hear(record.id, going, word));
    child.once("exit", () => void this.#leave(record.id, going));
    child.send(task);
  }

  async #hear(id: string, going: Going, word: WorkerWord): Promise<void> {
    going.heardAt = Date.now();
    if (word.is === "progress") {
      going.rows = word.rows;
      going.counts = word.counts ?? going.counts;
      going.from ??= { rows: word.rows, at: Date.now() };
    } else if (word.is === "begun") await this.#change(id, [going.stage], { runId: word.run });
    else if (isLast(word) && !going.hasLastWord) {
      going.hasLastWord = true;
      if (word.is === "broken") this.#ctx.log.error({ import: id, message: word.message }, "an import's worker broke");
      going.concluded = this.#conclude(id, going, word);
      await going.concluded;
      going.child.kill();
    }
  }

  #conclude(id: string, going: Going, word: LastWord): Promise<void> {
    return transact(this.#ctx, async ({ db, clock }) => {
      const found = await findFileImport(db, id);
      if (found !== undefined && askedOf(found) === going.asked)
        await changeFileImport(db, { id, from: [going.stage], at: clock.now() }, changeBy(found, word));
    }).catch((error: unknown) => this.#ctx.log.error({ error, import: id }, "what a worker found could not be kept"));
  }

  async #change(id: string, from: readonly FileImportRecord["stage"][], change: FileImportChange): Promise<void> {
    const { db, clock } = this.#ctx;
    await changeFileImport(db, { id, from, at: clock.now() }, change).catch((error: unknown) =>
      this.#ctx.log.warn({ error, import: id }, "an import could not be changed"),
    );
  }

  async #leave(id: string, going: Going): Promise<void> {
    revokePass(going.token);
    // Its last word may still be on its way into the table; who began anew now would answer a question that was answered.
    await going.concluded;
    if (!going.hasLastWord) {
      const found = await findFileImport(this.#ctx.db, id).catch(() => undefined);
      if (found?.stage === going.stage) {
        const tries = found.tries + 1;
        this.#ctx.log.warn({ import: id, tries }, "an import's worker died and is started again");
        await this.#change(id, [going.stage], tries >= triesMost ? { ...diedTooOften, tries } : { tries });
      }
    }
    this.#going.delete(id);
    await this.poke();
  }
}

const all = new WeakMap<Context["deployment"], ImportWorkers>();

/** The workers of this process. */
export const workersOf = (ctx: Context): ImportWorkers => {
  const found = all.get(ctx.deployment) ?? new ImportWorkers(ctx);
  all.set(ctx.deployment, found);
  return found;
};
