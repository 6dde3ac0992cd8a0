import { notifyDevice } from "../../apps/server/src/platform/ingest-link.ts";
import { Attempt } from "./attempt.ts";
import { type DeviceGround, levelAt, type TestDevice, withDevices } from "./device-ground.ts";
import type { Outcome, Way } from "./finding.ts";
import type { Ground } from "./ground.ts";
import { type Hello, helloPacket, publishPacket, RawLine, subscribePacket } from "./mqtt-line.ts";

interface Scene {
  readonly attempt: Attempt;
  readonly devices: DeviceGround;
  readonly one: TestDevice;
  readonly other: TestDevice;
}

const refused = 128;

const foreignTopics = ({ one, other }: Scene): string[] => [
  "#",
  "+",
  "+/#",
  "+/+",
  "/#",
  "up/#",
  "up/+",
  `up/${one.id}`,
  `up/${other.id}`,
  "cmd/#",
  "cmd/+",
  "cmd/+/ack",
  `cmd/${one.id}/#`,
  `cmd/${one.id}/+`,
  `cmd/${one.id}/ack`,
  `cmd/${other.id}`,
  `cmd/${other.id}/ack`,
  `CMD/${other.id}`,
  `cmd//${other.id}`,
  `/cmd/${other.id}`,
  `cmd/${one.id}\u0000/../${other.id}`,
  "notices/#",
  "notices/+",
  `notices/${other.id}`,
  "$SYS/#",
  "$SYS/+/heartbeat",
  "$share/all/#",
  `$share/all/up/${other.id}`,
  `$share/all/cmd/${other.id}`,
  `$queue/cmd/${other.id}`,
];

const attackSubscriptions = async (scene: Scene): Promise<void> => {
  const { attempt, devices, one, other } = scene;
  const line = await devices.enter(one);
  let no = 1;
  const ask = async (topic: string) => {
    no += 1;
    const asked = no;
    line.send(subscribePacket(asked, [topic]));
    return (await line.find(({ kind, body }) => kind === 9 && body.readUInt16BE(0) === asked))?.body[2] ?? refused;
  };
  const own = await ask(`cmd/${one.id}`);
  attempt.must(own === 1, "a device hears its own commands", `granted ${own}`);
  const topics = foreignTopics(scene);
  let listener = line;
  for (const topic of topics) {
    if (listener.closed) listener = await devices.enter(one);
    const granted = listener === line ? await ask(topic) : refused;
    attempt.must(granted === refused, `subscribes to ${JSON.stringify(topic)}`, `granted ${granted}`);
  }
  const heard = line.got.length;
  const victim = await devices.enter(other);
  await victim.say(`up/${other.id}`, levelAt(devices.now(), 42));
  await victim.say(`cmd/${other.id}/ack`, "done", { no: 2 });
  await notifyDevice(attempt.ground.city.deployment.directory, {
    device: other.id,
    payload: "for the other alone",
    retain: true,
  });
  attempt.must(
    line.got.length === heard,
    "hears what another says or is told",
    line.got.slice(heard).map(({ kind }) => kind),
  );
  const noted = await devices.putAside(one, "foreign-topic");
  attempt.must(noted > 20, "foreign subscriptions are kept for people to see", `${noted} of ${topics.length}`);
  line.end();
  victim.end();
};

const attackPublications = async ({ attempt, devices, one, other }: Scene): Promise<void> => {
  const before = await devices.putAside(one, "foreign-topic");
  const had = (await devices.stored(other)).length;
  const topics = [
    `up/${other.id}`,
    `up/${one.id}/x`,
    `up/${one.id}/`,
    `up//${one.id}`,
    "up/",
    `UP/${other.id}`,
    `cmd/${one.id}`,
    `cmd/${other.id}`,
    `cmd/${other.id}/ack`,
    `notices/${other.id}`,
    "$SYS/broker/uptime",
    `$share/all/up/${other.id}`,
    `up/${one.id}\u0000${other.id}`,
  ];
  for (const topic of topics) {
    const line = await devices.enter(one);
    const acknowledged = await line.say(topic, levelAt(devices.now() + 1_000, 199));
    attempt.must(!acknowledged, `publishes to ${JSON.stringify(topic)}`, "was acknowledged");
    line.end();
  }
  const stored = (await devices.stored(other)).length;
  attempt.must(stored === had, "speaks in another's name", `${stored - had} readings stored`);
  const noted = (await devices.putAside(one, "foreign-topic")) - before;
  attempt.must(noted >= 10, "foreign publications are kept for people to see", `${noted} of ${topics.length}`);
};

const attackRetained = async ({ attempt, devices, one, other }: Scene): Promise<void> => {
  const poisoner = await devices.enter(one);
  await poisoner.say(`up/${one.id}`, levelAt(devices.now() + 2_000, 50), { no: 1, retain: true });
  await poisoner.say(`cmd/${one.id}/ack`, "poison", { no: 2, retain: true });
  for (const topic of [`cmd/${other.id}`, `notices/${other.id}`]) {
    const line = await devices.enter(one);
    await line.say(topic, "poison", { retain: true });
    line.end();
  }
  const victim = await devices.enter(other);
  victim.send(subscribePacket(1, [`cmd/${other.id}`, `notices/${other.id}`]));
  await victim.find(({ kind }) => kind === 9);
  const poison = await victim.find(({ kind, body }) => kind === 3 && body.includes("poison"), 200);
  attempt.must(poison === undefined, "leaves retained poison for another", "was heard");
  poisoner.end();
  victim.end();
};

