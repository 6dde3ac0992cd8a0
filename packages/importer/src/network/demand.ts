import type { Notice } from "../read/record.ts";
import { type Inp, section } from "./inp.ts";

/** What the junctions of a model draw, in its unit of flow. */
interface Demands {
  /** Base demand of a junction, times the multiplier of the file; undefined where the file says none. */
  readonly of: (junction: string, ownWord: string | undefined) => number | undefined;
  readonly notices: readonly Notice[];
}

/** The factor of all demands, which stands in `[OPTIONS]` or, as older files have it, in a line of `[DEMANDS]`. */
const multiplierOf = (inp: Inp): number => {
  const said = [
    ...section(inp, "DEMANDS").map(({ words: [first = "", value] }) => (/^multi/i.test(first) ? value : undefined)),
    ...section(inp, "OPTIONS").map(({ words: [one = "", other = "", value] }) =>
      /^demand/i.test(one) && /^multi/i.test(other) ? value : undefined,
    ),
  ].flatMap((word) => (word === undefined || !Number.isFinite(Number(word)) ? [] : [Number(word)]));
  return said.at(-1) ?? 1;
};

/** All lines of `[DEMANDS]` of a junction together: they stand in the place of the demand in its own line. */
const categoriesOf = (inp: Inp): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const { words } of section(inp, "DEMANDS")) {
    const [id = "", word] = words;
    const demand = Number(word);
    if (word !== undefined && Number.isFinite(demand)) sums.set(id, (sums.get(id) ?? 0) + demand);
  }
  return sums;
};

/** Base demands of a model as EPANET reckons them, without its patterns over the day. */
export const demandsOf = (inp: Inp): Demands => {
  const multiplier = multiplierOf(inp);
  const categories = categoriesOf(inp);
  const patterns = new Set(section(inp, "PATTERNS").map(({ words }) => words[0])).size;
  const notices: Notice[] = [];
  const lines = section(inp, "DEMANDS").length;
  if (lines > 0)
    notices.push({
      zh: `需水量：[DEMANDS] 的 ${lines} 行按节点合计，代替 [JUNCTIONS] 中的值`,
      en: `demands: ${lines} lines of [DEMANDS], summed by junction, in the place of those in [JUNCTIONS]`,
    });
  if (multiplier !== 1)
    notices.push({ zh: `需水量已乘以系数 ${multiplier}`, en: `demands were multiplied by ${multiplier}` });
  if (patterns > 0)
    notices.push({
      zh: `未取：时变模式 ${patterns} 个；需水量为基本需水量，不随时间变化`,
      en: `not taken: ${patterns} patterns; demands are base demands, without their course over the day`,
    });
  return {
    of: (junction, ownWord) => {
      const base = categories.get(junction) ?? (ownWord === undefined ? undefined : Number(ownWord));
      return base === undefined || !Number.isFinite(base) ? undefined : base * multiplier;
    },
    notices,
  };
};
