import type { Found } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import gcoord from "gcoord";
import { isMachine, isPermitted } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import type { Box } from "../../../platform/geometry.ts";
import { foldText, searchWords, toSearchTerms } from "../../../platform/search-words.ts";
import { type Areas, getAreas, type IndexedArea } from "../area/index.ts";
import { type FoundFeature, searchFeatures } from "../base-map/index.ts";
import { type FoundThing, searchThings } from "../thing/index.ts";
import { listNearest } from "../whereabouts/index.ts";
import { type ReadPosition, readCoordinates } from "./coordinate.ts";
import { describePlace } from "./describe-place.ts";
import { fitOf, type Ranked } from "./rank.ts";

/** What was typed, ready to be looked for. */
export interface Asked {
  readonly typed: string;
  readonly terms: { readonly exact: string; readonly begins: string };
  readonly areaPath: string;
}

/** Where somebody looks, when it is known. */
type Near = readonly [longitude: number, latitude: number] | undefined;

/** Most rows looked through of each kind. */
const mostRows = 150;
/** Things near by that are looked through before the city is. */
const mostNear = 600;
/** One letter or character is the beginning of half the city. */
const leastSigns = 2;

const middle = ([west, south, east, north]: Box): [number, number] => [(west + east) / 2, (south + north) / 2];

const joined = (labels: readonly (Label | undefined)[]): Label => {
  const said = labels.filter((label): label is Label => label !== undefined && label.zh !== "");
  return { zh: said.map(({ zh }) => zh).join(" · "), en: said.map(({ en }) => en).join(" · ") };
};

const plain = (text: string): Label => ({ zh: text, en: text });

/** Whether a kind of thing may be found at all by who asks. */
const may = (ctx: Context, permission: string): boolean => isMachine(ctx.actor) || isPermitted(ctx.actor, permission);

const areaWords = new WeakMap<IndexedArea, readonly string[]>();

const wordsOf = (area: IndexedArea): readonly string[] => {
  const known = areaWords.get(area);
  if (known !== undefined) return known;
  const words = searchWords([area.name], [area.code]);
  areaWords.set(area, words);
  return words;
};

const findAreas = (areas: Areas, { typed, areaPath }: Asked): Ranked[] => {
  const parts = typed
    .split(/\s+/)
    .map(foldText)
    .filter((part) => part !== "");
  return areas.list
    .filter((area) => area.path.startsWith(areaPath) && area.box !== undefined)
    .filter((area) => parts.every((part) => wordsOf(area).some((word) => word.startsWith(part))))
    .slice(0, mostRows)
    .map((area): Ranked => {
      const box = area.box ?? [0, 0, 0, 0];
      const found: Found = {
        kind: "area",
        title: area.name,
        detail: joined([...areas.namesOf(area.parentPath).slice(-2), plain(area.code)]),
        position: middle(box),
        box: [...box],
      };
      return { found, fit: area.code === foldText(typed) ? 100 : fitOf(typed, [area.name]) - area.level };
    });
};

const toThing =
  (ctx: Context, areas: Areas, typed: string) =>
  (thing: FoundThing): Ranked => {
    const { nameOf } = ctx.deployment.registry;
    const found: Found = {
      kind: "thing",
      id: thing.id,
      title: thing.name,
      detail: joined([
        nameOf("thing", thing.type),
        areas.namesOf(thing.areaPath).slice(2, 4).at(-1),
        plain(thing.ref),
        thing.code === null ? undefined : plain(thing.code),
      ]),
      position: [thing.longitude, thing.latitude],
    };
    return { found, fit: thing.exact ? 100 : fitOf(typed, [thing.name]) };
  };

const roadKind = (kind: string): "road" | "place" => (kind === "road" || kind === "rail" ? "road" : "place");

/** Pieces of one road, bridge or river are one thing to who looks for it. */
const joinPieces = (features: readonly FoundFeature[]): FoundFeature[] => {
  const byName = new Map<string, FoundFeature>();
  for (const feature of features) {
    const key = `${feature.kind}|${feature.name?.zh ?? ""}|${feature.address?.zh ?? ""}`;
    const before = byName.get(key)?.box;
    const [west, south, east, north] = feature.box;
    const box: Box =
      before === undefined
        ? feature.box
        : [
            Math.min(before[0], west),
            Math.min(before[1], south),
            Math.max(before[2], east),
            Math.max(before[3], north),
          ];
    byName.set(key, { ...feature, box });
  }
  return [...byName.values()];
};

