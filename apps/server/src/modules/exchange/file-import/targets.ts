import type { ImportTargets } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { listOffered } from "../../cases/category/index.ts";
import { listDepartments } from "../../identity/department/index.ts";

interface Named {
  readonly name: Label;
  readonly unit?: string;
}

const toTarget = (id: string, { name, unit }: Named) => ({
  id,
  name: { ...name },
  ...(unit === undefined ? {} : { unit }),
});

const attributesOf = (attributes: Readonly<Record<string, Named>> = {}) =>
  Object.entries(attributes).map(([id, one]) => toTarget(id, one));

/** What a file can bring in here, as the packs declare it, and what reports are filed and dispatched by. */
export const listTargets = async (ctx: Context): Promise<ImportTargets> => ({
  ...typesOf(ctx),
  categories: (await listOffered(ctx)).map(({ id, name }) => toTarget(id, { name })),
  departments: (await listDepartments(ctx)).map(({ code, name }) => toTarget(code, { name })),
});

const typesOf = ({ deployment }: Context): Pick<ImportTargets, "things" | "links"> => ({
  things: [...deployment.registry.things.values()].map((type) => ({
    ...toTarget(type.id, { name: type.name }),
    attributes: attributesOf(type.attributes),
    streams: type.streams.map((stream) => toTarget(stream.id, stream)),
  })),
  links: [...deployment.registry.links.values()].map((type) => ({
    ...toTarget(type.id, { name: type.name }),
    attributes: attributesOf(type.attributes),
  })),
});
