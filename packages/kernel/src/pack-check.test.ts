import { describe, expect, test } from "vitest";
import { defineCase } from "./case-type.ts";
import { type Decode, defineDevice } from "./device.ts";
import { defineFlow } from "./flow.ts";
import type { Label } from "./label.ts";
import { workDays, workHours } from "./limit.ts";
import { definePack, type Pack } from "./pack.ts";
import { checkPack, type Known } from "./pack-check.ts";
import { hours, metres, minutes } from "./quantity.ts";
import { attribute, defineRule, type Raise } from "./rule.ts";
import { defineScenario, type Encoding, type PlayEvent, type Scenario } from "./scenario.ts";
import { type StreamType, stream } from "./stream.ts";
import { defineThing, type ThingType } from "./thing.ts";

const name: Label = { zh: "字", en: "word" };
const known: Known = {
  flows: ["city-case"],
  duties: ["drainage"],
  tools: ["trace-upstream"],
  permissions: ["cases.file", "cases.verify"],
};

const level = stream({ id: "level", name, unit: "cm", range: [0, 1_000], every: minutes(5) });
const lid = stream({ id: "lid", name, states: { closed: name, open: name } });
const manhole = defineThing({
  id: "manhole",
  code: "0103",
  name,
  glyph: "cover",
  attributes: { lipCm: { name, kind: "number", unit: "cm" }, owner: { name, kind: "text" } },
  streams: [level, lid],
});
const pump = defineThing({ id: "pump", name, glyph: "pump", streams: [stream({ id: "power", name, unit: "kW" })] });

/** Two bytes: the level in cm and the lid; anything else is not from this gauge. */
const decodeGauge: Decode = (payload) => {
  const [high, low, state, ...rest] = payload;
  if (high === undefined || low === undefined || state === undefined || rest.length > 0) return [];
  return [
    { stream: "level", value: high * 256 + low },
    { stream: "lid", value: state & 1 },
  ];
};
const gauge = defineDevice({ id: "gauge", name, serves: manhole, decode: decodeGauge });

const blockage = defineCase({
  id: "drain-blockage",
  name,
  flow: "city-case",
  handledBy: "drainage",
  clocks: { dispose: workHours(4) },
  files: name,
  closes: name,
  joins: { within: metres(300), for: hours(24) },
});
const raise: Raise = {
  yellow: { above: attribute("lipCm", -20) },
  red: { above: attribute("lipCm") },
  for: minutes(10),
  clear: { below: attribute("lipCm", -50), for: minutes(10) },
};
const backingUp = defineRule({
  id: "backing-up",
  name,
  on: level,
  raise,
  reports: blockage,
  oneCause: { along: "downstream", within: metres(800) },
});
const opened = defineRule({ id: "lid-open", name, on: lid, raise: { orange: { is: "open" } } });
const silent = defineRule({ id: "gauge-silent", name, on: level, silent: { for: hours(3), severity: "blue" } });
const sample = {
  device: "gauge",
  payload: Uint8Array.of(1, 44, 1),
  gives: [
    { stream: "level", value: 300 },
    { stream: "lid", value: 1 },
  ],
};

const encodeGauge: Encoding["encode"] = (readings) => {
  const [height = 0, state = 0] = readings.map(({ value }) => value);
  return Uint8Array.of(height >> 8, height & 0xff, state);
};
const flooding: PlayEvent = {
  id: "flooding",
  name,
  thing: manhole,
  stream: level,
  lasts: hours(1),
  every: minutes(1),
  value: () => 400,
  leadsTo: { rule: backingUp, severity: "red", within: minutes(15), case: blockage },
};
const scenario = defineScenario({
  rhythms: [{ thing: manhole, stream: level, value: () => 100 }],
  events: [flooding],
  encodings: [{ device: gauge, encode: encodeGauge }],
});

const drainage = definePack({
  id: "drainage",
  name,
  standards: ["GB 50014-2021"],
  things: [manhole, pump],
  devices: [gauge],
  rules: [backingUp, opened, silent],
  cases: [blockage],
  layers: [{ id: "manholes", thing: manhole, colourBy: level }],
  tools: ["trace-upstream"],
  samples: [sample],
  scenario,
});

const faults = (change: Partial<Pack>): string[] => checkPack({ ...drainage, ...change }, known);

test("a sound pack has no fault", () => {
  expect(checkPack(drainage, known)).toEqual([]);
});

test("a pack of things alone is sound", () => {
  expect(checkPack({ id: "lamps", name, standards: [], things: [pump] }, known)).toEqual([]);
});

