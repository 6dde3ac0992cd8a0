import { makeChance } from "../faults/fault.ts";
import { Attempt } from "./attempt.ts";
import { type DeviceGround, levelAt, type TestDevice, withDevices } from "./device-ground.ts";
import type { Outcome, Way } from "./finding.ts";
import type { Ground } from "./ground.ts";
import { helloPacket, packet, publishPacket, RawLine, subscribePacket } from "./mqtt-line.ts";

interface Scene {
  readonly attempt: Attempt;
  readonly devices: DeviceGround;
  readonly device: TestDevice;
  readonly chance: () => number;
  /** Number of the last honest reading, so that each has a moment of its own. */
  turn: number;
}

/** What the broker may take in besides, whatever is sent to it. */
const mostBytes = 64 * 2 ** 20;
/** Lines that may wait at the door, as the broker says. */
const mostStrangers = 2_000;
/** A CONNECT that never ends is waited for ten seconds; the rest is for a busy machine. */
const connectMs = 10_000;

const malformed = ({ device }: Scene): Readonly<Record<string, Buffer>> => {
  const deep = (levels: number) => Array.from({ length: levels }, () => "a").join("/");
  const up = `up/${device.id}`;
  const ended = Buffer.of(0xff, 0xff, 0xff, 0xff, 0x7f);
  return {
    "a topic of 10,000 levels": publishPacket(deep(10_000), "x"),
    "a topic of nothing but slashes": publishPacket("/".repeat(30_000), "x"),
    "a subscription of 10,000 levels": subscribePacket(1, [deep(10_000)]),
    "a subscription of 30,000 pluses": subscribePacket(1, [Array.from({ length: 30_000 }, () => "+").join("/")]),
    "5,000 subscriptions in one packet": subscribePacket(
      1,
      Array.from({ length: 5_000 }, (_, n) => `x/${n}`),
    ),
    "no subscription at all": packet(0x82, Buffer.of(0, 1)),
    "a subscription cut short": packet(0x82, Buffer.of(0, 1, 0, 200, 0x61)),
    "a length of five digits": Buffer.concat([Buffer.of(0x30), ended]),
    "a length that never ends": Buffer.concat([Buffer.of(0x30), Buffer.alloc(64, 0xff)]),
    "256 MiB announced": Buffer.concat([Buffer.of(0x30, 0xff, 0xff, 0xff, 0x7f), Buffer.alloc(1_000)]),
    "a topic longer than its packet": packet(0x32, Buffer.of(0xff, 0xff), Buffer.from("up")),
    "a message without a number": packet(0x32, Buffer.of(0, 2), Buffer.from("up")),
    "a message of quality 3": packet(0x36, Buffer.of(0, 2), Buffer.from("up"), Buffer.of(0, 1)),
    "an empty topic": publishPacket("", "x"),
    "a topic that is not UTF-8": publishPacket(Buffer.of(0x75, 0xc3, 0x28, 0xff), "x"),
    "a topic with a zero": publishPacket(`${up}\u0000`, "x"),
    "a topic with wildcards": publishPacket("up/#", "x"),
    "a kind that does not exist": packet(0xf0, Buffer.alloc(8)),
    "kind zero": packet(0x00, Buffer.alloc(8)),
    "an acknowledgement nobody waits for": packet(0x40, Buffer.of(0x12, 0x34)),
    "an acknowledgement without a number": packet(0x40),
    "a release nobody waits for": packet(0x62, Buffer.of(0x12, 0x34)),
    "an answer of the broker's": packet(0x20, Buffer.of(0, 0)),
    "a payload of half a megabyte": publishPacket(up, Buffer.alloc(512 * 1024, 0x61)),
    "a hundred messages that want a release": Buffer.concat(
      Array.from({ length: 100 }, (_, n) => publishPacket(up, Buffer.alloc(60_000, 0x61), { no: n + 1, qos: 2 })),
    ),
  };
};

const malformedHello = ({ device }: Scene): Readonly<Record<string, Buffer>> => ({
  "a CONNECT of MQTT 5": packet(0x10, Buffer.from([0, 4, 77, 81, 84, 84, 5, 2, 0, 60, 0, 0, 1, 97])),
  "a CONNECT of another protocol": packet(0x10, Buffer.from([0, 4, 72, 84, 84, 80, 4, 2, 0, 60, 0, 1, 97])),
  "a CONNECT with reserved flags": packet(0x10, Buffer.from([0, 4, 77, 81, 84, 84, 4, 0xff, 0, 60, 0, 1, 97])),
  "a CONNECT with a will of quality 3": packet(0x10, Buffer.from([0, 4, 77, 81, 84, 84, 4, 0x1e, 0, 60, 0, 1, 97])),
  "a CONNECT with an id of 60,000 letters": helloPacket({ id: "a".repeat(60_000), token: "x" }),
  "a CONNECT with a token of 60,000 letters": helloPacket({ id: device.id, token: "a".repeat(60_000) }),
  "an empty CONNECT": packet(0x10),
  "256 MiB of CONNECT announced": Buffer.concat([Buffer.of(0x10, 0xff, 0xff, 0xff, 0x7f), Buffer.alloc(1_000)]),
  "a request of HTTP": Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
  "a greeting of TLS": Buffer.from("16030100c8010000c403030000000000000000000000000000000000", "hex"),
});

/** An honest device says something and is acknowledged; a finding when it is not. */
const checkHonest = async (scene: Scene, after: string): Promise<void> => {
  const { attempt, devices, device } = scene;
  scene.turn += 1;
  const line = new RawLine(devices.ingest.mqttPort);
  const code = await line.enter(device);
  const said = code === 0 && (await line.say(`up/${device.id}`, levelAt(devices.now() - scene.turn, 40)));
  attempt.must(said, `an honest device after ${after}`, `answered ${code}, ${said ? "heard" : "not heard"}`);
  line.end();
};

