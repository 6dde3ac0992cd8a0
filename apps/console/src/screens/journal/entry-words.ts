import type { Entry, FlowShape, Post } from "@chengyun/contracts";
import type { Language } from "@chengyun/kernel";
import type { Strings } from "../../strings/zh.ts";

type Names = Readonly<Record<string, string>>;

/** What words need to be found. */
export interface EntryBook {
  readonly t: Strings;
  readonly language: Language;
  readonly flows: readonly FlowShape[];
  readonly posts: readonly Post[];
}

/** What happened, in words: by the flow's own move when it has one, else by our table, else as it is written. */
export const entryName = (type: string, { t, language, flows }: EntryBook): string => {
  const [kind = "", past = ""] = type.split(".");
  const move = flows.find((flow) => flow.kind === kind)?.moves.find((each) => each.records === past);
  const noun = (t.journal.kinds as Names)[kind] ?? kind;
  const verb = move?.name[language] ?? (t.journal.verbs as Names)[past] ?? past;
  return `${noun} · ${verb}`;
};

/** Kind of a subject in words. */
export const kindName = (kind: string, { t }: EntryBook): string => (t.journal.kinds as Names)[kind] ?? kind;

/** Who acted: name and post of a person, as far as they are known; else what kind of machine it was. */
export const actorName = (actor: Entry["actor"], { t, language, posts }: EntryBook): string => {
  const post = posts.find((each) => each.id === actor.post);
  const known = [actor.name, post?.name[language]].filter((part) => part !== undefined);
  return known.length === 0 ? t.journal.actors[actor.kind] : known.join(" · ");
};

/** Number of entries a checkpoint signs, from its second line (C2SP tlog-checkpoint). */
export const checkpointSize = (checkpoint: string): number | undefined => {
  const size = Number(checkpoint.split("\n")[1]);
  return Number.isInteger(size) ? size : undefined;
};