const kindNames: Readonly<Record<string, Label>> = {
  road: { zh: "道路", en: "Road" },
  rail: { zh: "铁路", en: "Railway" },
  water: { zh: "水体", en: "Water" },
  green: { zh: "绿地", en: "Green" },
  building: { zh: "建筑", en: "Building" },
  place: { zh: "地名", en: "Place" },
  block: { zh: "片区", en: "Block" },
};

const addressFound = (feature: FoundFeature, address: Label): Pick<Found, "kind" | "title" | "detail"> => ({
  kind: "address",
  title: address,
  detail: feature.name ?? kindNames[feature.kind] ?? plain(feature.kind),
});

const toFeature =
  (areas: Areas, typed: string) =>
  (feature: FoundFeature): Ranked[] => {
    const { name, address, box, kind } = feature;
    const byName = name === null ? -1 : fitOf(typed, [name]);
    const byAddress = address === null ? -1 : fitOf(typed, [address]);
    const position = middle(box);
    const path = areas.at(position);
    const within = path === undefined ? undefined : areas.namesOf(path).slice(2, 4).at(-1);
    const found =
      address !== null && byAddress > byName
        ? addressFound(feature, address)
        : { kind: roadKind(kind), title: name ?? plain(kind), detail: kindNames[kind] ?? plain(kind) };
    return [
      {
        found: { ...found, detail: joined([found.detail, within]), position, box: [...box] },
        fit: Math.max(byName, byAddress),
      },
    ];
  };

const orderNames: Readonly<Record<ReadPosition["order"], Label>> = {
  said: { zh: "经纬度", en: "Longitude and latitude" },
  city: { zh: "按本市范围判定经纬顺序", en: "Order told by the city's extent" },
  usual: { zh: "按经度在前读取", en: "Read with longitude first" },
};

const degrees = (value: number): string => value.toFixed(6);

/** A position, and the same numbers as the map providers of China write them: which of the two is meant is asked. */
const findPosition = async (ctx: Context, read: ReadPosition): Promise<Ranked[]> => {
  const { position, order } = read;
  const shifted = gcoord.transform([...position], gcoord.GCJ02, gcoord.WGS84) as [number, number];
  const isShifted = Math.abs(shifted[0] - position[0]) + Math.abs(shifted[1] - position[1]) > 1e-6;
  const numbers = plain(`${degrees(position[0])}, ${degrees(position[1])}`);
  // People know a place by its street and road; the numbers come last.
  const as = async (at: readonly [number, number], system: Label): Promise<Found> => ({
    kind: "position",
    title: await describePlace(ctx, at),
    detail: joined([system, numbers, orderNames[order]]),
    position: [...at],
  });
  const own: Ranked = { found: await as(position, { zh: "WGS-84", en: "WGS-84" }), fit: 100 };
  if (!isShifted) return [own];
  const system = { zh: "如果是高德、腾讯的坐标（GCJ-02）", en: "If it is Amap's or Tencent's (GCJ-02)" };
  return [own, { found: await as(shifted, system), fit: 99 }];
};

/** Things that fit, looked for near by first. */
const findThings = async (ctx: Context, { terms, areaPath }: Asked, near: Near): Promise<FoundThing[]> => {
  if (!may(ctx, "things.read")) return [];
  const close = near === undefined ? [] : await listNearest(ctx, near, { areaPath }, mostNear);
  return searchThings(ctx.db, { terms, areaPath, near: close, limit: mostRows });
};

/** Everything that fits but cases: their room adds them. */
export const findPlaces = async (ctx: Context, typed: string, near: Near): Promise<Ranked[]> => {
  const read = readCoordinates(typed, ctx.deployment.profile.extent);
  if (read !== undefined) return findPosition(ctx, read);
  const terms = toSearchTerms(typed);
  if (terms === undefined) return [];
  const asked: Asked = { typed, terms, areaPath: isMachine(ctx.actor) ? "" : ctx.actor.areaPath };
  const isLong = [...foldText(typed)].length >= leastSigns;
  const [areas, features, things] = await Promise.all([
    getAreas(ctx),
    isLong ? searchFeatures(ctx.db, { terms, limit: 2 * mostRows }) : [],
    isLong ? findThings(ctx, asked, near) : [],
  ]);
  return [
    ...(may(ctx, "areas.read") ? findAreas(areas, asked) : []),
    ...joinPieces(features).flatMap(toFeature(areas, typed)),
    ...things.map(toThing(ctx, areas, typed)),
  ];
};
