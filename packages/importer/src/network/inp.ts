import { readText, type SourceFile } from "../file/source-file.ts";
import type { Notice } from "../read/record.ts";

/** A line of a section: its words and where it stands. */
export interface InpLine {
  readonly line: number;
  readonly words: readonly string[];
}

/** An `.inp` as EPANET and SWMM write it: sections of lines of words. */
export interface Inp {
  readonly text: string;
  readonly sections: ReadonlyMap<string, readonly InpLine[]>;
}

/** Reads an `.inp` into sections; what follows a semicolon is a comment. */
export const parseInp = (text: string): Inp => {
  const sections = new Map<string, InpLine[]>();
  let current: InpLine[] = [];
  for (const [at, content] of text.split(/\r?\n/).entries()) {
    const plain = content.split(";", 1)[0]?.trim() ?? "";
    const heading = /^\[(.+)\]$/.exec(plain)?.[1];
    if (heading !== undefined) {
      current = sections.get(heading.toUpperCase()) ?? [];
      sections.set(heading.toUpperCase(), current);
    } else if (plain !== "") current.push({ line: at + 1, words: plain.split(/\s+/) });
  }
  return { text, sections };
};

/** Reads a file as an `.inp`. */
export const readInp = async (file: SourceFile): Promise<Inp> => {
  let text = "";
  for await (const piece of readText(file)) text += piece;
  return parseInp(text);
};

/** Lines of a section; none when it isn't there. */
export const section = ({ sections }: Inp, name: string): readonly InpLine[] => sections.get(name) ?? [];

/** A setting of `[OPTIONS]`, in capitals. */
export const option = (inp: Inp, name: string): string | undefined =>
  section(inp, "OPTIONS")
    .find(({ words }) => words[0]?.toUpperCase() === name)
    ?.words[1]?.toUpperCase();

/** Places of nodes as the drawing has them. */
export const coordinatesOf = (inp: Inp): ReadonlyMap<string, readonly [number, number]> =>
  new Map(section(inp, "COORDINATES").map(({ words: [id = "", x, y] }) => [id, [Number(x), Number(y)] as const]));

/** Bends of links, in order. */
export const verticesOf = (inp: Inp): ReadonlyMap<string, readonly (readonly [number, number])[]> => {
  const bends = new Map<string, [number, number][]>();
  for (const { words } of section(inp, "VERTICES")) {
    const [id = "", x, y] = words;
    const own = bends.get(id) ?? [];
    own.push([Number(x), Number(y)]);
    bends.set(id, own);
  }
  return bends;
};

/** Which sections a file has and how long they are, for the dry run. */
export const describeInp = ({ sections }: Inp): Notice => {
  const shown = [...sections].filter(([, lines]) => lines.length > 0).map(([name, lines]) => `${name} ${lines.length}`);
  return { zh: `分区：${shown.join("，")}`, en: `sections: ${shown.join(", ")}` };
};
