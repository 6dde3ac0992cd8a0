/** Tags of an element. */
export type Tags = Readonly<Record<string, string>>;

/** A node. */
export interface OsmNode {
  readonly type: "node";
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly tags: Tags;
}

/** A way: nodes in order. */
export interface OsmWay {
  readonly type: "way";
  readonly id: number;
  readonly refs: readonly number[];
  readonly tags: Tags;
}

/** A relation: members with roles. */
export interface OsmRelation {
  readonly type: "relation";
  readonly id: number;
  readonly members: readonly { readonly type: string; readonly ref: number; readonly role: string }[];
  readonly tags: Tags;
}

/** What an OSM file is made of. */
export type OsmElement = OsmNode | OsmWay | OsmRelation;

/** An extract in memory. */
export interface OsmData {
  readonly nodes: ReadonlyMap<number, readonly [number, number]>;
  /** Nodes that carry tags; the others only give ways their shape. */
  readonly tagged: readonly OsmNode[];
  readonly ways: ReadonlyMap<number, OsmWay>;
  readonly relations: readonly OsmRelation[];
  /** Where each element stands: its line in an XML file, its number of order in a PBF. */
  readonly lines: ReadonlyMap<string, number>;
}
