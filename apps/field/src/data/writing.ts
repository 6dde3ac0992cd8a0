import type { Label } from "@chengyun/kernel";

/** What the server said when it did not take something, in the reader's language of then. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly faults: readonly string[];
}

interface Written {
  /** Also the key under which the server knows it again. */
  readonly id: string;
  /** Order of writing. */
  readonly seq: number;
  /** Who wrote it: nobody else's session sends it. */
  readonly personId: string;
  readonly personName: string;
  /** The post it was written in: it is sent in no other, for the journal says who acted in which post. */
  readonly post?: { readonly id: string; readonly name: Label } | undefined;
  /** Server time at which it was written, in milliseconds. */
  readonly at: number;
  /** Photos kept on this phone, by id. */
  readonly photos: readonly string[];
  /** Server's ids of those that arrived already. */
  readonly uploaded: Readonly<Record<string, string>>;
  readonly title: Label;
  readonly state: "waiting" | "refused";
  readonly tries: number;
  /** Not before this, by the phone's clock in milliseconds. */
  readonly retryAt: number;
  readonly refusal?: Refusal;
}

/** A form and the version that was answered. */
interface AnsweredForm {
  readonly id: string;
  readonly version: number;
  readonly name: Label;
}

/** A move of a case or joint task. */
export interface MoveWriting extends Written {
  readonly kind: "move";
  readonly caseId: string;
  readonly subject: { readonly kind: string; readonly plural: string; readonly id: string; readonly version: number };
  readonly move: string;
  readonly moveName: Label;
  /** Stage its writer saw. */
  readonly stage: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** The same in words, for whoever has to decide about it. */
  readonly words: readonly { readonly name: Label; readonly value: Label }[];
  /** Fact that takes the photos. */
  readonly photoFact: string | undefined;
  /** Form whose answers are among the facts, with the version they were given to. */
  readonly form?: AnsweredForm | undefined;
  /** Photos that are answers of the form, by their ids on this phone. */
  readonly formPhotos?: readonly string[] | undefined;
}

/** A problem somebody found. */
export interface ReportWriting extends Written {
  readonly kind: "report";
  readonly report: {
    readonly category: string;
    readonly position: readonly [longitude: number, latitude: number];
    readonly text: string;
    readonly thingId?: string;
    /** Answers to what the category asks, and the version of the form they were given to. */
    readonly answers?: Readonly<Record<string, unknown>>;
    readonly formVersion?: number;
    /** Case that its writer says it belongs to. */
    readonly joins?: string;
    /** It is asked whether it is the same as an open case near by; or its writer said that it is none of them. */
    readonly near?: "ask" | "apart";
    /** Cases its writer looked at and says it is not. */
    readonly notSameAs?: readonly string[];
  };
  readonly form?: AnsweredForm | undefined;
  /** The answers in words. */
  readonly words?: MoveWriting["words"];
  /** Photos that are answers of the form, by their ids on this phone. */
  readonly formPhotos?: readonly string[] | undefined;
}

/** Something typed on this phone that the server doesn't have yet. */
export type Writing = MoveWriting | ReportWriting;

/** What can be changed of a writing. */
export type WritingChange = Partial<
  Pick<Written, "state" | "tries" | "retryAt" | "uploaded"> & { refusal: Refusal | undefined; version: number }
>;

/** What must go in order: one person's moves of one subject. What somebody else wrote here holds nobody up. */
export const chainOf = (writing: Writing): string =>
  writing.kind === "move" ? `${writing.personId}:${writing.subject.kind}:${writing.subject.id}` : writing.id;

/** The draft in which something refused is corrected: one of its own, so that it takes nothing else's place. */
export const correctionOf = (writing: Writing): string =>
  writing.kind === "move" ? `${writing.subject.id}.${writing.move}.${writing.id}` : `report.${writing.id}`;

/** Who sends, in which post, when. */
export interface Sender {
  readonly personId: string;
  readonly postId: string;
  readonly now: number;
}

/** Whether a writing is this person's, written in the post they act in now. */
export const isOwn = ({ personId, post }: Writing, who: Pick<Sender, "personId" | "postId">): boolean =>
  personId === who.personId && (post === undefined || post.id === who.postId);

/** What is sent next: the oldest of each chain whose time has come; behind a refused one everything of its chain waits. */
export const nextToSend = (writings: readonly Writing[], sender: Sender): Writing | undefined => {
  const blocked = new Set<string>();
  for (const writing of [...writings].sort((one, other) => one.seq - other.seq)) {
    const chain = chainOf(writing);
    if (blocked.has(chain)) continue;
    if (writing.state === "waiting" && isOwn(writing, sender) && writing.retryAt <= sender.now) return writing;
    blocked.add(chain);
  }
  return undefined;
};

const firstWaitMs = 5_000;
const longestWaitMs = 300_000;

/** How long to wait after so many tries. */
export const backoffMs = (tries: number): number => Math.min(firstWaitMs * 2 ** Math.max(0, tries - 1), longestWaitMs);

/** What a failed answer means: it may pass by itself, the person must sign in, or the person must decide. */
export type Verdict = "later" | "signed-out" | "refused";

/** 0 is no answer at all. */
export const verdictOn = (status: number): Verdict => {
  if (status === 401) return "signed-out";
  return status === 0 || status === 408 || status === 425 || status === 429 || status >= 500 ? "later" : "refused";
};

/** Those later moves of a subject that were written on top of one that was just made stand on its new version. */
export const followers = (writings: readonly Writing[], made: Writing): MoveWriting[] =>
  writings.filter(
    (each): each is MoveWriting => each.kind === "move" && each.seq > made.seq && chainOf(each) === chainOf(made),
  );

/** Applies a change to a writing; a version is a move's alone. */
export const changed = (writing: Writing, { version, refusal, ...change }: WritingChange): Writing => {
  const { refusal: before, ...rest } = writing;
  const kept = "refusal" in change || refusal !== undefined ? refusal : before;
  const next = { ...rest, ...change, ...(kept === undefined || change.state === "waiting" ? {} : { refusal: kept }) };
  return next.kind === "move" && version !== undefined ? { ...next, subject: { ...next.subject, version } } : next;
};
