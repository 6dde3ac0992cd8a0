import type { RejectedRow } from "../rejected-row.ts";
import type { OsmData, OsmNode, OsmRelation, OsmWay, Tags } from "./element.ts";

const signs: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const escaped = (text: string): string =>
  // Signs that no XML may hold are nobody's words.
  [...text]
    .filter((sign) => sign >= " " || sign === "\t")
    .map((sign) => signs[sign] ?? sign)
    .join("");

const attribute = (name: string, value: string | number): string => ` ${name}="${escaped(String(value))}"`;

const tagsOf = (tags: Tags): string[] =>
  Object.entries(tags).map(([key, value]) => `    <tag${attribute("k", key)}${attribute("v", value)}/>`);

const comment = ({ faults }: RejectedRow): string => {
  const said = faults.map(({ field, code, text }) => `${field} ${code}: ${text.zh} / ${text.en}`).join("; ");
  return `  <!-- ${said.replaceAll(/\s+/g, " ").replaceAll(/-(?=-)/g, "- ")} -->`;
};

const element = (name: string, id: number, more: string, inner: readonly string[]): string =>
  inner.length === 0
    ? `  <${name}${attribute("id", id)}${more}/>`
    : [`  <${name}${attribute("id", id)}${more}>`, ...inner, `  </${name}>`].join("\n");

/** Gathers what a mended extract needs: the elements, and all the nodes and ways of the file they are made of. */
class Extract {
  readonly nodes = new Set<number>();
  readonly ways = new Map<number, RejectedRow | undefined>();
  readonly relations = new Map<number, RejectedRow>();
  readonly reasons = new Map<number, RejectedRow>();
  readonly others: RejectedRow[] = [];
  readonly #data: OsmData;
  readonly #byLine = new Map<number, string>();

  constructor(data: OsmData) {
    this.#data = data;
    for (const [key, line] of data.lines) if (!this.#byLine.has(line)) this.#byLine.set(line, key);
  }

  /** By its own name where the fault says it: several may stand in one line. */
  take(row: RejectedRow): void {
    const named = row.faults.map(({ field }) => /^osm\/(node|way|relation)\/(\d+)/.exec(field)).find(Boolean);
    const key = named === undefined || named === null ? this.#byLine.get(row.line) : `${named[1]}/${named[2]}`;
    const [kind = "", id = ""] = key?.split("/") ?? [];
    const no = Number(id);
    if (kind === "way") this.#takeWay(no, row);
    else if (kind === "relation") this.#takeRelation(no, row);
    else if (kind === "node") {
      this.nodes.add(no);
      this.reasons.set(no, row);
    } else this.others.push(row);
  }

  #takeWay(id: number, row: RejectedRow | undefined): void {
    if (row !== undefined || !this.ways.has(id)) this.ways.set(id, row);
    for (const ref of this.#data.ways.get(id)?.refs ?? []) if (this.#data.nodes.has(ref)) this.nodes.add(ref);
  }

  #takeRelation(id: number, row: RejectedRow): void {
    this.relations.set(id, row);
    const relation = this.#data.relations.find((one) => one.id === id);
    for (const { type, ref } of relation?.members ?? [])
      if (type === "way" && this.#data.ways.has(ref)) this.#takeWay(ref, undefined);
  }
}

const nodeText = (data: OsmData, tagged: ReadonlyMap<number, OsmNode>, id: number): string => {
  const [lon, lat] = data.nodes.get(id) ?? [Number.NaN, Number.NaN];
  return element("node", id, `${attribute("lat", lat)}${attribute("lon", lon)}`, tagsOf(tagged.get(id)?.tags ?? {}));
};

const wayText = ({ id, refs, tags }: OsmWay, { nodes }: OsmData): string =>
  element("way", id, "", [
    ...refs.map((ref) => `    <nd${attribute("ref", ref)}/>${nodes.has(ref) ? "" : " <!-- ? -->"}`),
    ...tagsOf(tags),
  ]);

const relationText = ({ id, members, tags }: OsmRelation): string =>
  element("relation", id, "", [
    ...members.map(
      ({ type, ref, role }) =>
        `    <member${attribute("type", type)}${attribute("ref", ref)}${attribute("role", role)}/>`,
    ),
    ...tagsOf(tags),
  ]);

/**
 * What was not taken of an extract, as an extract of its own: each element with its reason as a comment, and all that the
 * file has of what it is made of. Mended, it comes in alone by the same mapping. Nodes that were missing are marked.
 */
export async function* writePartialOsm(data: OsmData, rejected: AsyncIterable<RejectedRow>): AsyncGenerator<string> {
  const extract = new Extract(data);
  for await (const row of rejected) extract.take(row);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n';
  yield "  <!-- not taken: mend these and import this file by the same mapping; nodes marked ? are missing -->\n";
  yield "  <!-- 未采纳的要素：就地改好，用同一映射导入；标 ? 的节点缺失 -->\n";
  for (const row of extract.others) yield `${comment(row)}\n`;
  const tagged = new Map(data.tagged.map((node) => [node.id, node]));
  const said = (row: RejectedRow | undefined): string => (row === undefined ? "" : `${comment(row)}\n`);
  for (const id of extract.nodes) yield `${said(extract.reasons.get(id))}${nodeText(data, tagged, id)}\n`;
  for (const [id, row] of extract.ways) {
    const way = data.ways.get(id);
    yield `${said(row)}${way === undefined ? "" : `${wayText(way, data)}\n`}`;
  }
  for (const relation of data.relations) {
    const row = extract.relations.get(relation.id);
    if (row !== undefined) yield `${said(row)}${relationText(relation)}\n`;
  }
  yield "</osm>\n";
}
