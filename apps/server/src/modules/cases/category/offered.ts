import type { CaseTypeShape, Category } from "@chengyun/contracts";
import { type CaseType, conditionsOf, type Label, limitsOf } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { listEndedClasses } from "../dictionary/index.ts";
import { asAsked, readAsking } from "./asking.ts";
import { type Intake, type PackStanding, readIntake, standingsOf } from "./intake.ts";
import { classLabel, heirsOf, same } from "./succession.ts";

/** A category with where it is declared, and how it stands with new cases. */
interface Listed {
  readonly type: CaseType;
  readonly source: Label;
  readonly pack: string;
  readonly major?: string | undefined;
  readonly standing: Category["standing"];
  readonly inForce?: { readonly id: string; readonly name: Label } | undefined;
  readonly inherits?: Category["inherits"] | undefined;
}

/** The written conditions of a category with the limit of each, as they are offered when a case is filed. */
export const listConditions = (type: CaseType): Category["conditions"] =>
  conditionsOf(type).map((condition) => {
    const { dispose: limit, total } = limitsOf(type, condition);
    return {
      id: condition.id,
      files: condition.files,
      closes: condition.closes,
      ...(limit === undefined ? {} : { limit }),
      ...(total === undefined ? {} : { total }),
    };
  });

/** The form whoever reports is asked, in its newest version; undefined when nothing is asked. */
const reportFormOf = async (ctx: Context, type: CaseType): Promise<Category["form"]> => {
  const id = type.forms?.["report"];
  const version = id === undefined ? undefined : await ctx.forms.newest(ctx, id);
  return id === undefined || version === undefined ? undefined : { id, version };
};

const typesOf = (ctx: Context): readonly CaseType[] => [...ctx.deployment.registry.cases.values()];

const packName = (ctx: Context, id: string): Label =>
  ctx.deployment.registry.packs.find((pack) => pack.id === id)?.name ?? same(id);

const listClassesInForce = (ctx: Context, intake: Intake): Listed[] =>
  intake.places.flatMap((place): Listed[] => {
    const { name, version, dictionary } = place.version;
    return [...place.classes.values()].map((one): Listed => {
      const heirs = intake.heirsOf(place, one.key);
      const [heir] = heirs.filter((type) => type.class !== undefined);
      return {
        type: intake.classType(place, one),
        source: same(`${name} ${version}`),
        pack: dictionary,
        major: one.major,
        standing: "in-force",
        ...(heir === undefined
          ? {}
          : {
              inherits: {
                id: heir.id,
                name: heir.name,
                pack: packName(ctx, ctx.deployment.registry.packOf("case", heir.id)),
              },
            }),
      };
    });
  });

const toListed = (ctx: Context, intake: Intake, type: CaseType, standing: PackStanding): Listed => {
  const pack = ctx.deployment.registry.packOf("case", type.id);
  const by = standing.standing === "superseded" ? standing.by : undefined;
  const inForce = by === undefined ? {} : { inForce: { id: by.id, name: intake.classType(by.place, by.one).name } };
  return {
    type,
    pack,
    source: packName(ctx, pack),
    standing: standing.standing === "offered" ? "local" : standing.standing,
    ...inForce,
  };
};

/** Every category of a day: classes of dictionaries that hold, then packs' that no class supersedes; with `history` the others, too. */
export const listCategoriesOf = async (
  ctx: Context,
  { day, history = false }: { readonly day?: string | undefined; readonly history?: boolean } = {},
): Promise<readonly Listed[]> => {
  const intake = await readIntake(ctx, day);
  const standings = await standingsOf(ctx, intake);
  const own = typesOf(ctx).map((type) =>
    toListed(ctx, intake, type, standings.get(type.id) ?? { standing: "offered" }),
  );
  const before = history ? await listBefore(ctx, intake) : [];
  return [
    ...listClassesInForce(ctx, intake),
    ...own.filter(({ standing }) => history || standing === "local"),
    ...before,
  ];
};

/** Classes of versions that hold no more. */
const listBefore = async (ctx: Context, intake: Intake): Promise<Listed[]> => {
  const held = new Set(intake.places.map(({ version }) => version.id));
  return (await listEndedClasses(ctx.db))
    .filter(({ version }) => !held.has(version.id))
    .map(({ version, one }): Listed => {
      const name = classLabel(one.name, heirsOf(typesOf(ctx), one.key, new Map()));
      const source = same(`${version.name} ${version.version}`);
      const id = `${version.dictionary}/${version.version}/${one.key}`;
      const type: CaseType = { id, name, flow: "city-case", handledBy: one.duty ?? "", files: name, closes: name };
      return {
        type: { ...type, class: { of: one.of, code: one.code } },
        source,
        pack: version.dictionary,
        standing: "ended",
      };
    });
};

/** Categories that people may choose for a new case today. */
export const listOffered = async (ctx: Context): Promise<readonly CaseType[]> =>
  (await listAsking(ctx, {})).map(({ type }) => type);

/** Categories with the forms that keepers attached to them. */
const listAsking = async (ctx: Context, asked: Parameters<typeof listCategoriesOf>[1]): Promise<readonly Listed[]> => {
  const asking = await readAsking(ctx);
  return (await listCategoriesOf(ctx, asked)).map((one) => ({ ...one, type: asAsked(ctx, one.type, asking) }));
};

/** A category with what people call it. */
export interface Searchable {
  readonly category: Category;
  readonly words: CaseType["words"];
}

/** Categories as choosers show them. */
export const listCategories = async (
  ctx: Context,
  asked: { readonly day?: string | undefined; readonly history?: boolean },
): Promise<Searchable[]> => {
  const items: Searchable[] = [];
  for (const { type, source, major, standing, inForce, inherits } of await listAsking(ctx, asked)) {
    const form = await reportFormOf(ctx, type);
    const category: Category = {
      id: type.id,
      name: type.name,
      ...(type.class === undefined ? {} : { of: type.class.of, code: type.class.code }),
      ...(major === undefined ? {} : { major }),
      source,
      standing,
      handledBy: type.handledBy,
      conditions: listConditions(type),
      ...(inForce === undefined ? {} : { inForce }),
      ...(inherits === undefined ? {} : { inherits }),
      ...(form === undefined ? {} : { form }),
    };
    items.push({ category, words: type.words });
  }
  return items;
};

/** The same as field phones keep them: with their everyday words and the form they ask. */
export const listCaseTypes = async (ctx: Context, history: boolean): Promise<CaseTypeShape[]> => {
  const items: CaseTypeShape[] = [];
  for (const { type, pack, source, standing, inForce } of await listAsking(ctx, { history })) {
    const { id, name, files, closes, handledBy, clocks, words } = type;
    const form = await reportFormOf(ctx, type);
    items.push({
      id,
      pack,
      source,
      name,
      files,
      closes,
      handledBy,
      clocks: { ...clocks },
      standing,
      ...(words === undefined ? {} : { words: { zh: [...words.zh], en: [...words.en] } }),
      ...(inForce === undefined ? {} : { inForce }),
      ...(form === undefined ? {} : { form }),
    });
  }
  return items;
};
