import { type RiskCompute, type RiskModel, severities } from "@chengyun/kernel";
import { type Compiled, compileFormula } from "../../../platform/formula.ts";
import type { Registry } from "../../../platform/registry.ts";

const known = new WeakMap<RiskModel, RiskCompute>();

const compile = (model: RiskModel, what: string, text: string, inputs: readonly string[]): Compiled => {
  const compiled = compileFormula({
    id: `${model.id}-${what}`,
    name: model.name,
    text,
    inputs: Object.fromEntries(inputs.map((name) => [name, "number" as const])),
    gives: "number",
  });
  if ("fault" in compiled) throw new Error(`risk ${compiled.fault}`);
  return compiled.compute;
};

const compileAll = (model: RiskModel): RiskCompute => {
  const inputs = Object.keys(model.inputs);
  const factors = new Map(
    Object.entries(model.factors).map(([name, { text }]) => [name, compile(model, name, text, inputs)]),
  );
  const score = compile(model, "score", model.score, [...factors.keys()]);
  const area = model.area === undefined ? undefined : compile(model, "area", model.area, severities);
  return (formula, values) => {
    const compute = formula === "score" ? score : formula === "area" ? area : factors.get(formula.factor);
    const value = compute?.(values);
    return typeof value === "number" ? value : undefined;
  };
};

/** The formulas of a model, compiled once. A formula that does not check is a fault of the build. */
export const computeOf = (model: RiskModel): RiskCompute => {
  const compute = known.get(model) ?? compileAll(model);
  known.set(model, compute);
  return compute;
};

/** Every model of the packs, by id. */
export const riskModels = ({ packs }: Pick<Registry, "packs">): ReadonlyMap<string, RiskModel> =>
  new Map(packs.flatMap(({ risks = [] }) => risks.map((model) => [model.id, model] as const)));
