import type { Client } from "@chengyun/client";
import { listAll } from "../../e2e/support/callers.ts";

/** What a call came to: acknowledged, told to come again (with the seconds said), refused for good, or no answer at all. */
export type Reply =
  | { readonly kind: "acknowledged" }
  | { readonly kind: "come-again"; readonly status: number; readonly after: number | undefined }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "none" };

/** One call of a device and its reply. */
export interface Call {
  readonly way: "mqtt" | "http";
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
  readonly calledAt: number;
  reply: Reply | undefined;
  repliedAt: number | undefined;
}

/** Every call of a device and every reply to it, as its sender saw them. */
export class History {
  readonly calls: Call[] = [];

  /** Notes a call; call what is answered with its reply. */
  begin(way: Call["way"], at: number, values: Call["values"]): (reply: Reply) => void {
    const call: Call = { way, at, values, calledAt: Date.now(), reply: undefined, repliedAt: undefined };
    this.calls.push(call);
    return (reply) => {
      call.reply = reply;
      call.repliedAt = Date.now();
    };
  }

  /** What was acknowledged, by the reading's time. */
  acknowledged(): Map<number, Readonly<Record<string, number>>> {
    const kept = this.calls.filter(({ reply }) => reply?.kind === "acknowledged");
    return new Map(kept.map(({ at, values }) => [at, values]));
  }

  /** As it is now. */
  copy(): History {
    const copy = new History();
    copy.calls.push(...this.calls.map((call) => ({ ...call })));
    return copy;
  }

  count(kind: Reply["kind"]): number {
    return this.calls.filter(({ reply }) => reply?.kind === kind).length;
  }
}

/** A device with its history. */
interface Heard {
  readonly thingId: string;
  readonly history: History;
}

/** What a history shows against what is stored. */
export interface Judged {
  /** Acknowledged and not stored, or with another value. */
  readonly lost: number;
  readonly doubled: number;
  /** Stored, and nobody ever sent it. */
  readonly madeUp: number;
}

/** What is stored of a thing's stream, by time. */
const listStored = async (client: Client, thingId: string, type: string): Promise<{ at: number; value: number }[]> => {
  const stream = (await client.streams(thingId)).items.find((one) => one.type === type);
  if (stream === undefined) return [];
  const [from, to] = [Date.now() - 1_500_000, Date.now() + 600_000];
  const asked = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), points: 5_000 };
  const { level, points } = await client.readings(stream.no, asked);
  if (level !== "raw") throw new Error(`the readings came rolled up by ${level}`);
  return points.map(({ at, value }) => ({ at: Date.parse(at), value }));
};

const judgeStream = async (client: Client, { thingId, history }: Heard, type: string): Promise<Judged> => {
  const stored = await listStored(client, thingId, type);
  const byTime = new Map(stored.map(({ at, value }) => [at, value]));
  const called = new Set(history.calls.map(({ at, values }) => `${at} ${values[type]}`));
  const acknowledged = [...history.acknowledged()].filter(([, values]) => values[type] !== undefined);
  return {
    lost: acknowledged.filter(([at, values]) => byTime.get(at) !== values[type]).length,
    doubled: stored.length - byTime.size,
    madeUp: stored.filter(({ at, value }) => !called.has(`${at} ${value}`)).length,
  };
};

/** Judges what devices were told against what is stored: acknowledged ⊆ stored ⊆ sent. */
export const judgeHistory = async (client: Client, devices: readonly Heard[]): Promise<Judged> => {
  const total = { lost: 0, doubled: 0, madeUp: 0 };
  for (const device of devices)
    for (const type of new Set(device.history.calls.flatMap(({ values }) => Object.keys(values)))) {
      const { lost, doubled, madeUp } = await judgeStream(client, device, type);
      total.lost += lost;
      total.doubled += doubled;
      total.madeUp += madeUp;
    }
  return total;
};

const moreThanOnce = (keys: readonly string[]): number => keys.length - new Set(keys).size;

/** What happened more than once, or to nobody: alarms of one condition, cases of one alarm, dispatches of one case. */
export const countRepeats = async (
  client: Client,
  officer: Pick<Client, "journal">,
  things: ReadonlySet<string>,
): Promise<{ alarms: number; cases: number; dispatches: number }> => {
  const after = (next: string | undefined) => (next === undefined ? {} : { after: next });
  const all = await listAll((next) => client.alarms({ limit: 500, ...after(next) }));
  const alarms = all.filter(({ thingId }) => things.has(thingId));
  const entries = await listAll((next) => officer.journal({ limit: 500, ...after(next) }));
  const of = (type: string) => entries.filter((entry) => entry.type === type);
  return {
    alarms:
      moreThanOnce(alarms.map(({ rule, thingId, startedAt }) => `${rule} ${thingId} ${startedAt}`)) +
      moreThanOnce(of("alarm.raised").map(({ subject }) => subject.id)),
    // A silent gauge is an alarm, and no case.
    cases:
      alarms.filter(({ caseId, rule }) => caseId === undefined && !rule.includes("silent")).length +
      moreThanOnce(of("case.reported").map(({ subject }) => subject.id)),
    dispatches: moreThanOnce(of("case.dispatched").map(({ subject }) => subject.id)),
  };
};
