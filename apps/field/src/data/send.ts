import { type Client, ProblemError } from "@chengyun/client";
import { faultWords } from "./fault-words.ts";
import { getPhoto, isQueueFull, keepUnkept, listWritings, settleWriting, updateWriting } from "./queue.ts";
import { noteSent } from "./sent.ts";
import {
  backoffMs,
  followers,
  type MoveWriting,
  nextToSend,
  type Refusal,
  verdictOn,
  type Writing,
} from "./writing.ts";

/** What sending needs of the rest; given, so that tests can give it. */
export interface Sending {
  readonly api: Pick<Client, "move" | "report" | "addFile">;
  readonly personId: string;
  /** The post they act in: what was written in another waits until they are back in it. */
  readonly postId: string;
  readonly now: () => number;
  /** A move was made: its subject stands at another stage and version. */
  readonly onMade: (writing: Pick<MoveWriting, "id" | "subject">, made: { stage: string; version: number }) => void;
  /** Something of the queue changed. */
  readonly onChange: () => Promise<void> | void;
}

/** How a round of sending ended. */
export type Round = "empty" | "full" | "unreachable" | "signed-out";

const toRefusal = ({ problem }: ProblemError): Refusal => ({
  status: problem.status,
  code: problem.code,
  title: problem.title,
  faults: faultWords(problem),
});

/** Sends the photos that didn't arrive yet, each under a key of its own; gives the server's ids in order. */
const sendPhotos = async ({ api }: Sending, writing: Writing): Promise<ReadonlyMap<string, string>> => {
  let { uploaded } = writing;
  for (const id of writing.photos) {
    if (uploaded[id] !== undefined) continue;
    const photo = await getPhoto(id);
    if (photo === undefined) continue;
    const made = await api.addFile(photo.blob, `${id}.jpg`, id);
    uploaded = { ...uploaded, [id]: made.id };
    await updateWriting(writing.id, { uploaded });
  }
  return new Map(writing.photos.flatMap((id) => (uploaded[id] === undefined ? [] : [[id, uploaded[id]] as const])));
};

/** Answers with the server's ids in the place of this phone's. */
const withSent = (value: unknown, sent: ReadonlyMap<string, string>): unknown => {
  if (typeof value === "string") return sent.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => withSent(each, sent));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([id, each]) => [id, withSent(each, sent)]));
};

const factsOf = ({ facts, photoFact, formPhotos = [] }: MoveWriting, sent: ReadonlyMap<string, string>) => {
  const photos = [...sent].flatMap(([own, id]) => (formPhotos.includes(own) ? [] : [id]));
  const given = withSent(facts, sent) as MoveWriting["facts"];
  return photoFact === undefined || photos.length === 0 ? given : { ...given, [photoFact]: photos };
};

const sendOne = async (sending: Sending, writing: Writing): Promise<void> => {
  const photos = await sendPhotos(sending, writing);
  if (writing.kind === "report") {
    const { position, answers, notSameAs = [], near = "ask", ...report } = writing.report;
    const own = writing.formPhotos ?? [];
    const happenedAt = new Date(writing.at).toISOString();
    const sent = {
      ...report,
      // Nothing joins silently: where a case of its kind is near, it comes back and its writer says which.
      near,
      notSameAs: [...notSameAs],
      position: [...position] as [number, number],
      photos: [...photos].flatMap(([id, sent]) => (own.includes(id) ? [] : [sent])),
      ...(answers === undefined ? {} : { answers: withSent(answers, photos) as Record<string, unknown> }),
      ...(writing.form === undefined ? {} : { form: writing.form.id }),
      channel: "field" as const,
      happenedAt,
    };
    const { caseNo } = await sending.api.report(sent, writing.id);
    await noteSent(writing, caseNo).catch(() => undefined);
  } else {
    const { subject, move } = writing;
    const facts = factsOf(writing, photos);
    const answered = writing.form === undefined ? {} : { form: writing.form.id, formVersion: writing.form.version };
    const made = await sending.api.move(subject, move, { version: subject.version, facts, ...answered }, writing.id);
    sending.onMade(writing, made);
    await noteSent(writing).catch(() => undefined);
    for (const each of followers(await listWritings(), writing))
      await updateWriting(each.id, { version: made.version });
  }
  await settleWriting(writing);
};

/** Writes down a failure; answers what it means for the round. */
const noteFailure = async (sending: Sending, writing: Writing, fault: unknown): Promise<Round | undefined> => {
  if (!(fault instanceof ProblemError)) throw fault;
  const verdict = verdictOn(fault.problem.status);
  if (verdict === "signed-out") return "signed-out";
  if (verdict === "refused") {
    await updateWriting(writing.id, { state: "refused", refusal: toRefusal(fault) });
    return undefined;
  }
  const tries = writing.tries + 1;
  await updateWriting(writing.id, { tries, retryAt: sending.now() + backoffMs(tries) });
  return fault.problem.status === 0 ? "unreachable" : undefined;
};

/**
 * Sends what waits, in order, until nothing may be sent now or nobody answers; a phone too full to note what arrived sends
 * it all the same, and each once. One at a time: see `sync.ts`.
 */
export const sendAll = async (sending: Sending): Promise<Round> => {
  for (;;) {
    const { personId, postId, now } = sending;
    if (isQueueFull()) await keepUnkept();
    const next = nextToSend(await listWritings(), { personId, postId, now: now() });
    if (next === undefined) return isQueueFull() ? "full" : "empty";
    let round: Round | undefined;
    try {
      await sendOne(sending, next);
    } catch (fault) {
      round = await noteFailure(sending, next, fault);
    }
    await sending.onChange();
    if (round !== undefined) return round;
  }
};
