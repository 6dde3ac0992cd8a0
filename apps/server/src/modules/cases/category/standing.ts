import type { PackSuccession } from "@chengyun/contracts";
import type { CaseType } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import { change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { type DictionaryClass, getVersion, holdingOn, readHeld, today } from "../dictionary/index.ts";
import { packCategory } from "./flow.ts";
import { draftPlace, placesOf } from "./intake.ts";
import { findStanding, insertStanding, lockCategory } from "./store.ts";
import { type Place, successorOf } from "./succession.ts";
import { readWithheld } from "./withheld.ts";

/** A keeper's word on whether new cases may be of a pack's category. */
export interface StandingWish {
  readonly category: string;
  readonly offered: boolean;
  readonly reason: string;
}

/** Takes a pack's category out of intake, or lets it in again. The same once more changes nothing. */
export const setStanding = (outer: Context, { category, offered, reason }: StandingWish): Promise<void> =>
  transact(outer, async (ctx) => {
    if (!ctx.deployment.registry.cases.has(category))
      throw new AppError("request.invalid", { faults: [{ path: "body.category", code: "unknown", text: category }] });
    await lockCategory(ctx.db, category);
    const found = await findStanding(ctx.db, category);
    const facts = { "pack-category": category, ...(offered ? {} : { reason }) };
    if (found === undefined) {
      if (offered) return;
      const id = newId();
      const opening = { flow: packCategory.id, move: "withhold", id, areaPath: "", departments: [], facts };
      await open(ctx, opening, async (inner) => {
        await insertStanding(inner.db, { id, category });
        return undefined;
      });
    } else if ((found.stage === "offered") !== offered)
      await change(ctx, { kind: packCategory.kind, id: found.id }, offered ? "offer" : "withhold-again", { facts });
  });

type Given = PackSuccession["supersedes"][number]["gives"][number];

/** What a class has from a pack's category: of one that only narrows it, what people call it. */
const givenBy = (type: CaseType, one: DictionaryClass): Given[] => {
  const hasWords: Given[] = type.words === undefined ? [] : ["words"];
  if (type.class === undefined) return hasWords;
  const namesBody = one.conditions.some(({ responsible = "" }) => responsible !== "");
  return [
    ...hasWords,
    ...(["forms", "waives", "joins", "clocks"] as const).filter((name) => type[name] !== undefined),
    ...(one.duty === undefined && !namesBody ? (["duty"] as const) : []),
  ];
};

/** Classes of a version whose number another dictionary carries, too. */
const doubledIn = (own: Place, beside: readonly Place[]): PackSuccession["doubled"] =>
  beside.flatMap(({ version, classes }) =>
    [...classes.values()].flatMap(({ key, name }) => {
      const mine = own.classes.get(key);
      const source = `${version.name} ${version.version}`;
      return mine === undefined ? [] : [{ key, className: mine.name, source, otherName: name }];
    }),
  );

/**
 * What a version does to the packs' categories while it holds: which it supersedes, and which stay beside it. For one
 * that does not hold yet it is what would be, the other dictionaries standing as they do today.
 */
export const successionBy = async (ctx: Context, versionId: string): Promise<PackSuccession> => {
  const version = await getVersion(ctx, versionId);
  const held = await readHeld(ctx);
  const others = holdingOn(held, today(ctx)).filter(({ dictionary }) => dictionary !== version.dictionary);
  const own = await draftPlace(ctx, version);
  const beside = await placesOf(ctx, held, others);
  const withheld = await readWithheld(ctx);
  const { registry } = ctx.deployment;
  const succession: PackSuccession = {
    supersedes: [],
    stays: [],
    doubled: doubledIn(own, beside),
    elsewhere: 0,
    own: 0,
  };
  const met = new Set<string>();
  for (const type of registry.cases.values()) {
    const pack = registry.packs.find(({ id }) => id === registry.packOf("case", type.id))?.name ?? type.name;
    const said = { category: type.id, name: type.name, pack };
    const found = successorOf(type, [own]);
    if (found !== undefined) {
      met.add(found.one.key);
      const { one, by } = found;
      succession.supersedes.push({
        ...said,
        key: one.key,
        className: one.name,
        by,
        wider: type.class === undefined,
        gives: givenBy(type, one),
      });
    } else if (successorOf(type, beside) !== undefined) succession.elsewhere += 1;
    else succession.stays.push({ ...said, offered: !withheld.has(type.id) });
  }
  return { ...succession, own: own.classes.size - met.size };
};