describe("a faulty pack is told what to mend", () => {
  const withStream = (change: Partial<StreamType>): Partial<Pack> => {
    const things: ThingType[] = [manhole, { ...pump, streams: [{ id: "power", name, ...change }] }];
    return { things };
  };
  const withRaise = (changed: Raise): Partial<Pack> => ({ rules: [{ ...backingUp, raise: changed }] });
  const flow = defineFlow({
    id: "inspection",
    kind: "inspection",
    plural: "inspections",
    version: 1,
    name,
    stages: { done: { name, end: true } },
    moves: { report: { name, from: "new", to: "done", by: "inspections.report", records: "reported" } },
    clocks: { visit: { name, limit: workDays(1) } },
  });
  const grants = { handler: ["inspections.read", "inspections.report"] } as const;
  test.each<[string, Partial<Pack>, string[]]>([
    [
      "an id with capitals",
      { things: [{ ...pump, id: "bigPump" }, manhole] },
      ['thing "bigPump": write its id in kebab-case'],
    ],
    ["an id used twice", { rules: [backingUp, opened, silent, opened] }, ['rule "lid-open": its id is used twice']],
    [
      "a stream used twice",
      { things: [{ ...manhole, streams: [level, lid, level] }] },
      ['thing manhole: stream "level": its id is used twice'],
    ],
    [
      "a notice of what never happens, and one that names a fact nobody keeps",
      {
        flows: [flow],
        grants,
        notices: [
          { id: "said", on: "inspection.lost", text: name, to: "departments" },
          { id: "told", on: "inspection.reported", text: { zh: "{depth}", en: "x" }, to: { named: "reporter" } },
        ],
      },
      [
        'notice said: no move of the pack\'s flows records "inspection.lost"',
        "notice told, short.zh: unknown-place {depth}",
        "notice told: a matter names only its watchers",
      ],
    ],
    ["no Chinese", { name: { zh: "", en: "x" } }, ["label.name: the Chinese text is missing"]],
    [
      "no English, deep inside",
      withStream({ states: { off: name, on: { zh: "开", en: " " } } }),
      ["label.things.pump.streams.power.states.on: the English text is missing"],
    ],
    [
      "an empty word among those people say",
      withStream({ states: { off: name, on: { zh: ["开", "开着"], en: ["on", ""] } } } as never),
      ["label.things.pump.streams.power.states.on: the English text is missing"],
    ],
    [
      "a code of five digits",
      { things: [manhole, { ...pump, code: "01030" }] },
      ['thing pump: code "01030": two digits of the major and two of the minor class'],
    ],
    [
      "a range upside down",
      withStream({ range: [10, 0] }),
      ["thing pump: stream power: its range must go from a lower to a higher number"],
    ],
    [
      "an interval of nothing",
      withStream({ every: minutes(0) }),
      ["thing pump: stream power: its interval must be positive"],
    ],
    [
      "a state with a capital",
      withStream({ states: { On: name } }),
      ['thing pump: stream power: state "On": write it in kebab-case'],
    ],
    [
      "a rule on a stream of nothing",
      { rules: [backingUp, { ...opened, on: stream({ id: "smell", name, states: { open: name } }) }] },
      ['rule lid-open: judges stream "smell", which no thing of the pack has'],
    ],
    [
      "an attribute nobody has",
      withRaise({ red: { above: attribute("brimCm") } }),
      ['rule backing-up: red: no thing with this stream has an attribute "brimCm"'],
    ],
    [
      "a name every object has is no attribute",
      withRaise({ red: { above: attribute("constructor") } }),
      ['rule backing-up: red: no thing with this stream has an attribute "constructor"'],
    ],
    [
      "an attribute that is a word",
      withRaise({ red: { below: attribute("owner") } }),
      ['rule backing-up: red: attribute "owner" is no number'],
    ],
    [
      "an offset that is none",
      withRaise({ red: { below: attribute("lipCm", Number.NaN) } }),
      ['rule backing-up: red: the offset to "lipCm" must be a finite number'],
    ],
    [
      "a threshold that is none",
      withRaise({ red: { below: Number.NaN } }),
      ["rule backing-up: red: a threshold must be a finite number"],
    ],
    [
      "a state nobody knows",
      { rules: [backingUp, { ...opened, raise: { red: { is: "ajar" } } }] },
      ['rule lid-open: red: stream lid has no state "ajar"'],
    ],
    [
      "a condition that says nothing",
      withRaise({ blue: {} }),
      ["rule backing-up: blue: the condition says neither above, below nor is"],
    ],
    [
      "a rule that raises nothing",
      withRaise({}),
      ["rule backing-up: raises no level; give one of red, orange, yellow, blue"],
    ],
    [
      "a hold of nothing",
      withRaise({ ...raise, for: minutes(0) }),
      ["rule backing-up: the time its condition must hold must be positive"],
    ],
    [
      "a hold without an end",
      withRaise({ red: { above: 1 }, for: minutes(5) }),
      ["rule backing-up: holds for a time but says not when it clears; give `clear`"],
    ],
    [
      "a clearing that says nothing",
      withRaise({ red: { above: 1 }, clear: {} }),
      ["rule backing-up: clear: the condition says neither above, below nor is"],
    ],
    [
      "a clearing after no time",
      withRaise({ red: { above: 1 }, clear: { for: minutes(-1) } }),
      ["rule backing-up: clear: its time must be positive"],
    ],
    [
      "one cause over no distance",
      { rules: [{ ...backingUp, oneCause: { along: "upstream", within: metres(0) } }] },
      ["rule backing-up: one cause must reach over a positive distance"],
    ],
    [
      "silence of no time",
      { rules: [backingUp, { ...silent, silent: { for: hours(0), severity: "blue" } }] },
      ["rule gauge-silent: the time of silence must be positive"],
    ],
    [
      "a report of a case elsewhere",
      { rules: [backingUp], cases: [] },
      ['rule backing-up: reports "drain-blockage", which is no case of the pack'],
    ],
    [
      "a flow nobody has",
      { cases: [{ ...blockage, flow: "village-case" }] },
      ['case drain-blockage: no flow "village-case"'],
    ],
    ["a duty nobody has", { cases: [{ ...blockage, handledBy: "lamps" }] }, ['case drain-blockage: no duty "lamps"']],
    [
      "a limit of nothing",
      { cases: [{ ...blockage, clocks: { dispose: workHours(0) } }] },
      ["case drain-blockage: clock dispose: its limit must be positive"],
    ],
    [
      "a kind of time nobody knows",
      { cases: [{ ...blockage, clocks: { dispose: JSON.parse('{"amount":2,"kind":"weeks"}') } }] },
      ['case drain-blockage: clock dispose: no kind of time "weeks"'],
    ],
    [
      "a joining without reach",
      { cases: [{ ...blockage, joins: { within: metres(-1), for: hours(0) } }] },
      [
        "case drain-blockage: joins within a distance that must be positive",
        "case drain-blockage: joins for a time that must be positive",
      ],
    ],
    [
      "a clock its own flow has not",
      { grants, flows: [flow], cases: [{ ...blockage, flow: "inspection" }] },
      ['case drain-blockage: flow inspection has no clock "dispose"'],
    ],
    [
      "what no move of its own flow needs, waived",
      { grants, flows: [flow], cases: [{ ...blockage, flow: "inspection", clocks: {}, waives: ["portrait"] }] },
      ['case drain-blockage: no move of flow inspection needs the "portrait" it waives'],
    ],
    [
      "a flow that takes the platform's name",
      { grants, flows: [{ ...flow, id: "city-case", clocks: {} }], cases: [{ ...blockage, clocks: {} }] },
      ["flow city-case: the platform has a flow of this id"],
    ],
    [
      "a flow with a dead end",
      { grants, flows: [{ ...flow, stages: { ...flow.stages, lost: { name } } }] },
      ['flow inspection: stage "lost" is never reached', 'flow inspection: stage "lost" has no way out'],
    ],
    [
      "a flow's limit of nothing",
      { grants, flows: [{ ...flow, clocks: { visit: { name, limit: workDays(-1) } } }] },
      ["flow inspection: clock visit: its limit must be positive"],
    ],
    [
      "a flow that nobody is granted",
      { flows: [flow] },
      ['grants: no role may "inspections.read"', 'grants: no role may "inspections.report"'],
    ],
    [
      "a grant of what no flow of it asks for, of the platform's too",
      { grants: { handler: ["lamps.read", "cases.verify"] } },
      ['grants: no flow of the pack asks for "lamps.read"', 'grants: no flow of the pack asks for "cases.verify"'],
    ],
    [
      "a grant to a role nobody has",
      { flows: [flow], grants: { ...grants, ...JSON.parse('{"mayor":[]}') } },
      ['grants: no role "mayor"'],
    ],
    [
      "a personal fact that the vault can't keep",
      {
        grants,
        flows: [
          {
            ...flow,
            facts: {
              weight: { id: "weight", name, kind: "number", personal: true },
            },
          },
        ],
      },
      ["flow inspection, fact weight: personal facts are texts or persons; nothing else is kept in the vault"],
    ],
    [
      "a form with a field nobody defined, and a move that asks a form nobody made",
      {
        flows: [
          {
            ...flow,
            moves: Object.fromEntries(Object.entries(flow.moves).map(([id, move]) => [id, { ...move, form: "visit" }])),
          },
        ],
        forms: [{ id: "walk", version: 1, name, sections: [{ name, fields: [{ fact: "mood" }] }] }],
      },
      [
        ...Object.keys(flow.moves).map((id) => `flow inspection, move ${id}: no form "visit"`),
        'form walk, sections.0.fields.0: Nobody defined the fact "mood"; define it in the dictionary of facts first.',
        'grants: no role may "inspections.read"',
        'grants: no role may "inspections.report"',
      ],
    ],
    [
      "a layer of another pack's things",
      { layers: [{ id: "lamps", thing: { ...pump, id: "lamp" } }] },
      ['layer lamps: shows "lamp", which is no thing of the pack'],
    ],
    [
      "a layer coloured by another thing's stream",
      { layers: [{ id: "pumps", thing: pump, colourBy: level }] },
      ['layer pumps: is coloured by "level", which pump does not have'],
    ],
    ["a tool nobody has", { tools: ["guess"] }, ['tools: no tool "guess"']],
    [
      "a sample of no device",
      { samples: [sample, { ...sample, device: "lamp" }] },
      ['samples: no device "lamp" in the pack'],
    ],
    [
      "a device of another pack's things",
      { devices: [{ ...gauge, serves: { ...manhole, id: "well" } }] },
      ['device gauge: serves "well", which is no thing of the pack'],
    ],
  ])("%s", (_, change, found) => {
    expect(faults(change)).toEqual(found.map((fault) => `pack drainage: ${fault}`));
  });

  const plain = defineDevice({ id: "plain", name, serves: manhole });
  const playing = (change: Partial<Scenario>): Partial<Pack> => ({
    devices: [gauge, plain],
    scenario: { ...scenario, ...change },
  });
  test.each<[string, Partial<Pack>, string]>([
    [
      "a rhythm of another pack's things",
      playing({ rhythms: [{ thing: { ...pump, id: "lamp" }, stream: level, value: () => 0 }] }),
      'rhythm of lamp: "lamp" is no thing of the pack',
    ],
    [
      "a rhythm of another thing's stream",
      playing({ rhythms: [{ thing: pump, stream: level, value: () => 0 }] }),
      'rhythm of pump: pump has no stream "level"',
    ],
    [
      "an event of no time",
      playing({ events: [{ ...flooding, lasts: hours(0) }] }),
      "event flooding: it must last for a positive time",
    ],
    [
      "an event without pause",
      playing({ events: [{ ...flooding, every: minutes(0) }] }),
      "event flooding: the time between its readings must be positive",
    ],
    [
      "an outcome by another pack's rule",
      playing({
        events: [{ ...flooding, leadsTo: { rule: { ...opened, id: "smelly" }, severity: "red", within: hours(1) } }],
      }),
      'event flooding: leads to rule "smelly", which the pack has not',
    ],
    [
      "an outcome in no time",
      playing({ events: [{ ...flooding, leadsTo: { rule: backingUp, severity: "red", within: hours(0) } }] }),
      "event flooding: the time to its alarm must be positive",
    ],
    [
      "a case its rule does not report",
      playing({
        events: [{ ...flooding, leadsTo: { rule: opened, severity: "red", within: hours(1), case: blockage } }],
      }),
      'event flooding: leads to case "drain-blockage", which rule lid-open does not report',
    ],
    [
      "an encoding of nobody",
      playing({ encodings: [{ device: { ...gauge, id: "lamp" }, encode: encodeGauge }] }),
      'encoding: no device "lamp" in the pack',
    ],
    [
      "an encoding of the platform's own JSON",
      playing({ encodings: [{ device: plain, encode: encodeGauge }] }),
      "encoding of plain: it speaks the platform's JSON and needs none",
    ],
    [
      "an encoding its codec reads otherwise",
      playing({ encodings: [{ device: gauge, encode: () => Uint8Array.of(0, 1, 1) }] }),
      'encoding of gauge: [{"stream":"level","value":300},{"stream":"lid","value":1}] written and read again is [{"stream":"level","value":1},{"stream":"lid","value":1}]',
    ],
    [
      "an encoding that throws",
      playing({
        encodings: [
          {
            device: gauge,
            encode: () => {
              throw new RangeError("too deep");
            },
          },
        ],
      }),
      'encoding of gauge: [{"stream":"level","value":300},{"stream":"lid","value":1}] written and read again is too deep',
    ],
  ])("played: %s", (_, change, fault) => {
    expect(faults(change)).toEqual([`pack drainage: scenario: ${fault}`]);
  });

  test("an event's id is used once", () => {
    expect(faults(playing({ events: [flooding, flooding] }))).toEqual([
      'pack drainage: event "flooding": its id is used twice',
    ]);
  });

  test("a label shared by many parts is told of once", () => {
    const bare: Label = { zh: "字", en: "" };
    expect(
      faults({
        rules: [backingUp, { ...opened, name: bare }, { ...silent, name: bare }],
      }),
    ).toEqual(["pack drainage: label.rules.lid-open.name: the English text is missing"]);
  });
});
