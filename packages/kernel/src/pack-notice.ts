import type { Fact } from "./fact.ts";
import { entryType, type Flow } from "./flow.ts";
import { withLimits } from "./flow-limit.ts";
import { audiencesOf, checkNotice, type NoticePlace, type NoticeType } from "./notice.ts";
import type { Pack } from "./pack.ts";

/** The flow of a pack whose entry causes a notice; undefined when none of its moves records it. */
export const flowOfNotice = ({ flows = [] }: Pick<Pack, "flows">, { on }: NoticeType): Flow | undefined =>
  flows.map(withLimits).find((flow) => Object.values(flow.moves).some((move) => entryType(flow, move) === on));

const sampleDay = "2026-11-20";

/** A fact as a place of a text; undefined for what no message may or can carry: persons, personal words, photos, places. */
const placeOf = (fact: Fact): NoticePlace | undefined => {
  if (fact.personal === true) return undefined;
  const { name, kind } = fact;
  if (kind === "text") return { kind: "text", name, sample: name.zh };
  if (kind === "date") return { kind: "text", name, sample: sampleDay };
  if (kind === "time") return { kind: "time", name, sample: new Date(`${sampleDay}T10:00:00.000Z`) };
  if (kind === "number") return { kind: "number", name, sample: 1 };
  if (kind === "choice") return { kind: "label", name, sample: Object.values(fact.choices ?? {})[0] ?? name };
  return kind === "department" ? { kind: "label", name, sample: name } : undefined;
};

/** The places a notice about a flow's matters may use: its facts, by their ids. */
export const placesOfFlow = (flow: Flow): Readonly<Record<string, NoticePlace>> =>
  Object.fromEntries(
    Object.values(flow.facts ?? {}).flatMap((fact) => {
      const place = placeOf(fact);
      return place === undefined ? [] : [[fact.id, place] as const];
    }),
  );

/** A pack's notice with the places its texts may use. */
export const withPlaces = (flow: Flow, notice: NoticeType): NoticeType => ({ ...notice, places: placesOfFlow(flow) });

/** Faults of a pack's notices: no entry of its own causes it, a place that is no fact, people it can't know. */
export const checkPackNotices = (pack: Pick<Pack, "flows" | "notices">): string[] =>
  (pack.notices ?? []).flatMap((notice) => {
    const flow = flowOfNotice(pack, notice);
    if (flow === undefined) return [`notice ${notice.id}: no move of the pack's flows records "${notice.on}"`];
    const named = audiencesOf(notice).filter(
      (to) => typeof to === "object" && "named" in to && to.named !== "watchers",
    );
    return [
      ...checkNotice(withPlaces(flow, notice)).map((fault) => `notice ${fault}`),
      ...named.map(() => `notice ${notice.id}: a matter names only its watchers`),
    ];
  });
