import type { Client } from "@chengyun/client";
import { type Duration, minutes, type Play, type PlayMoment, toWall } from "@chengyun/kernel";
import type { CityClock } from "../city-clock.ts";
import { hash } from "../hash.ts";
import type { Part } from "../part.ts";
import { readPart } from "../part.ts";
import { Voice, type VoiceOptions } from "../voice.ts";
import { rainAt, rainLastHour } from "../weather.ts";
import type { Member } from "./cast.ts";

/** What a play is performed with. */
export interface Performance {
  readonly play: Play;
  readonly cast: readonly Member[];
  readonly seed: number;
  readonly zone: string;
  readonly clock: CityClock;
  readonly voice: VoiceOptions;
  readonly onShare: (share: number) => void;
}

/** One device on the stage: which parts it has, and when it speaks next. */
interface Player {
  readonly part: Part;
  readonly voice: Voice;
  readonly members: readonly Member[];
  readonly every: Duration;
  next: number;
}

const beatMs = 250;
/** After the play its devices go on as usual until the last alarm had time to clear. */
export const aftermathMs = minutes(45);
const usualEvery = minutes(5);

const momentOf = ({ seed, zone }: Performance, part: Part, at: number): PlayMoment => ({
  hour: (toWall(zone, at) / 3_600_000) % 24,
  rainMmPerHour: rainAt(seed, at),
  rainLastHourMm: rainLastHour(seed, at),
  chance: 2 * hash(seed, part.ref, at) - 1,
  attributes: part.attributes,
  position: part.position,
});

/** What one device reads at a moment of the play: its ordinary course with the play's parts over it. */
export const readPlayed = (
  performance: Performance,
  player: Pick<Player, "part" | "members">,
  at: number,
  since: number,
) => {
  const { play } = performance;
  const roles = new Map(
    player.members.flatMap((member) => {
      const role = play.parts[member.role];
      return role === undefined ? [] : [[role.stream.id, { role, actor: member.actor }] as const];
    }),
  );
  const moment = momentOf(performance, player.part, at);
  const rhythms = player.part.rhythms.map((rhythm) => {
    const played = roles.get(rhythm.stream.id);
    if (played === undefined || since < 0 || since >= play.lasts) return rhythm;
    const { role, actor } = played;
    const { range: _, ...unbounded } = rhythm.stream;
    const stream = role.implausible === true ? unbounded : rhythm.stream;
    return {
      ...rhythm,
      stream,
      value: (now: PlayMoment) => role.value(since, rhythm.value(now), now, actor) ?? Number.NaN,
    };
  });
  const readings = readPart({ ...player.part, rhythms }, at, moment);
  // A device that is silent in one of its streams is silent altogether.
  return readings.some(({ value }) => Number.isNaN(value)) ? [] : readings;
};

const openPlayers = async ({ cast, play, voice }: Performance): Promise<Player[]> => {
  const byDevice = new Map<string, Member[]>();
  for (const member of cast) byDevice.set(member.part.ref, [...(byDevice.get(member.part.ref) ?? []), member]);
  const players: Player[] = [];
  for (const members of byDevice.values()) {
    const [first] = members;
    if (first === undefined) continue;
    const every = Math.min(...members.map(({ role }) => play.parts[role]?.every ?? usualEvery)) as Duration;
    const player = { part: first.part, voice: new Voice(first.part, voice), members, every, next: 0 };
    await player.voice.open();
    players.push(player);
  }
  return players;
};

/** Plays it from a moment of the city's clock to its end and aftermath; every reading was acknowledged when it returns. */
export const performPlay = async (
  performance: Performance,
  startedAt: number,
): Promise<{ readonly readings: number }> => {
  const { play, clock, voice, onShare } = performance;
  const players = await openPlayers(performance);
  let readings = 0;
  // The first word of each is spread over its interval, as devices that were switched on at different times.
  for (const player of players)
    player.next = startedAt + Math.floor((hash(player.part.ref) * player.every) / 1_000) * 1_000;
  const end = startedAt + play.lasts + aftermathMs;
  while (!voice.signal.aborted) {
    const now = Math.min(clock.now(), end);
    for (const player of players)
      for (; player.next <= now; player.next += player.every) {
        const sent = readPlayed(performance, player, player.next, player.next - startedAt);
        readings += sent.length;
        player.voice.send(sent);
      }
    onShare(Math.min(1, (now - startedAt) / (end - startedAt)));
    if (now >= end) break;
    await new Promise((resolve) => setTimeout(resolve, beatMs));
  }
  for (const { voice: line } of players) await line.settle();
  for (const { voice: line } of players) await line.close();
  return { readings };
};

/** The city keeps the speed so long; it is asked for again well before, so that a play that is killed leaves no clock fast. */
const leaseSeconds = 30;
const renewMs = 8_000;

/** Sets the speed of the city's clock for as long as the play lasts; whoever pauses it meanwhile is obeyed. */
export const withSpeed = async <Result>(
  client: Client,
  { speed, reason }: { readonly speed: number | undefined; readonly reason: string },
  work: () => Promise<Result>,
): Promise<Result> => {
  if (speed === undefined) return work();
  const before = (await client.clock()).speed;
  const wish = { speed, reason, lease: leaseSeconds };
  await client.setClock(wish);
  const renewing = setInterval(() => void client.setClock({ ...wish, while: speed }).catch(() => undefined), renewMs);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    await client.setClock({ speed: before, while: speed, reason: `${reason}: over` });
  }
};
