import { addedAt, addedTo } from "./rejects-table.ts";

/** A collection of ours is told from any other by how it begins. */
export const featuresHead = '{"type":"FeatureCollection","notTaken":true,"features":[';

/** Properties without those that we added when the feature was not taken before. */
const ownProperties = (values: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] => {
  const all = Object.entries(values);
  const at = addedAt(all.map(([name]) => name));
  return at < 0 ? all : all.slice(0, at);
};

/** Names of a feature's properties without those. */
export const ownNames = (values: Readonly<Record<string, unknown>>): string[] =>
  ownProperties(values).map(([name]) => name);

/** A feature as it stood, with why it was not taken among its properties, last. */
export const toFeature = (
  values: Readonly<Record<string, unknown>>,
  geometry: unknown,
  reasons: readonly unknown[],
): string => {
  const own = ownProperties(values).filter(([name]) => name !== "@id");
  const names = addedTo(
    own.map(([name]) => name),
    "feature",
  );
  const id = values["@id"] === undefined ? {} : { id: values["@id"] };
  const properties = Object.fromEntries([...own, ...names.map((name, at) => [name, reasons[at]] as const)]);
  return JSON.stringify({ type: "Feature", ...id, properties, geometry: geometry ?? null });
};