const attackWills = async ({ attempt, devices, one, other }: Scene): Promise<void> => {
  const victim = await devices.enter(other);
  victim.send(subscribePacket(1, [`cmd/${other.id}`, `notices/${other.id}`]));
  await victim.find(({ kind }) => kind === 9);
  const had = (await devices.stored(other)).length;
  const before = await devices.putAside(one, "foreign-topic");
  const topics = [`up/${other.id}`, `cmd/${other.id}`, `notices/${other.id}`, "$SYS/x", "#"];
  for (const topic of topics) {
    const line = new RawLine(devices.ingest.mqttPort);
    await line.enter({ ...one, will: { topic, payload: levelAt(devices.now() + 3_000, 198), retain: true } });
    line.end();
  }
  const heard = await victim.find(({ kind, body }) => kind === 3 && body.includes("level"), 300);
  attempt.must(heard === undefined, "a will to another's topic", "was heard");
  const stored = (await devices.stored(other)).length;
  attempt.must(stored === had, "a will in another's name", `${stored - had} readings stored`);
  const noted = (await devices.putAside(one, "foreign-topic")) - before;
  attempt.must(noted >= 3, "foreign wills are kept for people to see", `${noted} of ${topics.length}`);
  victim.end();
};

const attackNames = async ({ attempt, devices, one, other }: Scene): Promise<void> => {
  const sitting = await devices.enter(other);
  const thieves: Readonly<Record<string, Hello>> = {
    "another's id without a token": { id: other.id },
    "another's id with the own token": { id: other.id, token: one.token },
    "another's id, the own name and token": { id: other.id, username: one.id, token: one.token },
    "the own id, another's name": { id: one.id, username: other.id, token: one.token },
    "an empty id": { id: "", username: one.id, token: one.token },
    "another's id in other case": { id: other.id.toUpperCase(), username: one.id, token: one.token },
    "an id with a wildcard": { id: "+", username: "+", token: one.token },
    "an id of the platform's": { id: "__proto__", username: "__proto__", token: one.token },
    "an id that every object has": { id: "constructor", username: "constructor", token: one.token },
  };
  for (const [what, hello] of Object.entries(thieves)) {
    const line = new RawLine(devices.ingest.mqttPort);
    const code = await line.enter(hello);
    attempt.must(code !== 0, `comes in with ${what}`, `answered ${code}`);
    line.end();
  }
  attempt.must(!sitting.closed, "throws another off its line", "its line was cut");
  attempt.must(
    await sitting.say(`up/${other.id}`, levelAt(devices.now() + 4_000, 40), { no: 9 }),
    "the sitting line",
    "is deaf",
  );
  const again = await devices.enter(other);
  attempt.must(await sitting.isCut(), "the same device comes in anew", "its old line stays");
  again.end();
};

/** Packets in an order that the protocol does not have. */
const attackOrder = async ({ attempt, devices, one, other }: Scene): Promise<void> => {
  const had = (await devices.stored(other)).length;
  const mute = new RawLine(devices.ingest.mqttPort);
  mute.send(publishPacket(`up/${other.id}`, levelAt(devices.now() + 5_000, 197)));
  attempt.must(await mute.isCut(), "publishes before it came in", "its line stays");
  const deaf = new RawLine(devices.ingest.mqttPort);
  deaf.send(subscribePacket(1, ["#"]));
  attempt.must(await deaf.isCut(), "subscribes before it came in", "its line stays");
  const twice = await devices.enter(one);
  twice.send(helloPacket({ id: other.id, token: other.token }));
  twice.send(publishPacket(`up/${other.id}`, levelAt(devices.now() + 6_000, 196)));
  attempt.must(await twice.isCut(), "comes in a second time as another", "its line stays");
  const hasty = new RawLine(devices.ingest.mqttPort);
  hasty.send(
    Buffer.concat([
      helloPacket({ id: other.id, token: "wrong" }),
      publishPacket(`up/${other.id}`, levelAt(devices.now() + 7_000, 195)),
    ]),
  );
  attempt.must(await hasty.isCut(), "publishes before it is answered", "its line stays");
  const stored = (await devices.stored(other)).length;
  attempt.must(stored === had, "speaks in another's name out of order", `${stored - had} readings stored`);
};

/** S13: who may subscribe and publish where, retained poison, wills, another's id. */
export const attackTopics = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  await withDevices(ground, async (devices) => {
    const scene = { attempt, devices, one: await devices.addDevice(), other: await devices.addDevice() };
    await attackSubscriptions(scene);
    await attackPublications(scene);
    await attackRetained(scene);
    await attackWills(scene);
    await attackNames(scene);
    await attackOrder(scene);
  });
  return attempt.outcome("S13", "devices that heard or said what they may not");
};
