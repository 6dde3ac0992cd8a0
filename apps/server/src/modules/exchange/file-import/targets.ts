import type { ImportTargets } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";

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

/** Ids of the types there are, as a worker's dry run checks them. */
export const typesOf = ({ deployment: { registry } }: Pick<Context, "deployment">) => ({
  things: [...registry.things.keys()],
  links: [...registry.links.keys()],
});

/** What a file can bring in here, as the packs declare it. */
export const listTargets = ({ deployment }: Context): ImportTargets => ({
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
