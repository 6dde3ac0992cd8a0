import { Project, Workspace } from "epanet-js";
import { refuse } from "../fault.ts";
import { own } from "../own.ts";
import type { Notice } from "../read/record.ts";
import { demandsOf } from "./demand.ts";
import { type Refusal, tellRefusal } from "./epanet-refusal.ts";
import { coordinatesOf, describeInp, type Inp, type InpLine, option, section, verticesOf } from "./inp.ts";
import type { Model, ModelLink, ModelNode } from "./network.ts";

/** Cubic metres an hour of one unit of flow, by `UNITS`. */
const flowFactors: Readonly<Record<string, number>> = {
  CFS: 101.940_65,
  GPM: 0.227_124_7,
  MGD: 157.725_5,
  IMGD: 189.420_4,
  AFD: 51.395_1,
  LPS: 3.6,
  LPM: 0.06,
  MLD: 1_000 / 24,
  CMH: 1,
  CMD: 1 / 24,
  CMS: 3_600,
  // What EPANET itself takes for litres per second.
  SI: 3.6,
};
const american = new Set(["CFS", "GPM", "MGD", "IMGD", "AFD"]);
const footM = 0.3048;
const inchMm = 25.4;

/** Lengths and flows of a file in metres, millimetres and cubic metres an hour. */
interface Units {
  readonly name: string;
  readonly lengthM: number;
  readonly diameterMm: number;
  readonly flow: number;
}

const unitsOf = (inp: Inp, file: string): Units => {
  // GPM is what EPANET takes where a file says nothing: that is the format's rule, not our guess.
  const name = option(inp, "UNITS") ?? "GPM";
  const flow = own(flowFactors, name);
  if (flow === undefined)
    return refuse(
      `${file} 的流量单位 UNITS ${name} 不认识（认识的有：${Object.keys(flowFactors).join("、")}）。未作任何导入。`,
      `${file} has flows in UNITS ${name}, which nobody knows (known: ${Object.keys(flowFactors).join(", ")}). Nothing was imported.`,
    );
  const isAmerican = american.has(name);
  return { name, lengthM: isAmerican ? footM : 1, diameterMm: isAmerican ? inchMm : 1, flow };
};

const rounded = (value: number): number => Number(value.toPrecision(9));

/** A number of a line by what it is times its unit; left out where the file has none. */
const scaled = (words: readonly string[], at: number, factor: number): number | undefined => {
  const value = Number(words[at]);
  return words[at] === undefined || !Number.isFinite(value) ? undefined : rounded(value * factor);
};

const present = (given: Record<string, number | string | undefined>): Record<string, number | string> =>
  Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, number | string] => entry[1] !== undefined),
  );

/** Where the lines of the engine's report say something of the file. */
const reportLines = (report: string): string[] =>
  report
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("*") && !line.startsWith("Page"));

/** The line of the file that the engine quotes, by its words. */
const findLine = (text: string, quotedLine: string): number | undefined => {
  const wanted = quotedLine.replace(/\s+/g, " ").trim();
  if (wanted === "") return undefined;
  const at = text.split(/\r?\n/).findIndex((line) => line.replace(/\s+/g, " ").trim() === wanted);
  return at < 0 ? undefined : at + 1;
};

const describeRefusal = (text: string, report: string): Refusal[] => {
  const lines = reportLines(report);
  return lines.flatMap((line, at) => {
    if (!/^Error \d+:/.test(line) || line.startsWith("Error 200")) return [];
    const next = lines[at + 1] ?? "";
    const number = /^Error/.test(next) ? undefined : findLine(text, next);
    const quoted = number === undefined ? undefined : next.replace(/\s+/g, " ");
    return [{ line: number, said: line.replace(/:$/, ""), quoted }];
  });
};

