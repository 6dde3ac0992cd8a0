import { refuse } from "../fault.ts";
import { coordinatesOf, describeInp, type Inp, option, section, verticesOf } from "./inp.ts";
import type { Model, ModelLink, ModelNode } from "./network.ts";

const american = new Set(["CFS", "GPM", "MGD"]);
const known = new Set(["CFS", "GPM", "MGD", "CMS", "LPS", "MLD"]);
const footM = 0.3048;

const scaled = (word: string | undefined, factor: number): number | undefined => {
  const value = Number(word);
  return word === undefined || !Number.isFinite(value) ? undefined : Number((value * factor).toPrecision(9));
};

const present = (given: Record<string, number | undefined>): Record<string, number> =>
  Object.fromEntries(Object.entries(given).filter((entry): entry is [string, number] => entry[1] !== undefined));

const nodeSections = [
  ["JUNCTIONS", "model-junction"],
  ["DIVIDERS", "model-junction"],
  ["OUTFALLS", "model-outfall"],
  ["STORAGE", "model-storage"],
] as const;

const linkSections = [
  ["CONDUITS", "model-conduit"],
  ["PUMPS", "model-pump"],
  ["ORIFICES", "model-orifice"],
  ["WEIRS", "model-weir"],
  ["OUTLETS", "model-outlet"],
] as const;

const nodesOf = (inp: Inp, lengthM: number): ModelNode[] =>
  nodeSections.flatMap(([name, type]) =>
    section(inp, name).map(({ line, words: [id = "", elevation, depth] }): ModelNode => {
      const deep = name === "JUNCTIONS" || name === "STORAGE" ? scaled(depth, lengthM) : undefined;
      return { id, line, type, attributes: present({ elevationM: scaled(elevation, lengthM), depthM: deep }) };
    }),
  );

const linksOf = (inp: Inp, lengthM: number): ModelLink[] =>
  linkSections.flatMap(([name, type]) =>
    section(inp, name).map(({ line, words: [id = "", from = "", to = "", length, roughness] }): ModelLink => {
      const attributes =
        name === "CONDUITS" ? present({ lengthM: scaled(length, lengthM), roughness: scaled(roughness, 1) }) : {};
      return { id, line, type, from, to, attributes };
    }),
  );

/** Nodes and links of a SWMM 5 file, in metres. */
export const swmmModel = (inp: Inp, name: string): Model => {
  const units = option(inp, "FLOW_UNITS");
  if (units === undefined || !known.has(units))
    return refuse(
      `${name} 的 [OPTIONS] 没有写明 FLOW_UNITS，长度单位无从得知。`,
      `${name} says no FLOW_UNITS in [OPTIONS], so nobody knows its unit of length.`,
    );
  const lengthM = american.has(units) ? footM : 1;
  const notices = [
    describeInp(inp),
    { zh: `流量单位 ${units}，长度已换算为 m`, en: `flow units ${units}, lengths converted to m` },
    {
      zh: `未取：汇水区 ${section(inp, "SUBCATCHMENTS").length} 个，时间序列 ${section(inp, "TIMESERIES").length} 行`,
      en: `not taken: ${section(inp, "SUBCATCHMENTS").length} subcatchments, ${section(inp, "TIMESERIES").length} lines of time series`,
    },
  ];
  return {
    nodes: nodesOf(inp, lengthM),
    links: linksOf(inp, lengthM),
    places: coordinatesOf(inp),
    bends: verticesOf(inp),
    notices,
  };
};
