import { type Label, metresApart } from "@chengyun/kernel";
import { isInScope, isMachine } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import type { StandingCase } from "../case/index.ts";
import { around } from "./distance.ts";
import { likenessOf } from "./likeness.ts";
import { wordsOfCases } from "./said.ts";
import { listOpenNear } from "./store.ts";

/** Farther away it is another problem, whatever it is called. */
export const farthestMetres = 1_000;
/** From here on nearness says nothing any more. */
export const nearMetres = 300;
const hourMs = 3_600_000;

/** What a report is compared by. */
export interface Compared {
  readonly position: readonly [number, number];
  /** Its category by all its ids: those of before and after a dictionary came in force or another version of it. */
  readonly categories: readonly string[];
  /** The picture a citizen chose, where it says what kind of problem it is. */
  readonly kind?: string | undefined;
  readonly thingId: string | undefined;
  readonly words: ReadonlySet<string>;
  readonly now: number;
}

export interface Marks {
  readonly metres: number;
  readonly hours: number;
  readonly sameThing: boolean;
  readonly sameCategory: boolean;
  /** Nobody has said of what category it is yet. */
  readonly anyCategory: boolean;
  readonly shared: number;
}

/** What it is compared with: a case, or a report that waits. */
interface Told {
  readonly position: readonly [number, number];
  readonly at: Date;
  readonly thingId: string | undefined;
  readonly categories: readonly string[];
  readonly kind?: string | undefined;
}

export const marksOf = (report: Compared, told: Told, words: ReadonlySet<string>): Marks => ({
  metres: Math.round(metresApart(told.position, report.position)),
  hours: Math.max(0, Math.round((report.now - told.at.getTime()) / hourMs)),
  sameThing: report.thingId !== undefined && report.thingId === told.thingId,
  sameCategory:
    told.categories.some((id) => report.categories.includes(id)) ||
    (report.kind !== undefined && report.kind === told.kind),
  anyCategory: report.categories.length === 0 || told.categories.length === 0,
  shared: likenessOf(report.words, words),
});

/** From this likeness on it is put before whoever reports as likely the same. */
const likelyFrom = 0.55;

/** Words that have so much in common tell of the same. */
const sharedFrom = 0.3;

/** Nearness counts most, then the category, then the words; the same thing alone says enough. */
const likenessFrom = ({ metres, hours, sameThing, sameCategory, shared }: Marks): number => {
  if (sameThing && sameCategory) return 1;
  const near = Math.max(0, 1 - metres / nearMetres) * 0.45;
  const fresh = Math.max(0, 1 - hours / 168) * 0.1;
  return Math.min(1, near + fresh + (sameCategory ? 0.3 : 0) + (sameThing ? 0.3 : 0) + shared * 0.3);
};

/**
 * Whether two are likely the same: a lid and a lamp in one place are not, unless the same words are said of both, nor are
 * two dark lamps some streets apart, though of all dark lamps the same words are said.
 */
const isLikely = (marks: Marks): boolean =>
  (marks.sameCategory || marks.sameThing || marks.anyCategory || marks.shared >= sharedFrom) &&
  (marks.sameThing || marks.metres <= nearMetres) &&
  likenessFrom(marks) >= likelyFrom;

/** Why the two may be the same, in words. */
export const reasonsOf = ({ metres, hours, sameThing, sameCategory, shared }: Marks): Label[] => {
  const reasons: Label[] = [
    { zh: `相距 ${metres} 米`, en: `${metres} m away` },
    hours === 0
      ? { zh: "不到 1 小时前上报", en: "reported less than an hour ago" }
      : { zh: `${hours} 小时前上报`, en: `reported ${hours} h ago` },
  ];
  if (sameThing) reasons.unshift({ zh: "同一部件", en: "same thing" });
  if (sameCategory) reasons.unshift({ zh: "同一类别", en: "same category" });
  if (shared >= sharedFrom) reasons.push({ zh: "描述相近", en: "similar words" });
  return reasons;
};

/** How alike two are. */
export interface Possible {
  readonly marks: Marks;
  /** 0 to 1. */
  readonly likeness: number;
  readonly likely: boolean;
}

export const toPossible = (marks: Marks): Possible => ({
  marks,
  likeness: Math.round(likenessFrom(marks) * 100) / 100,
  likely: isLikely(marks),
});

/** An open case as it compares. */
export interface Likely extends Possible {
  readonly found: StandingCase;
}

/** Open cases near what is compared, the most likely first; only what the actor may see. */
export const listLikely = async (ctx: Context, compared: Compared): Promise<Likely[]> => {
  const { actor } = ctx;
  const sight = isMachine(actor)
    ? { areaPath: "", departments: undefined }
    : { areaPath: actor.areaPath, departments: actor.departments === "all" ? undefined : actor.departments };
  const { position, categories } = compared;
  const within = { position, box: around(position, farthestMetres), categories, ...sight };
  const near = (await listOpenNear(ctx.db, within)).filter((found) => isInScope(actor, found));
  const said = await wordsOfCases(
    ctx,
    near.map(({ id }) => id),
  );
  const none: ReadonlySet<string> = new Set();
  return near
    .map((found) => {
      const told = { ...found, at: found.openedAt, categories: [found.category] };
      return { found, ...toPossible(marksOf(compared, told, said.get(found.id) ?? none)) };
    })
    .filter(({ marks }) => marks.metres <= farthestMetres)
    .sort((one, other) => other.likeness - one.likeness || one.marks.metres - other.marks.metres);
};
