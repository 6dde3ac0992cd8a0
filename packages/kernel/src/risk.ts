import type { Label } from "./label.ts";
import type { Duration } from "./quantity.ts";
import { type Severity, severities, severityRank } from "./severity.ts";
import type { StreamType } from "./stream.ts";
import type { ThingType } from "./thing.ts";

/** Attributes of a thing, as a model of its risk sees them. */
export type RiskAttributes = Readonly<Record<string, number | string>>;

/**
 * Where one figure of a risk comes from: an attribute, a function of the attributes (where a formula can't say it), the
 * newest reading of a stream, the gravest standing alarm (4 red, 3 orange, 2 yellow, 1 blue, 0 none), how many matters of
 * a flow are open about the thing (a fact of theirs names it), or the state of its controls as last reviewed (0 none, 1 partly, 2 effective).
 */
export type RiskSource =
  | { readonly from: "attribute"; readonly attribute: string }
  | { readonly from: "work"; readonly work: (attributes: RiskAttributes) => number | undefined }
  | { readonly from: "reading"; readonly stream: StreamType; readonly notOlder: Duration }
  | { readonly from: "alarms" }
  | { readonly from: "matters"; readonly flow: string; readonly fact: string }
  | { readonly from: "controls" };

/** One named figure a model of risk works with. */
export type RiskInput = RiskSource & {
  readonly name: Label;
  readonly unit?: string;
  /** What is taken where nobody knows it; the explanation says so. */
  readonly otherwise: number;
};

/** One factor of a score: a formula over the inputs that gives a number, and what it is called. */
export interface RiskFactor {
  readonly name: Label;
  readonly text: string;
}

/** A scale of three colours for a subject that uses one, declared over the four (fire: red, yellow, green). */
export type ThreeColours = Readonly<Record<Severity, "red" | "yellow" | "green">>;

/** How the risk of one kind of thing is scored and coloured, for one subject. */
export interface RiskModel {
  readonly id: string;
  readonly name: Label;
  readonly of: ThingType;
  /** Standard the formula is from, as people cite it. */
  readonly standard?: string;
  readonly inputs: Readonly<Record<string, RiskInput>>;
  readonly factors: Readonly<Record<string, RiskFactor>>;
  /** The score: a formula over the factors. */
  readonly score: string;
  /** Least score of each colour above blue; what lies below all of them is blue. */
  readonly from: Readonly<Record<"red" | "orange" | "yellow", number>>;
  /**
   * Colour of an area: a formula over how many things in it have each colour (`red`, `orange`, `yellow`, `blue`) that
   * gives the rank of a colour, 4 for red to 1 for blue. The gravest there is, when absent.
   */
  readonly area?: string;
  /** How the four colours are shown where the subject has three. */
  readonly shown?: ThreeColours;
}

/** Declares a model of risk. */
export const defineRisk = <const M extends RiskModel>(model: M): M => model;

/** One figure as it went into a score. */
export interface RiskFigure {
  readonly value: number;
  /** Nobody knew it: the model's own figure was taken. */
  readonly assumed?: true;
  /** When it was measured, for a reading. */
  readonly at?: number;
}

/** A score with everything that led to it. */
export interface RiskJudgement {
  readonly score: number;
  readonly colour: Severity;
  readonly factors: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, RiskFigure>>;
}

/** Computes a formula over numbers by name; undefined when it leads nowhere. */
export type RiskCompute = (
  formula: { readonly factor: string } | "score" | "area",
  values: Readonly<Record<string, number>>,
) => number | undefined;

/** The colour of a score. */
export const colourOfScore = ({ from }: Pick<RiskModel, "from">, score: number): Severity =>
  score >= from.red ? "red" : score >= from.orange ? "orange" : score >= from.yellow ? "yellow" : "blue";

/** Judges one thing by a model; undefined when a formula leads nowhere with these figures. */
export const judgeRisk = (
  model: RiskModel,
  inputs: Readonly<Record<string, RiskFigure>>,
  compute: RiskCompute,
): RiskJudgement | undefined => {
  const values = Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value]));
  const factors: Record<string, number> = {};
  for (const factor of Object.keys(model.factors)) {
    const value = compute({ factor }, values);
    if (value === undefined || !Number.isFinite(value)) return undefined;
    factors[factor] = value;
  }
  const score = compute("score", factors);
  if (score === undefined || !Number.isFinite(score)) return undefined;
  return { score, colour: colourOfScore(model, score), factors, inputs };
};

/** How many things of an area have each colour. */
export type ColourCounts = Readonly<Record<Severity, number>>;

/** Colour of an area by its counts; undefined where nothing is judged. */
export const colourOfArea = (
  { area }: Pick<RiskModel, "area">,
  counts: ColourCounts,
  compute: RiskCompute,
): Severity | undefined => {
  const gravest = severities.find((severity) => counts[severity] > 0);
  if (gravest === undefined || area === undefined) return gravest;
  const rank = compute("area", counts);
  return severities.find((severity) => severityRank(severity) === Math.round(rank ?? 0)) ?? gravest;
};

/** What changed between two judgements of one thing, by what changed the most: "why did it change". */
export const whyChanged = (
  before: Pick<RiskJudgement, "factors">,
  after: Pick<RiskJudgement, "factors">,
): { readonly factor: string; readonly from: number; readonly to: number }[] =>
  Object.entries(after.factors)
    .map(([factor, to]) => ({ factor, from: before.factors[factor] ?? 0, to }))
    .filter(({ from, to }) => from !== to)
    .sort((one, other) => Math.abs(other.to - other.from) - Math.abs(one.to - one.from));

const faultsOfInput = (model: RiskModel, name: string, input: RiskInput): string[] => {
  const faults: string[] = [];
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) faults.push(`input "${name}": a formula can't name it`);
  if (input.from === "attribute" && model.of.attributes?.[input.attribute]?.kind !== "number")
    faults.push(`input "${name}": ${model.of.id} has no number "${input.attribute}"`);
  if (input.from === "reading" && !model.of.streams.includes(input.stream))
    faults.push(`input "${name}": ${model.of.id} has no stream "${input.stream.id}"`);
  if (!Number.isFinite(input.otherwise)) faults.push(`input "${name}": what is taken otherwise is no number`);
  return faults;
};

/** Faults of a model of risk, in words its author can act on; the platform says what is wrong with its formulas. */
export const checkRisk = (model: RiskModel): string[] => {
  const { red, orange, yellow } = model.from;
  return [
    ...Object.entries(model.inputs).flatMap(([name, input]) => faultsOfInput(model, name, input)),
    ...(Object.keys(model.factors).length === 0 ? ["it has no factor, so nobody can be told why"] : []),
    ...(red > orange && orange > yellow ? [] : ["its colours must go from yellow up to red"]),
  ].map((fault) => `risk ${model.id}: ${fault}`);
};
