import type { Case, FormShape, Me, MoveOffer, TaskRow } from "@chengyun/contracts";
import { api, fullSentence, statusOf, toSentence } from "./api.ts";
import { askClock, recallClock, serverNow } from "./clock.ts";
import { field, type KeptCase, keep, keepIfRoom, recall, remember, StorageFull } from "./database.ts";
import { keepDuty } from "./duty.ts";
import { formKey } from "./form-answer.ts";
import { listWritings } from "./queue.ts";
import { type Sending, sendAll } from "./send.ts";
import { changeState, currentState, type FieldState } from "./state.ts";

/** Two tabs of one phone are one sender: whoever holds this sends, the other looks on. */
const lockName = "chengyun-field-send";
const otherTabs = new BroadcastChannel("chengyun-field");

export const rereadQueue = async (): Promise<void> => changeState({ writings: await listWritings() });

const tellQueue = async (): Promise<void> => {
  await rereadQueue();
  otherTabs.postMessage("queue");
};

otherTabs.onmessage = () => void rereadQueue();

/** What is kept under one name each, and asked anew when the net is there. */
const singles = ["me", "city", "tasksAt", "caseTypes", "departments", "flows", "notices", "known", "forms"] as const;

type Single = (typeof singles)[number];

const recallSingle = async (name: Single): Promise<Partial<FieldState>> => {
  const value = await recall<unknown>(name);
  return value === undefined ? {} : { [name]: value };
};

/** Reads everything this phone keeps: it is there before the net is. */
export const recallAll = async (): Promise<void> => {
  await recallClock();
  const known = await Promise.all(singles.map(recallSingle));
  const tasks = await (await field()).getAll("tasks");
  changeState({ ...Object.assign({}, ...known), tasks, writings: await listWritings(), ready: true });
};

/** Whether the phone had no room for something of this round. */
let full = false;

/** Keeps what came for when the net is gone; without room it is there as long as the app is open. */
const keepComing = async (kept: Promise<unknown>): Promise<void> => {
  full = !(await keepIfRoom(kept)) || full;
};

const keepSingle = async (name: Single, value: unknown): Promise<void> => {
  await keepComing(remember(name, value));
  changeState({ [name]: value });
};

/** Remembers what moves ask, so that the next one can be written without the net. */
const learnMoves = async (tasks: readonly TaskRow[], cases: readonly Case[]): Promise<void> => {
  const before = currentState().known;
  const known = { ...before };
  for (const task of tasks) for (const offer of task.moves) known[`${task.subject.kind}.${offer.move}`] = offer;
  for (const each of cases) for (const { whyNot: _, ...offer } of each.moves) known[`case.${offer.move}`] = offer;
  await keepSingle("known", known);
  await learnForms(Object.values(known).flatMap(({ form }) => form ?? []));
};

/** Forms of moves, of what can be reported, and those that something waiting was answered to. A published version never changes: what is here is not asked for again. */
const learnForms = async (asked: readonly NonNullable<MoveOffer["form"]>[]): Promise<void> => {
  const { forms: before, writings, caseTypes } = currentState();
  const reports = caseTypes.flatMap(({ form }) => form ?? []);
  const waiting = writings.flatMap(({ form }) => form ?? []);
  const forms: Record<string, FormShape> = {};
  for (const form of [...asked, ...reports, ...waiting])
    forms[formKey(form)] = before[formKey(form)] ?? (await api.formVersion(form.id, form.version));
  await keepSingle("forms", forms);
};

