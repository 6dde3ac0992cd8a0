import type { Decoded, DeviceType } from "./device.ts";
import type { Pack } from "./pack.ts";
import { isPositive } from "./rule-check.ts";
import type { Encoding, Outcome, Play, PlayEvent, PlayPart, Rhythm, Scenario } from "./scenario.ts";
import type { StreamType } from "./stream.ts";
import type { ThingType } from "./thing.ts";

const has = (list: readonly { readonly id: string }[] | undefined, id: string): boolean =>
  (list ?? []).some((part) => part.id === id);

const checkPlace = (thing: ThingType, stream: StreamType, pack: Pack): string[] => {
  if (!has(pack.things, thing.id)) return [`"${thing.id}" is no thing of the pack`];
  return has(thing.streams, stream.id) ? [] : [`${thing.id} has no stream "${stream.id}"`];
};

const checkRhythm = ({ thing, stream }: Rhythm, pack: Pack): string[] =>
  checkPlace(thing, stream, pack).map((fault) => `rhythm of ${thing.id}: ${fault}`);

const checkOutcome = ({ rule, within, case: type }: Outcome, pack: Pack): string[] => {
  const faults: string[] = [];
  if (!has(pack.rules, rule.id)) faults.push(`leads to rule "${rule.id}", which the pack has not`);
  if (!isPositive(within)) faults.push("the time to its alarm must be positive");
  if (type !== undefined && rule.reports?.id !== type.id)
    faults.push(`leads to case "${type.id}", which rule ${rule.id} does not report`);
  return faults;
};

const checkEvent = (event: PlayEvent, pack: Pack): string[] => {
  const faults = checkPlace(event.thing, event.stream, pack);
  if (!isPositive(event.lasts)) faults.push("it must last for a positive time");
  if (!isPositive(event.every)) faults.push("the time between its readings must be positive");
  if (event.leadsTo !== undefined) faults.push(...checkOutcome(event.leadsTo, pack));
  return faults.map((fault) => `event ${event.id}: ${fault}`);
};

const checkPart = (part: PlayPart, play: Play, pack: Pack): string[] => {
  const faults = checkPlace(part.thing, part.stream, pack);
  if (part.cast === "scene" && part.thing.id !== play.scene.id) faults.push("only the scene's own kind is the scene");
  if (!isPositive(part.every)) faults.push("the time between its readings must be positive");
  const outcome = part.leadsTo?.({ metres: 0, order: 0 });
  if (outcome !== undefined && outcome !== "may") faults.push(...checkOutcome(outcome, pack));
  return faults.map((fault) => `${part.thing.id}.${part.stream.id}: ${fault}`);
};

const checkPlay = (play: Play, pack: Pack): string[] => {
  const faults = play.parts.flatMap((part) => checkPart(part, play, pack));
  if (!has(pack.things, play.scene.id)) faults.push(`"${play.scene.id}" is no thing of the pack`);
  if (!isPositive(play.lasts)) faults.push("it must last for a positive time");
  for (const { type } of play.cases)
    if (!has(pack.cases, type.id)) faults.push(`leads to case "${type.id}", which the pack has not`);
  return faults.map((fault) => `play ${play.id}: ${fault}`);
};

/** Bytes a codec's inverse makes of readings, read again. */
const playBack = (device: DeviceType, { encode }: Encoding, readings: readonly Decoded[]): string => {
  try {
    return JSON.stringify(device.decode?.(encode(readings)));
  } catch (thrown) {
    // A pack's own code may throw anything; whatever it is, it is the author's to mend.
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
};

const checkEncoding = (encoding: Encoding, pack: Pack): string[] => {
  const { device } = encoding;
  if (!has(pack.devices, device.id)) return [`encoding: no device "${device.id}" in the pack`];
  if (device.decode === undefined) return [`encoding of ${device.id}: it speaks the platform's JSON and needs none`];
  return (pack.samples ?? [])
    .filter((sample) => sample.device === device.id)
    .filter(({ gives }) => playBack(device, encoding, gives) !== JSON.stringify(gives))
    .map(({ gives }) => {
      const read = playBack(device, encoding, gives);
      return `encoding of ${device.id}: ${JSON.stringify(gives)} written and read again is ${read}`;
    });
};

/** Lists faults of what the simulator plays: parts the pack has not, times that are none, an encoding its codec does not read. */
export const checkScenario = (scenario: Scenario, pack: Pack): string[] =>
  [
    ...scenario.rhythms.flatMap((rhythm) => checkRhythm(rhythm, pack)),
    ...scenario.events.flatMap((event) => checkEvent(event, pack)),
    ...(scenario.plays ?? []).flatMap((play) => checkPlay(play, pack)),
    ...(scenario.encodings ?? []).flatMap((encoding) => checkEncoding(encoding, pack)),
  ].map((fault) => `scenario: ${fault}`);
