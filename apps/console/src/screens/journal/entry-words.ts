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

/** What happened, in words: by the flow's own move when one alone records it, else by our table, else as it is written. */
export const entryName = (
  type: string,
  { t, language, flows }: Pick<EntryBook, "t" | "language" | "flows">,
): string => {
  const [kind = "", past = ""] = type.split(".");
  const moves = flows.find((flow) => flow.kind === kind)?.moves.filter((each) => each.records === past) ?? [];
  const ours = (t.journal.verbs as Names)[past];
  const itsOwn = moves[0]?.name[language];
  const verb = (moves.length > 1 ? (ours ?? itsOwn) : (itsOwn ?? ours)) ?? past;
  return `${kindName(kind, { t, language, flows })} · ${verb}`;
};

/** Kind of a subject in words: ours, else those of its flow (a pack's), else as it is written. */
export const kindName = (kind: string, { t, language, flows }: Pick<EntryBook, "t" | "language" | "flows">): string =>
  (t.journal.kinds as Names)[kind] ?? flows.find((flow) => flow.kind === kind)?.name[language] ?? kind;

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
