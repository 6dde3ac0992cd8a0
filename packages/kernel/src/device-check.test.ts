import { describe, expect, test } from "vitest";
import { type Decode, defineDevice, type Sample } from "./device.ts";
import { checkDevice, toPayload } from "./device-check.ts";
import { stream } from "./stream.ts";
import { defineThing } from "./thing.ts";

const name = { zh: "字", en: "word" };
const gaugeThing = defineThing({ id: "river-gauge", name, glyph: "wave", streams: [stream({ id: "level", name })] });
const faultsOf = (decode: Decode, samples: readonly Sample[] = [good]): string[] =>
  checkDevice(defineDevice({ id: "gauge", name, serves: gaugeThing, decode }), samples);

/** A text of the form `L=12.5`. */
const decode: Decode = (payload) => {
  const found = /^L=(\d{1,4}(?:\.\d)?)$/.exec(String.fromCharCode(...payload));
  return found === null ? [] : [{ stream: "level", value: Number(found[1]) }];
};
const good: Sample = { device: "gauge", payload: "L=12.5", gives: [{ stream: "level", value: 12.5 }] };

test("a careful codec with a true sample has no fault", () => {
  expect(faultsOf(decode)).toEqual([]);
});

test("a codec needs a sample", () => {
  expect(faultsOf(decode, [])).toEqual(["device gauge: a codec needs at least one sample"]);
});

describe("a sample says exactly what its payload gives", () => {
  test.each<[string, Sample["gives"]]>([
    ["another value", [{ stream: "level", value: 12 }]],
    ["nothing", []],
    [
      "one reading more",
      [
        { stream: "level", value: 12.5 },
        { stream: "level", value: 12.5 },
      ],
    ],
    ["a time the payload has not", [{ stream: "level", value: 12.5, at: 0 }]],
  ])("it does not say %s", (_, gives) => {
    expect(faultsOf(decode, [{ ...good, gives }])).toEqual([
      `device gauge: sample 1 decodes to [{"stream":"level","value":12.5}], not to ${JSON.stringify(gives)}`,
    ]);
  });

  test("it says nothing of streams the thing has not", () => {
    const wrong: Sample = { ...good, gives: [{ stream: "flow", value: 1 }] };
    expect(faultsOf(decode, [good, wrong])).toEqual([
      'device gauge: sample 2 says a reading of "flow", which is no stream of river-gauge',
    ]);
  });

  test("a device that speaks the platform's own JSON has its samples looked at too", () => {
    const device = defineDevice({ id: "gauge", name, serves: gaugeThing });
    expect(checkDevice(device, [])).toEqual([]);
    expect(checkDevice(device, [{ ...good, gives: [{ stream: "level", value: Number.NaN }] }])).toEqual([
      "device gauge: sample 1 says a value of level that is no finite number (NaN)",
    ]);
  });
});

describe("a careless codec is found out", () => {
  const careful = (payload: Uint8Array): boolean => decode(payload).length > 0;
  const onRubbish = (careless: Decode): string[] =>
    faultsOf((payload) => (careful(payload) ? decode(payload) : careless(payload)));
  test.each<[string, Decode, RegExp]>([
    [
      "it throws on broken JSON",
      (payload) => JSON.parse(String.fromCharCode(...payload)),
      /on rubbish \(.*\): the codec threw /,
    ],
    [
      "it throws a word",
      () => {
        throw "no";
      },
      /: the codec threw no$/,
    ],
    ["it gives no list", () => JSON.parse("{}"), /: the codec gave no list$/],
    ["it gives nothing at all", () => JSON.parse("null"), /: the codec gave no list$/],
    [
      "it invents a stream",
      () => [{ stream: "mood", value: 1 }],
      /: a reading of "mood", which is no stream of river-gauge$/,
    ],
    [
      "it reads past the end",
      (payload) => [{ stream: "level", value: Number(payload[4]) * 2 }],
      /^device gauge: on rubbish \(0 bytes\): a value of level that is no finite number \(NaN\)$/,
    ],
    [
      "it believes huge numbers",
      (payload) =>
        payload.length === 5 && payload[0] === 0x31
          ? [{ stream: "level", value: Number(String.fromCharCode(...payload)) }]
          : [],
      /on rubbish \(5 bytes, hex 31 65 39 39 39\).*\(Infinity\)$/,
    ],
    ["it gives words for values", () => [{ stream: "level", value: JSON.parse('"1"') }], /no finite number \(1\)$/],
    [
      "it gives times that are none",
      () => [{ stream: "level", value: 1, at: Number.NaN }],
      /: a time of level that is no finite number$/,
    ],
    [
      "it takes a payload cut short",
      (payload) => (payload.length === 5 && payload[0] === 0x4c ? [{ stream: "level", value: Number.NaN }] : []),
      /on rubbish \(5 bytes, hex 4c 3d 31 32 2e\)/,
    ],
    [
      "long rubbish is shown by its head",
      (payload) => (payload.length === 1_024 ? [{ stream: "mood", value: 1 }] : []),
      /\(1024 bytes, hex 00( 00){23} …\)/,
    ],
  ])("%s", (_, careless, fault) => {
    expect(onRubbish(careless)).toEqual([expect.stringMatching(fault)]);
  });

  test("one that throws on its own sample is told both", () => {
    const found = faultsOf(() => {
      throw new TypeError("broken");
    });
    expect(found).toEqual([
      "device gauge: sample 1: the codec threw broken",
      "device gauge: on rubbish (0 bytes): the codec threw broken",
    ]);
  });

  test("one that writes into its payload spoils nobody's sample", () => {
    const payload = Uint8Array.from([76, 61, 49]);
    const scribbler: Decode = (bytes) => {
      const read = decode(bytes);
      bytes.fill(0);
      return read;
    };
    expect(faultsOf(scribbler, [{ device: "gauge", payload, gives: [{ stream: "level", value: 1 }] }])).toEqual([]);
    expect([...payload]).toEqual([76, 61, 49]);
  });
});

test.each(["", "L=1", "水位 µ 🌊", "\ud83c alone", "\udf0a"])("the text %j is sent as UTF-8", (text) => {
  expect(toPayload(text)).toEqual(new Uint8Array(Buffer.from(text, "utf8")));
});
