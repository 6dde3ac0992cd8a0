import { writeFileSync } from "node:fs";
import { makeClient } from "@chengyun/client";
import { findStage, listPlays, toParts, voiceOptions } from "./app.ts";
import { followClock } from "./city-clock.ts";
import { castPlay } from "./play/cast.ts";
import { askCity, compare, type Finding } from "./play/check.ts";
import { performPlay, withSpeed } from "./play/perform-play.ts";
import { listThings } from "./play/thing-ids.ts";
import { type PlayTruth, truthOf } from "./play/truth.ts";
import { provision } from "./provision.ts";
import { claimDevices } from "./yielding.ts";

/** What is asked for, as one JSON argument. */
interface Wish {
  readonly scenario: string;
  readonly seed: number;
  readonly speed?: number;
  readonly truth?: string;
  readonly check: boolean;
}

/** What is told on standard output, one JSON line each; the command makes sentences of it. */
type Word =
  | { readonly is: "scenarios"; readonly scenarios: readonly { id: string; name: unknown; about: unknown }[] }
  | { readonly is: "begins"; readonly truth: PlayTruth; readonly devices: number }
  | { readonly is: "share"; readonly share: number; readonly cityTime: string }
  | { readonly is: "over"; readonly readings: number }
  | { readonly is: "checked"; readonly findings: readonly Finding[] }
  | { readonly is: "fault"; readonly code: "no-stage" | "no-cast" | "file" | "city"; readonly words: string };

const tell = (word: Word): void => void process.stdout.write(`${JSON.stringify(word)}\n`);

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());

const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set`);
  return value;
};

/** Reactions after the last reading: a report, a case, its journal. */
const settlingMs = 4_000;
const beforeMs = 2_000;

const perform = async (wish: Wish): Promise<number> => {
  const found = listPlays().find(({ play }) => play.id === wish.scenario);
  const key = setting("CHENGYUN_KEY");
  const mqttUrl = setting("MQTT_URL");
  const client = makeClient({ url: setting("CHENGYUN_URL"), token: key, language: () => "en" });
  const city = await client.city();
  const stage = findStage(city);
  if (found === undefined || stage === undefined) {
    tell({ is: "fault", code: "no-stage", words: city.name.en });
    return 3;
  }
  const { play, rules } = found;
  const cast = castPlay(play, stage, toParts(stage), wish.seed);
  if (cast.length === 0) {
    tell({ is: "fault", code: "no-cast", words: play.id });
    return 3;
  }
  const parts = [...new Map(cast.map(({ part }) => [part.ref, part])).values()];
  const { credentials } = await provision(client, key, parts);
  const release = claimDevices(
    process.env["CHENGYUN_CLAIMS"],
    parts.map(({ ref }) => ref),
  );
  const log = (level: string, words: string): void => void process.stderr.write(`${level}: ${words}\n`);
  const { signal } = stopping;
  try {
    // The ordinary player lets go of its devices within a beat.
    await new Promise((resolve) => setTimeout(resolve, beforeMs));
    const reason = `play ${play.id}`;
    return await withSpeed(client, { speed: wish.speed, reason }, async () => {
      const clock = await followClock(client);
      try {
        const startedAt = Math.ceil(clock.now() / 1_000) * 1_000;
        const truth = truthOf(play, cast, { seed: wish.seed, startedAt, rules });
        if (wish.truth !== undefined) writeFileSync(wish.truth, `${JSON.stringify(truth, null, 2)}\n`);
        tell({ is: "begins", truth, devices: parts.length });
        const voice = voiceOptions({ mqttUrl, log, signal, key }, client, credentials);
        const onShare = (share: number): void =>
          tell({ is: "share", share, cityTime: new Date(clock.now()).toISOString() });
        const { readings } = await performPlay(
          { play, cast, seed: stage.seed, zone: city.zone, clock, voice, onShare },
          startedAt,
        );
        tell({ is: "over", readings });
        if (!wish.check) return 0;
        await new Promise((resolve) => setTimeout(resolve, settlingMs));
        const ids = await listThings(client, stage, truth);
        const findings = compare(truth, await askCity(client, truth, (ref) => ids.get(ref)));
        tell({ is: "checked", findings });
        return findings.every(({ wrong }) => wrong.length === 0) ? 0 : 1;
      } finally {
        clock.stop();
      }
    });
  } finally {
    release();
  }
};

const main = async (): Promise<number> => {
  const wish = process.argv[2] === undefined ? undefined : (JSON.parse(process.argv[2]) as Wish);
  if (wish !== undefined) return perform(wish);
  tell({ is: "scenarios", scenarios: listPlays().map(({ play: { id, name, about } }) => ({ id, name, about })) });
  return 0;
};

/** Of the system's faults those of files name a path. */
const isOfFile = (fault: unknown): boolean => fault instanceof Error && "syscall" in fault && "path" in fault;

main().then(
  (code) => process.exit(stopping.signal.aborted ? 130 : code),
  (fault: unknown) => {
    if (stopping.signal.aborted) process.exit(130);
    tell({
      is: "fault",
      code: isOfFile(fault) ? "file" : "city",
      words: fault instanceof Error ? fault.message : String(fault),
    });
    process.exit(4);
  },
);
