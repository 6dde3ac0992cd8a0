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