const attackMalformed = async (scene: Scene): Promise<void> => {
  const { attempt, devices } = scene;
  const own = await devices.addDevice();
  for (const [what, bytes] of Object.entries(malformed({ ...scene, device: own }))) {
    attempt.tried += 1;
    const line = await devices.enter(own);
    line.send(bytes);
    await line.isCut(50);
    line.end();
    await checkHonest(scene, what);
  }
  for (const [what, bytes] of Object.entries(malformedHello(scene))) {
    const line = new RawLine(devices.ingest.mqttPort);
    line.send(bytes);
    const welcome = await line.find(({ kind, body }) => kind === 2 && body[1] === 0, 50);
    attempt.must(welcome === undefined, `comes in with ${what}`, "was let in");
    line.end();
    await checkHonest(scene, what);
  }
};

const randomBytesOf = (chance: () => number, most: number): Buffer =>
  Buffer.from(Array.from({ length: Math.floor(chance() * most) }, () => Math.floor(chance() * 256)));

/** A packet of any kind with a true length, so that the reader gets to what is inside, or with a good one broken. */
const randomPacket = ({ chance, device, devices }: Scene): Buffer => {
  const first = Math.floor(chance() * 256);
  if (chance() < 0.5) return packet(first, randomBytesOf(chance, 40));
  const good = Buffer.from(publishPacket(`up/${device.id}`, levelAt(devices.now(), 40), { no: 7 }));
  const broken = 1 + Math.floor(chance() * 3);
  for (let n = 0; n < broken; n += 1) good[Math.floor(chance() * good.length)] = Math.floor(chance() * 256);
  return chance() < 0.5 ? good : good.subarray(0, Math.floor(chance() * good.length));
};

const attackRandom = async (scene: Scene): Promise<void> => {
  const { attempt, devices, chance } = scene;
  const own = await devices.addDevice();
  const count = attempt.way.long ? 10_000_000 : 20_000;
  const each = 50;
  for (let sent = 0; sent < count; sent += each) {
    const isKnown = chance() < 0.7;
    const line = isKnown ? await devices.enter(own) : new RawLine(devices.ingest.mqttPort);
    line.send(Buffer.concat(Array.from({ length: each }, () => randomPacket({ ...scene, device: own }))));
    attempt.tried += each;
    await line.isCut(5);
    line.end();
    if (sent % (count / 10) === 0) await checkHonest(scene, `${sent} random packets`);
  }
  await checkHonest(scene, `${count} random packets`);
};

/** Opens lines that never say who they are. */
const openSilent = async ({ devices }: Scene, count: number, from: string): Promise<RawLine[]> => {
  const lines = Array.from({ length: count }, () => new RawLine(devices.ingest.mqttPort, from));
  await Promise.all(
    lines.map(
      ({ socket }) =>
        new Promise<void>((resolve) => {
          socket.once("connect", () => resolve());
          socket.once("close", () => resolve());
        }),
    ),
  );
  return lines;
};

const attackDoor = async (scene: Scene): Promise<void> => {
  const { attempt } = scene;
  const lines = await openSilent(scene, mostStrangers + 200, "127.0.0.2");
  await checkHonest(scene, `${lines.length} lines of one address that say nothing`);
  await Promise.all(lines.slice(mostStrangers).map((line) => line.isCut(1_000)));
  const waiting = lines.filter(({ closed }) => !closed).length;
  attempt.atMost("lines of one address that wait at the door, of 2,200", waiting, mostStrangers, "");
  for (const line of lines) line.end();
};

/** Starts to come in and never gets there; answers when each is cut. */
const openStuck = ({ devices, device }: Scene): readonly { what: string; line: RawLine; drip?: NodeJS.Timeout }[] => {
  const hello = helloPacket(device);
  const half = new RawLine(devices.ingest.mqttPort);
  half.send(hello.subarray(0, 10));
  const slow = new RawLine(devices.ingest.mqttPort);
  let at = 0;
  const drip = setInterval(() => {
    slow.send(hello.subarray(at, at + 1));
    at = Math.min(at + 1, hello.length - 2);
  }, 1_000);
  return [
    { what: "says nothing", line: new RawLine(devices.ingest.mqttPort) },
    { what: "stops within its CONNECT", line: half },
    { what: "sends its CONNECT a byte a second", line: slow, drip },
  ];
};

/** S15: packets the broker can't read, at random, without end, and lines that never come in. */
export const attackPackets = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  await withDevices(ground, async (devices) => {
    const scene: Scene = { attempt, devices, device: await devices.addDevice(), chance: makeChance(way.seed), turn: 0 };
    await checkHonest(scene, "nothing at all");
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 20);
    const began = performance.now();
    const stuck = openStuck(scene);
    await attackMalformed(scene);
    await attackRandom(scene);
    await attackDoor(scene);
    clearInterval(watch);
    for (const { what, line, drip } of stuck) {
      const left = connectMs + 5_000 - (performance.now() - began);
      attempt.must(await line.isCut(Math.max(left, 100)), `who ${what}`, "still waits at the door");
      clearInterval(drip);
      line.end();
    }
    const mib = (most - before) / 2 ** 20;
    attempt.atMost("memory on top while it ran, both ends of all lines", mib, mostBytes / 2 ** 20, "MiB");
  });
  return attempt.outcome("S15", "packets that broke the broker or kept a device out");
};
