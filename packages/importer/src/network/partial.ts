import type { RejectedRow } from "../rejected-row.ts";
import type { Inp } from "./inp.ts";

/** How a file of ours begins that holds only what was not taken of a model: no engine would open such a piece. */
const head = ";; not taken";

/** Whether a file is such a piece, mended or not: its links may end at nodes that the city has already. */
export const isPartialInp = ({ text }: Pick<Inp, "text">): boolean => text.replace(/^\uFEFF/, "").startsWith(head);

const linkSections = new Set(["PIPES", "PUMPS", "VALVES", "CONDUITS", "ORIFICES", "WEIRS", "OUTLETS"]);
const nodeSections = new Set(["JUNCTIONS", "RESERVOIRS", "TANKS", "DIVIDERS", "OUTFALLS", "STORAGE"]);

/** One line, so that a reason never becomes a line of the model. */
const plain = (text: string): string => text.replaceAll(/\s+/g, " ");

const reasonOf = ({ faults }: RejectedRow): string =>
  faults.map(({ code, text }) => plain(`${code}: ${text.zh} / ${text.en}`)).join("; ");

/** Nodes and links whose lines are among those that were not taken, with the nodes these links end at. */
const concerned = (inp: Inp, byLine: ReadonlyMap<number, RejectedRow>) => {
  const [places, bends, nodes] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const [name, lines] of inp.sections)
    for (const { line, words } of lines) {
      if (!byLine.has(line)) continue;
      const [id = "", from = "", to = ""] = words;
      if (nodeSections.has(name)) {
        places.add(id);
        nodes.add(id);
      }
      if (!linkSections.has(name)) continue;
      bends.add(id);
      places.add(from).add(to);
    }
  return { places, bends, nodes };
};

const sectionLines = (
  text: readonly string[],
  lines: Inp["sections"] extends ReadonlyMap<string, infer Lines> ? Lines : never,
  take: (line: (typeof lines)[number]) => string | undefined,
): string[] =>
  lines.flatMap((one) => {
    const tail = take(one);
    return tail === undefined ? [] : [`${(text[one.line - 1] ?? "").trimEnd()}${tail}`];
  });

/**
 * What was not taken of a model, as a file of the same kind: the lines as they stood, each with its reason as a comment,
 * with their units and with the places and bends that belong to them. Mended, it comes in alone by the same mapping.
 */
export async function* writePartialInp(inp: Inp, rejected: AsyncIterable<RejectedRow>): AsyncGenerator<string> {
  const byLine = new Map<number, RejectedRow>();
  const others: RejectedRow[] = [];
  const known = new Set([...inp.sections.values()].flatMap((lines) => lines.map(({ line }) => line)));
  for await (const row of rejected) {
    if (known.has(row.line)) byLine.set(row.line, row);
    else others.push(row);
  }
  yield `${head}: mend these lines and import this file by the same mapping; nodes that the city has need not stand here\r\n`;
  yield ";; 未采纳的行：就地改好，用同一映射导入；城市已有的节点不必写在这里\r\n[TITLE]\r\n";
  for (const row of others) yield `; ${plain(row.faults.map(({ field }) => field).join(", "))}  ${reasonOf(row)}\r\n`;
  const { places, bends, nodes } = concerned(inp, byLine);
  const text = inp.text.split(/\r?\n/);
  const wanted: Readonly<Record<string, ReadonlySet<string>>> = {
    COORDINATES: places,
    VERTICES: bends,
    DEMANDS: nodes,
  };
  for (const [name, lines] of inp.sections) {
    const kept = sectionLines(text, lines, ({ line, words }) => {
      if (name === "OPTIONS") return "";
      const own = wanted[name];
      if (own !== undefined) return own.has(words[0] ?? "") ? "" : undefined;
      const row = byLine.get(line);
      return row === undefined ? undefined : `  ; ${line} ${reasonOf(row)}`;
    });
    if (kept.length > 0) yield `\r\n[${name}]\r\n${kept.join("\r\n")}\r\n`;
  }
  yield "\r\n[END]\r\n";
}
