import {
  type AttributeRef,
  type Clearing,
  type Condition,
  isSilenceRule,
  type Label,
  type Rule,
  type Severity,
  type StreamType,
  severities,
  severityNames,
  stateCode,
  type ThingType,
  type Threshold,
} from "@chengyun/kernel";

/** What a sentence is made from: the rule, the kind of thing, and this thing's own numbers. */
export interface RuleInWords {
  readonly rule: Rule;
  readonly thing: ThingType | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const both = (zh: string, en: string): Label => ({ zh, en });

const join = (parts: readonly Label[], zh: string, en: string): Label =>
  both(parts.map((part) => part.zh).join(zh), parts.map((part) => part.en).join(en));

const rounded = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

const spans = [
  [86_400_000, both("天", "day")],
  [3_600_000, both("小时", "hour")],
  [60_000, both("分钟", "minute")],
  [1_000, both("秒", "second")],
] as const;

const span = (ms: number): Label => {
  const [unit, name] = spans.find(([length]) => ms % length === 0) ?? spans[3];
  const amount = ms / unit;
  return both(`${amount} ${name.zh}`, `${amount} ${name.en}${amount === 1 ? "" : "s"}`);
};

/** "20 cm below lip height": where a threshold lies, seen from the attribute it is measured by. */
const besideEn = (name: string, offset: number, unit: string): string =>
  offset === 0 ? name : `${Math.abs(offset)}${unit} ${offset > 0 ? "above" : "below"} ${name}`;

const offsetWords = (offset: number, unit: string): Label => {
  if (offset === 0) return both("", "");
  const amount = `${Math.abs(offset)}${unit}`;
  return offset > 0 ? both(`以上 ${amount}`, ` plus ${amount}`) : both(`以下 ${amount}`, ` less ${amount}`);
};

const attributeWords = (asked: RuleInWords, ref: AttributeRef, unit: string): Label => {
  const name = asked.thing?.attributes?.[ref.attribute]?.name ?? both(ref.attribute, ref.attribute);
  const own = asked.attributes[ref.attribute];
  const offset = offsetWords(ref.offset, unit);
  const words = both(`${name.zh}${offset.zh}`, `${name.en.toLowerCase()}${offset.en}`);
  if (typeof own !== "number") return words;
  const value = `${rounded(own + ref.offset, 3)}${unit}`;
  return both(`${words.zh}（本处 ${value}）`, `${value} (${besideEn(name.en.toLowerCase(), ref.offset, unit)})`);
};

const thresholdWords = (asked: RuleInWords, threshold: Threshold): Label => {
  const unit = asked.rule.on.unit === undefined ? "" : ` ${asked.rule.on.unit}`;
  if (typeof threshold !== "number") return attributeWords(asked, threshold, unit);
  return both(`${threshold}${unit}`, `${threshold}${unit}`);
};

const conditionWords = (asked: RuleInWords, condition: Condition): Label => {
  const parts: Label[] = [];
  if (condition.above !== undefined) {
    const than = thresholdWords(asked, condition.above);
    parts.push(both(`高于${than.zh.match(/^\d/) ? " " : ""}${than.zh}`, `above ${than.en}`));
  }
  if (condition.below !== undefined) {
    const than = thresholdWords(asked, condition.below);
    parts.push(both(`低于${than.zh.match(/^\d/) ? " " : ""}${than.zh}`, `below ${than.en}`));
  }
  if (condition.is !== undefined) {
    const state = asked.rule.on.states?.[condition.is] ?? both(condition.is, condition.is);
    parts.push(both(`为“${state.zh}”`, `is “${state.en}”`));
  }
  return join(parts, "且", " and ");
};

const holdWords = (ms: number | undefined): Label => {
  if (ms === undefined) return both("", "");
  const time = span(ms);
  return both(`持续 ${time.zh}`, ` for ${time.en}`);
};

const clearWords = (asked: RuleInWords, clear: Clearing | undefined): Label => {
  const { for: time, ...condition } = clear ?? {};
  const held = holdWords(time);
  const words = conditionWords(asked, condition);
  if (words.zh === "")
    return both(
      `；条件不再成立${held.zh}${time === undefined ? "即" : "后"}解除`,
      `; clears when that has ended${held.en}`,
    );
  return both(`；${words.zh}${held.zh}${time === undefined ? "即" : "后"}解除`, `; clears when ${words.en}${held.en}`);
};

/** What a rule says of one thing, as a person would: with its own thresholds in numbers. */
export const ruleWords = (asked: RuleInWords): Label => {
  const { rule } = asked;
  const name = rule.on.name;
  if (isSilenceRule(rule)) {
    const time = span(rule.silent.for);
    const level = severityNames[rule.silent.severity];
    return both(
      `“${name.zh}”超过 ${time.zh}没有读数，报${level.zh}；收到读数即解除。`,
      `${level.en} when ${name.en.toLowerCase()} has been silent for ${time.en}; clears with the next reading.`,
    );
  }
  const held = holdWords(rule.raise.for);
  const levels = severities.toReversed().flatMap((severity) => {
    const condition = rule.raise[severity];
    if (condition === undefined) return [];
    const words = conditionWords(asked, condition);
    const level = severityNames[severity];
    return [
      both(
        `${words.zh}${held.zh}${rule.raise.for === undefined ? "即" : "后"}报${level.zh}`,
        `${level.en.toLowerCase()} when ${words.en}${held.en}`,
      ),
    ];
  });
  const raised = join(levels, "，", ", ");
  const clear = clearWords(asked, rule.raise.clear);
  return both(`${name.zh}${raised.zh}${clear.zh}。`, `${name.en}: ${raised.en}${clear.en}.`);
};

/** One threshold of a rule as a number, for drawing. */
export interface ThresholdLine {
  readonly severity: Severity;
  readonly value: number;
  readonly rule: Label;
}

const toNumber = (threshold: Threshold, attributes: Readonly<Record<string, unknown>>): number | undefined => {
  if (typeof threshold === "number") return threshold;
  const own = attributes[threshold.attribute];
  return typeof own === "number" && Number.isFinite(own) ? own + threshold.offset : undefined;
};

const conditionLines = (on: StreamType, condition: Condition, attributes: Readonly<Record<string, unknown>>) =>
  [condition.above, condition.below, condition.is === undefined ? undefined : stateCode(on, condition.is)].flatMap(
    (threshold) => (threshold === undefined ? [] : (toNumber(threshold, attributes) ?? [])),
  );

/** Thresholds of a rule with a thing's numbers, gravest first; none for silence. */
export const thresholdLines = (rule: Rule, attributes: Readonly<Record<string, unknown>>): ThresholdLine[] =>
  isSilenceRule(rule)
    ? []
    : severities.flatMap((severity) => {
        const condition = rule.raise[severity];
        return condition === undefined
          ? []
          : conditionLines(rule.on, condition, attributes).map((value) => ({ severity, value, rule: rule.name }));
      });
