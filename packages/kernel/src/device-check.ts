import type { Decoded, DeviceType, Sample } from "./device.ts";

/** The Unicode replacement character, for halves of surrogate pairs. */
const replacement = 0xfffd;

const toUtf8 = (character: string): number[] => {
  const read = character.codePointAt(0) ?? replacement;
  const point = read >= 0xd800 && read <= 0xdfff ? replacement : read;
  const tail = (shift: number): number => 0x80 | ((point >> shift) & 0x3f);
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), tail(0)];
  if (point < 0x10000) return [0xe0 | (point >> 12), tail(6), tail(0)];
  return [0xf0 | (point >> 18), tail(12), tail(6), tail(0)];
};

/** The bytes of a sample's payload; a text is sent as UTF-8. A fresh array at every call. */
export const toPayload = (payload: string | Uint8Array): Uint8Array =>
  typeof payload === "string" ? Uint8Array.from([...payload].flatMap(toUtf8)) : payload.slice();

/** Bytes that look random and are the same at every run (a linear congruential generator). */
const toNoise = (length: number, seed: number): Uint8Array => {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
};

/** What broken, foreign or hostile devices send. */
const nastyTexts = [
  "",
  " ",
  "\0",
  "null",
  "true",
  "0",
  "-1",
  "1e999",
  "-1e999",
  "NaN",
  "99999999999999999999999999999999999999",
  '"text"',
  "[]",
  "[[]]",
  "[null]",
  "{}",
  "{",
  "}{",
  '{"v":null}',
  '{"v":{"level":1e999}}',
  '{"v":{"__proto__":1,"constructor":2}}',
  '{"at":"yesterday","v":{}}',
  '{"data":{"value":"NaN"}}',
  '{"data":[1,2,3]}',
  "a,b,c\n1,2,3",
  "<xml/>",
  "水位",
  "🌊",
  "[".repeat(2_000),
  "9".repeat(2_000),
] as const;

const nastyPayloads = (): Uint8Array[] => [
  ...nastyTexts.map(toPayload),
  ...[1, 2, 3, 4, 5, 7, 8, 12, 16, 31, 64, 255, 1_024].flatMap((length) => [
    new Uint8Array(length),
    new Uint8Array(length).fill(0xff),
    new Uint8Array(length).fill(0x7f),
    toNoise(length, length),
    toNoise(length, length + 7),
  ]),
];

/** Damage done to a good payload at up to this many places. */
const places = 64;

/** A good payload cut short, lengthened, and with single bytes replaced. */
const damagedPayloads = (payload: Uint8Array): Uint8Array[] => {
  const step = Math.max(1, Math.ceil(payload.length / places));
  const damaged = [Uint8Array.from([...payload, ...payload]), Uint8Array.from([...payload, 0xff])];
  for (let place = 0; place < payload.length; place += step) {
    damaged.push(payload.slice(0, place), payload.slice(place));
    for (const byte of [0x00, 0x7f, 0x80, 0xff]) {
      const copy = payload.slice();
      copy[place] = byte;
      damaged.push(copy);
    }
  }
  return damaged;
};

/** What is wrong with one reading a codec gave, or undefined. */
const findReadingFault = (device: DeviceType, reading: Decoded): string | undefined => {
  const stream = device.serves.streams.find(({ id }) => id === reading.stream);
  if (stream === undefined) return `a reading of "${reading.stream}", which is no stream of ${device.serves.id}`;
  if (typeof reading.value !== "number" || !Number.isFinite(reading.value))
    return `a value of ${reading.stream} that is no finite number (${String(reading.value)})`;
  if (reading.at !== undefined && !Number.isFinite(reading.at))
    return `a time of ${reading.stream} that is no finite number`;
  return undefined;
};

type Result = { readonly readings: readonly Decoded[] } | { readonly fault: string };

const runDecode = (device: DeviceType, payload: Uint8Array): Result => {
  try {
    const readings: unknown = device.decode === undefined ? [] : device.decode(payload);
    return Array.isArray(readings) ? { readings } : { fault: "the codec gave no list" };
  } catch (thrown) {
    // A pack's own code may throw anything; whatever it is, it is the author's to mend.
    return { fault: `the codec threw ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
};

const showPayload = (payload: Uint8Array): string => {
  const shown = [...payload.slice(0, 24)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `${payload.length} bytes${payload.length === 0 ? "" : `, hex ${shown}${payload.length > 24 ? " …" : ""}`}`;
};

/** The first fault a codec shows on rubbish; one is enough to act on. */
const checkRubbish = (device: DeviceType, samples: readonly Sample[]): string[] => {
  const payloads = [...nastyPayloads(), ...samples.flatMap(({ payload }) => damagedPayloads(toPayload(payload)))];
  for (const payload of payloads) {
    const shown = showPayload(payload);
    const result = runDecode(device, payload);
    const fault =
      "fault" in result
        ? result.fault
        : result.readings.map((reading) => findReadingFault(device, reading)).find((found) => found !== undefined);
    if (fault !== undefined) return [`on rubbish (${shown}): ${fault}`];
  }
  return [];
};

const isSame = (one: Decoded, other: Decoded | undefined): boolean =>
  other !== undefined && one.stream === other.stream && one.value === other.value && one.at === other.at;

const checkSample = (device: DeviceType, sample: Sample, index: number): string[] => {
  const faults = sample.gives.flatMap((reading) => findReadingFault(device, reading) ?? []);
  const at = `sample ${index + 1}`;
  if (faults.length > 0 || device.decode === undefined) return faults.map((fault) => `${at} says ${fault}`);
  const result = runDecode(device, toPayload(sample.payload));
  if ("fault" in result) return [`${at}: ${result.fault}`];
  const { readings } = result;
  const same =
    readings.length === sample.gives.length && readings.every((reading, place) => isSame(reading, sample.gives[place]));
  return same ? [] : [`${at} decodes to ${JSON.stringify(readings)}, not to ${JSON.stringify(sample.gives)}`];
};

/**
 * Lists faults of a kind of device: a codec without a sample, samples that decode to something else,
 * a codec that throws or invents readings on rubbish.
 */
export const checkDevice = (device: DeviceType, samples: readonly Sample[]): string[] => {
  const faults = samples.flatMap((sample, index) => checkSample(device, sample, index));
  if (device.decode !== undefined) {
    if (samples.length === 0) faults.push("a codec needs at least one sample");
    faults.push(...checkRubbish(device, samples));
  }
  return faults.map((fault) => `device ${device.id}: ${fault}`);
};
