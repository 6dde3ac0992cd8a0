import { Readable } from "node:stream";
import { OSMTransform } from "osm-pbf-parser-node";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { refuse } from "../fault.ts";
import { readBytes, readText, type SourceFile } from "../file/source-file.ts";
import type { OsmData, OsmElement, OsmNode, OsmRelation, OsmWay, Tags } from "./element.ts";

/** Gathers elements as they come. */
class Gathering {
  readonly nodes = new Map<number, readonly [number, number]>();
  readonly tagged: OsmNode[] = [];
  readonly ways = new Map<number, OsmWay>();
  readonly relations: OsmRelation[] = [];
  readonly lines = new Map<string, number>();

  take(element: OsmElement, line: number): void {
    if (element.type === "node") {
      this.nodes.set(element.id, [element.lon, element.lat]);
      if (Object.keys(element.tags).length === 0) return;
      this.tagged.push(element);
    } else if (element.type === "way") this.ways.set(element.id, element);
    else this.relations.push(element);
    this.lines.set(`${element.type}/${element.id}`, line);
  }
}

interface Open {
  readonly kind: "node" | "way" | "relation";
  readonly line: number;
  readonly at: Readonly<Record<string, string>>;
  readonly tags: Record<string, string>;
  readonly refs: number[];
  readonly members: { type: string; ref: number; role: string }[];
}

const toElement = ({ kind, at, tags, refs, members }: Open): OsmElement => {
  const id = Number(at["id"]);
  if (kind === "node") return { type: "node", id, lon: Number(at["lon"]), lat: Number(at["lat"]), tags };
  return kind === "way" ? { type: "way", id, refs, tags } : { type: "relation", id, members, tags };
};

const isKind = (name: string): name is Open["kind"] => name === "node" || name === "way" || name === "relation";

const takeChild = (open: Open, name: string, at: Readonly<Record<string, string>>): void => {
  if (name === "tag") open.tags[at["k"] ?? ""] = at["v"] ?? "";
  else if (name === "nd") open.refs.push(Number(at["ref"]));
  else if (name === "member")
    open.members.push({ type: at["type"] ?? "", ref: Number(at["ref"]), role: at["role"] ?? "" });
};

const readXml = async (file: SourceFile): Promise<OsmData> => {
  const gathering = new Gathering();
  const parser = new SaxesParser();
  let open: Open | undefined;
  let root = "";
  parser.on("opentag", ({ name, attributes }: SaxesTagPlain) => {
    if (root === "") root = name;
    if (isKind(name)) open = { kind: name, line: parser.line, at: attributes, tags: {}, refs: [], members: [] };
    else if (open !== undefined) takeChild(open, name, attributes);
  });
  parser.on("closetag", ({ name }) => {
    if (open === undefined || name !== open.kind) return;
    gathering.take(toElement(open), open.line);
    open = undefined;
  });
  parser.on("error", (error) => {
    throw error;
  });
  try {
    for await (const text of readText(file)) parser.write(text);
    parser.close();
  } catch (error) {
    if (!(error instanceof Error) || !/^\d+:\d+: /.test(error.message)) throw error;
    refuse(`${file.name} 不是完整的 XML：${error.message}`, `${file.name} is no whole XML: ${error.message}`);
  }
  if (root !== "osm")
    refuse(`${file.name} 不是 OSM 文件（根元素 ${root}）。`, `${file.name} is no OSM file (its root is ${root}).`);
  return gathering;
};

interface PbfItem {
  readonly type: string;
  readonly id: number;
  readonly lon?: number;
  readonly lat?: number;
  readonly refs?: readonly number[];
  readonly members?: OsmRelation["members"];
  readonly tags?: Tags;
}

const fromPbf = (item: PbfItem): OsmElement | undefined => {
  const { id, tags = {} } = item;
  if (item.type === "node") return { type: "node", id, lon: item.lon ?? Number.NaN, lat: item.lat ?? Number.NaN, tags };
  if (item.type === "way") return { type: "way", id, refs: item.refs ?? [], tags };
  return item.type === "relation" ? { type: "relation", id, members: item.members ?? [], tags } : undefined;
};

/** The library throws in the middle of a stream at what it can't unpack: nobody would catch that. */
const guarded = (transform: OSMTransform): OSMTransform => {
  const own = transform._transform.bind(transform);
  transform._transform = (chunk, encoding, done) => {
    try {
      own(chunk, encoding, done);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return transform;
};

const readPbf = async (file: SourceFile): Promise<OsmData> => {
  const gathering = new Gathering();
  const transform = guarded(new OSMTransform({ withInfo: false, withTags: true }));
  let n = 0;
  try {
    for await (const items of Readable.from(readBytes(file.path, file.isGzip)).pipe(transform) as AsyncIterable<
      PbfItem[]
    >)
      for (const item of items) {
        n += 1;
        const element = fromPbf(item);
        if (element !== undefined) gathering.take(element, n);
      }
  } catch (error) {
    // The library throws plain errors at what is no PBF.
    const why = error instanceof Error ? error.message : String(error);
    refuse(`${file.name} 不是完整的 OSM PBF（${why}）。`, `${file.name} is no whole OSM PBF (${why}).`);
  }
  if (n === 0) refuse(`${file.name} 里没有 OSM 要素。`, `${file.name} holds no OSM elements.`);
  return gathering;
};

/** Reads an extract, XML or PBF by what its bytes are. */
export const readOsm = (file: SourceFile): Promise<OsmData> =>
  file.encoding === undefined ? readPbf(file) : readXml(file);