const openInEngine = async (text: string): Promise<Refusal[] | undefined> => {
  const workspace = new Workspace();
  await workspace.loadModule();
  const project = new Project(workspace);
  workspace.writeFile("network.inp", text);
  try {
    project.open("network.inp", "network.rpt", "network.out");
    project.close();
    return undefined;
  } catch (error) {
    // The engine throws plain errors; its own report says more.
    const why = error instanceof Error ? error.message : String(error);
    try {
      project.close();
    } catch (again) {
      if (!(again instanceof Error)) throw again;
    }
    const found = describeRefusal(text, String(workspace.readFile("network.rpt")));
    return found.length > 0 ? found : [{ said: why }];
  }
};

const mostShown = 5;

/** Lets the EPANET engine open the file; what it refuses is refused here, with its reason and the line. */
export const checkByEngine = async (inp: Inp, name: string): Promise<void> => {
  const faults = await openInEngine(inp.text);
  if (faults === undefined) return;
  const shown = faults.slice(0, mostShown).map(tellRefusal);
  const more = faults.length > mostShown ? ` (+${faults.length - mostShown})` : "";
  refuse(
    `EPANET 引擎不接受 ${name}，未作任何导入。${shown.map(({ zh }) => zh).join("；")}${more}`,
    `The EPANET engine refuses ${name}; nothing was imported. ${shown.map(({ en }) => en).join("; ")}${more}`,
  );
};

type DemandOf = ReturnType<typeof demandsOf>["of"];

const nodesOf = (inp: Inp, units: Units, demandOf: DemandOf): ModelNode[] => {
  const make = (
    name: string,
    type: string,
    attributes: (words: readonly string[]) => Record<string, number | undefined>,
  ) =>
    section(inp, name).map(
      ({ line, words }): ModelNode => ({ id: words[0] ?? "", line, type, attributes: present(attributes(words)) }),
    );
  const { lengthM, flow } = units;
  const demand = ([id = "", , word]: readonly string[]): number | undefined => {
    const found = demandOf(id, word);
    return found === undefined ? undefined : rounded(found * flow);
  };
  return [
    ...make("JUNCTIONS", "model-junction", (words) => ({
      elevationM: scaled(words, 1, lengthM),
      demandM3PerHour: demand(words),
    })),
    ...make("RESERVOIRS", "model-reservoir", (words) => ({ headM: scaled(words, 1, lengthM) })),
    ...make("TANKS", "model-tank", (words) => ({
      elevationM: scaled(words, 1, lengthM),
      lowestM: scaled(words, 3, lengthM),
      highestM: scaled(words, 4, lengthM),
      diameterM: scaled(words, 5, lengthM),
    })),
  ];
};

const linksOf = (inp: Inp, units: Units): ModelLink[] => {
  const make = (
    name: string,
    type: string,
    attributes: (words: readonly string[]) => Record<string, number | undefined>,
  ) =>
    section(inp, name).map(({ line, words }: InpLine): ModelLink => {
      const [id = "", from = "", to = ""] = words;
      return { id, line, type, from, to, attributes: present(attributes(words)) };
    });
  return [
    ...make("PIPES", "model-pipe", (words) => ({
      lengthM: scaled(words, 3, units.lengthM),
      diameterMm: scaled(words, 4, units.diameterMm),
      roughness: scaled(words, 5, 1),
    })),
    ...make("PUMPS", "model-pump", () => ({})),
    ...make("VALVES", "model-valve", (words) => ({ diameterMm: scaled(words, 3, units.diameterMm) })),
  ];
};

/** Nodes and links of an EPANET file, in metres, millimetres and cubic metres an hour. */
export const epanetModel = (inp: Inp, name: string): Model => {
  const units = unitsOf(inp, name);
  const demands = demandsOf(inp);
  const notices: Notice[] = [
    describeInp(inp),
    { zh: `单位 ${units.name}，已换算为 m、mm、m³/h`, en: `units ${units.name}, converted to m, mm and m³/h` },
    ...demands.notices,
  ];
  return {
    nodes: nodesOf(inp, units, demands.of),
    links: linksOf(inp, units),
    places: coordinatesOf(inp),
    bends: verticesOf(inp),
    notices,
  };
};
