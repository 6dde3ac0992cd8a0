import { metresBetween } from "@chengyun/demo-city";
import type { Actor, Casting, Play } from "@chengyun/kernel";
import { hash } from "../hash.ts";
import type { Part } from "../part.ts";
import type { Stage, StageThing } from "../stage.ts";

/** A thing in a play with its role. */
export interface Member {
  readonly thing: StageThing;
  readonly part: Part;
  readonly actor: Actor;
  /** Number of its part of the play. */
  readonly role: number;
}

interface Way {
  readonly to: string;
  readonly metres: number;
  readonly travelMs: number | undefined;
}

type Ways = ReadonlyMap<string, readonly Way[]>;

const number = (value: number | string | undefined): number | undefined =>
  typeof value === "number" ? value : undefined;

const waysOf = ({ links, things }: Stage, along: NonNullable<Casting["along"]>): Ways => {
  const places = new Map(things.map((thing) => [thing.ref, thing.position]));
  const ways = new Map<string, Way[]>();
  const add = (from: string, way: Way): void => void ways.set(from, [...(ways.get(from) ?? []), way]);
  for (const { from, to, attributes } of links) {
    const [one, other] = [places.get(from), places.get(to)];
    const metres = number(attributes["lengthM"]) ?? (one && other ? metresBetween(one, other) : 0);
    const speed = number(attributes["speedMPerS"]);
    const travelMs = speed === undefined || speed <= 0 ? undefined : (metres / speed) * 1_000;
    if (along !== "upstream") add(from, { to, metres, travelMs });
    if (along !== "downstream") add(to, { to: from, metres, travelMs });
  }
  return ways;
};

interface Reached {
  readonly metres: number;
  readonly travelMs: number | undefined;
}

/** Everything reached along the network, by the shortest way. */
export const reachAlong = (ways: Ways, from: string, within: number): ReadonlyMap<string, Reached> => {
  const reached = new Map<string, Reached>();
  const open = new Map<string, Reached>([[from, { metres: 0, travelMs: 0 }]]);
  while (open.size > 0) {
    const [ref, here] = [...open].reduce((best, one) => (one[1].metres < best[1].metres ? one : best));
    open.delete(ref);
    reached.set(ref, here);
    for (const { to, metres, travelMs } of ways.get(ref) ?? []) {
      const far = here.metres + metres;
      const known = open.get(to);
      if (far > within || reached.has(to) || (known !== undefined && known.metres <= far)) continue;
      const takes = here.travelMs === undefined || travelMs === undefined ? undefined : here.travelMs + travelMs;
      open.set(to, { metres: far, travelMs: takes });
    }
  }
  return reached;
};

const measure = (stage: Stage, scene: StageThing, { along, within }: Casting): ReadonlyMap<string, Reached> =>
  along === undefined
    ? new Map(
        stage.things
          .map(
            (thing) =>
              [thing.ref, { metres: metresBetween(scene.position, thing.position), travelMs: undefined }] as const,
          )
          .filter(([, { metres }]) => metres <= within),
      )
    : reachAlong(waysOf(stage, along), scene.ref, within);

const castRole = (
  stage: Stage,
  scene: StageThing,
  casting: Casting,
  parts: readonly Part[],
): Omit<Member, "role">[] => {
  const reached = measure(stage, scene, casting);
  const things = new Map(stage.things.map((thing) => [thing.ref, thing]));
  return parts
    .flatMap((part) => {
      const [found, thing] = [reached.get(part.thing), things.get(part.thing)];
      if (found === undefined || thing === undefined || part.thing === scene.ref) return [];
      return found.metres > (casting.beyond ?? 0) ? [{ part, thing, found }] : [];
    })
    .toSorted((a, b) => a.found.metres - b.found.metres || (a.part.ref < b.part.ref ? -1 : 1))
    .slice(0, casting.most)
    .map(({ part, thing, found }, order) => {
      const travel = found.travelMs === undefined || casting.along === undefined ? {} : { travelMs: found.travelMs };
      return { part, thing, actor: { metres: Math.round(found.metres), order, ...travel } };
    });
};

const castAt = (play: Play, stage: Stage, parts: readonly Part[], scene: Part): Member[] => {
  const thing = stage.things.find(({ ref }) => ref === scene.thing);
  if (thing === undefined) return [];
  return play.parts.flatMap(({ thing: type, cast }, role): Member[] => {
    if (cast === "scene") return [{ part: scene, thing, actor: { metres: 0, order: 0, travelMs: 0 }, role }];
    const able = parts.filter(({ device }) => device.serves.id === type.id);
    return castRole(stage, thing, cast, able).map((member) => ({ ...member, role }));
  });
};

/** How many roles of a play are filled. */
const rolesOf = (cast: readonly Member[]): number => new Set(cast.map(({ role }) => role)).size;

/** How near the others are: a play along a network should not happen at its lonely end. */
const nearnessOf = (cast: readonly Member[]): number =>
  cast.reduce((sum, { actor }) => sum + Math.exp(-actor.metres / 800), 0);

/** Who plays: of some scenes that the seed draws, the one with the most roles filled and the others nearest. */
export const castPlay = (play: Play, stage: Stage, parts: readonly Part[], seed: number): readonly Member[] => {
  const scenes = parts.filter(({ device }) => device.serves.id === play.scene.id);
  const tried = scenes
    .map((scene) => ({ scene, chance: hash(seed, play.id, scene.ref) }))
    .toSorted((a, b) => a.chance - b.chance)
    .slice(0, 24)
    .map(({ scene }) => castAt(play, stage, parts, scene));
  const [best = []] = tried.toSorted((a, b) => rolesOf(b) - rolesOf(a) || nearnessOf(b) - nearnessOf(a));
  return best;
};