const allTasks = async (): Promise<TaskRow[]> => {
  const items: TaskRow[] = [];
  let after: string | undefined;
  do {
    const page = await api.tasks({ mine: "true", limit: 200, after });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
};

/** A case with its time line, kept for when the net is gone; undefined when it is not (or no longer) ours to see. */
export const fetchCase = async (id: string): Promise<KeptCase | undefined> => {
  try {
    const [subject, timeline] = await Promise.all([api.case(id), api.timeline(id)]);
    const kept = { id, subject, timeline: timeline.items, at: serverNow() };
    await keepComing(keep((db) => db.put("cases", kept)));
    return kept;
  } catch (fault) {
    if (statusOf(fault) === 404 || statusOf(fault) === 403) return undefined;
    throw fault;
  }
};

/** Cases of the tasks, one after the other; those that changed since they were kept. */
const fetchCases = async (tasks: readonly TaskRow[]): Promise<Case[]> => {
  const db = await field();
  const fetched: Case[] = [];
  for (const { case: row } of tasks) {
    // What finds no room would be asked for again in every round.
    if (full) break;
    const kept = await db.get("cases", row.id);
    if (kept?.subject.version === row.version && kept.subject.changedAt === row.changedAt) continue;
    const fresh = await fetchCase(row.id);
    if (fresh !== undefined) fetched.push(fresh.subject);
  }
  const wanted = new Set(tasks.map((task) => task.case.id));
  const needed = new Set(currentState().writings.flatMap((each) => (each.kind === "move" ? [each.caseId] : [])));
  for (const id of await db.getAllKeys("cases")) if (!wanted.has(id) && !needed.has(id)) await db.delete("cases", id);
  return fetched;
};

const refreshTasks = async (): Promise<void> => {
  const tasks = await allTasks();
  const tasksAt = serverNow();
  await keepComing(
    keep(async (db) => {
      const tx = db.transaction("tasks", "readwrite");
      await tx.store.clear();
      for (const task of tasks) await tx.store.put(task);
      await tx.done;
    }),
  );
  await keepComing(remember("tasksAt", tasksAt));
  changeState({ tasks, tasksAt });
  await learnMoves(tasks, await fetchCases(tasks));
};

/** What hardly ever changes. */
const refreshWords = async (): Promise<void> => {
  await keepSingle("city", await api.city());
  await keepSingle("caseTypes", (await api.caseTypes()).items);
  await keepSingle("departments", (await api.departments()).items);
  await keepSingle("flows", (await api.flows()).items);
};

const refreshNotices = async (): Promise<void> => keepSingle("notices", (await api.notices({ limit: 50 })).items);

/** Until the tasks are asked for anew: what is written next stands on the new version, and nothing is offered twice. */
const noteMade: Sending["onMade"] = ({ id, subject }, { stage, version }) => {
  const { tasks, wrote } = currentState();
  changeState({
    wrote: wrote?.id === id ? { ...wrote, arrived: true } : wrote,
    tasks: tasks.map((task) =>
      task.subject.id === subject.id
        ? {
            ...task,
            moves: [],
            subject: { ...task.subject, version },
            ...(task.subject.kind === "case" ? { case: { ...task.case, stage, version } } : { stage }),
          }
        : task,
    ),
  });
};

const send = async (me: Me): Promise<void> => {
  await navigator.locks.request(lockName, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    changeState({ sending: true });
    try {
      const round = await sendAll({
        api,
        personId: me.personId,
        postId: me.post.id,
        now: Date.now,
        onMade: noteMade,
        onChange: tellQueue,
      });
      if (round === "full") full = true;
      if (round === "signed-out") changeState({ signedOut: true });
      if (round === "unreachable") changeState({ online: false });
    } finally {
      changeState({ sending: false });
    }
  });
};

const askMe = async (): Promise<Me | undefined> => {
  const me = await api.me();
  await keepSingle("me", me);
  changeState({ signedOut: false, online: true });
  return me;
};

let running: Promise<void> | undefined;
let again = false;
let wordsAt = 0;
const wordsEveryMs = 3_600_000;

/** Under this name the phone keeps that somebody signed out without the net: the session is still to be ended. */
export const leaving = "leaving";

const endSession = async (): Promise<void> => {
  await api.signOut().catch((fault: unknown) => {
    // It ended by itself meanwhile.
    if (statusOf(fault) !== 401) throw fault;
  });
  await remember(leaving, undefined);
  changeState({ online: true });
};

/** What went wrong is said; what was no answer of the server and no full phone is a fault of ours. */
const noteFault = (fault: unknown): void => {
  const status = statusOf(fault);
  if (status === 401) changeState({ signedOut: true, online: true });
  else if (status === 0) changeState({ online: false });
  else changeState({ fault: fault instanceof StorageFull ? fullSentence() : toSentence(fault) });
  if (status === undefined && !(fault instanceof StorageFull)) throw fault;
};

const syncOnce = async (): Promise<void> => {
  full = false;
  try {
    if ((await recall(leaving)) === true) return await endSession();
    const me = await askMe();
    await askClock();
    if (me !== undefined) await send(me);
    if (Date.now() - wordsAt > wordsEveryMs) {
      await refreshWords();
      wordsAt = Date.now();
    }
    await refreshTasks();
    await refreshNotices();
    await keepDuty();
    changeState({ fault: full ? fullSentence() : undefined });
  } catch (fault) {
    noteFault(fault);
  }
};

/** Sends what waits and asks for what is new; asked again meanwhile it runs once more. */
export const sync = (): Promise<void> => {
  if (running !== undefined) {
    again = true;
    return running;
  }
  running = syncOnce().finally(() => {
    running = undefined;
    if (again) {
      again = false;
      void sync();
    }
  });
  return running;
};

/** Puts the photos and words of a writing on their way, at once if the net is there. */
export const queueChanged = async (): Promise<void> => {
  await tellQueue();
  void sync();
};

const everyMs = 20_000;

/** Keeps this phone and the server at one, as long as the app is open. */
export const startSync = (): void => {
  addEventListener("online", () => void sync());
  addEventListener("offline", () => changeState({ online: false }));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void sync();
  });
  setInterval(() => {
    if (document.visibilityState === "visible" && currentState().me !== undefined) void sync();
  }, everyMs);
  void navigator.storage?.persist?.();
};
