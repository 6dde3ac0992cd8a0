import dns from "node:dns";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { type AddressInfo, createServer, type Server } from "node:net";
import { hostname } from "node:os";
import { createServer as createTlsServer } from "node:tls";
import { pinnedFetch } from "@chengyun/importer/pinned";
import type { VerifierKey } from "@chengyun/kernel";
import { s3Place } from "../../apps/server/src/backup/s3-place.ts";
import { askWitnesses } from "../../apps/server/src/modules/journal/witness/service.ts";
import { adapters } from "../../apps/server/src/modules/notices/channel/adapters.ts";
import type { Message, Reach } from "../../apps/server/src/modules/notices/channel/model.ts";
import { system } from "../../apps/server/src/platform/actor.ts";
import { callOutside, Undelivered } from "../../apps/server/src/platform/outgoing.ts";
import { makeCertificate } from "../../apps/server/src/testing/certificate.ts";
import { Attempt } from "./attempt.ts";
import type { Outcome, Way } from "./finding.ts";
import { anybody, type Ground } from "./ground.ts";

/** Somebody inside the city's net who must never be called. */
interface Inside {
  readonly port: number;
  readonly calls: () => number;
  readonly close: () => void;
}

const listenOn = async (server: Server, port: number, host: string): Promise<number | undefined> => {
  const listening = once(server, "listening").then(
    () => true,
    () => false,
  );
  server.listen(port, host);
  return (await listening) ? (server.address() as AddressInfo).port : undefined;
};

/** Listens on this machine in both families and hears whoever connects. */
const openInside = async (): Promise<Inside> => {
  let calls = 0;
  const hear = () =>
    createServer((socket) => {
      calls += 1;
      socket.on("error", () => undefined).destroy();
    });
  const [four, six] = [hear(), hear()];
  // All of 127.0.0.0/8 but the one address that the attack's own helper has.
  const port = (await listenOn(four, 0, "127.0.0.1")) ?? 0;
  await listenOn(six, port, "::1");
  return {
    port,
    calls: () => calls,
    close: () => {
      four.close();
      six.close();
    },
  };
};

/** Ways of writing an address inside. */
const hosts: readonly string[] = [
  "127.0.0.1",
  "127.1",
  "127.0.1",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0177.0.0.1",
  "017700000001",
  "0",
  "0.0.0.0",
  "localhost",
  "LOCALHOST",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[2002:7f00:1::]",
  "[64:ff9b:1::7f00:1]",
  "[::ffff:0:127.0.0.1]",
  "[fec0::1]",
  "[fe80::1]",
  "[fd00:ec2::254]",
  "169.254.169.254",
  "2852039166",
  "100.100.100.200",
  "10.0.0.1",
  "172.16.0.1",
  "192.168.0.1",
  "192.0.2.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  hostname(),
];

/** Only an address of the web reads these as numbers. */
const webHosts: readonly string[] = ["１２７.０.０.１", "127。0。0。1", "①②⑦.⓪.⓪.①", "ⓛocalhost", "%6cocalhost"];

const message: Message = {
  key: "attack-1",
  type: "case-to-file",
  text: { short: { zh: "探测", en: "Probe" } },
  language: "zh",
  at: new Date(),
  subject: { kind: "case", id: "attack" },
  urgent: false,
  to: "attack@example.org",
};

const settingsOf = (host: string, port: number): Readonly<Record<string, readonly object[]>> => {
  const web = (scheme = "http") => `${scheme}://${host}:${port}/x`;
  return {
    webhook: [
      { url: web(), secret: "probe" },
      { url: web("https"), secret: "probe" },
    ],
    wecom: [{ url: web(), key: "probe" }],
    dingtalk: [{ url: web(), token: "probe", secret: "probe" }],
    "sms-http": [{ url: web(), format: "json", fields: { to: "{phone}" } }],
    "sms-smpp": [{ host, port, tls: false, systemId: "probe", password: "probe", source: "1" }],
    email: [{ host, port, security: "none", from: "a@example.org" }],
    mqtt: [{ host, port, tls: false, topic: "probe" }],
  };
};

const reachOf = (allow: readonly string[]): Reach => ({
  channelId: "attack",
  allow,
  secret: () => "probe",
  onReceipt: () => undefined,
  notify: async () => undefined,
});

/** Sends; answers what was said of it. */
const send = async (kind: string, settings: object, allow: readonly string[]): Promise<string> => {
  const adapter = adapters[kind as keyof typeof adapters];
  const read = adapter.settings.safeParse(settings);
  if (!read.success) return "not a setting";
  try {
    await adapter.send(read.data, message, reachOf(allow));
    return "sent";
  } catch (error) {
    if (error instanceof Undelivered) return error.permanent ? "refused" : error.words.en;
    throw error;
  }
};

const isRefused = (said: string): boolean => ["refused", "not a setting", "The host has no address."].includes(said);

const attackChannels = async (attempt: Attempt, inside: Inside): Promise<void> => {
  for (const host of [...hosts, ...webHosts]) {
    const isWebOnly = webHosts.includes(host);
    for (const [kind, all] of Object.entries(settingsOf(host, inside.port)))
      for (const settings of all) {
        if (isWebOnly && !("url" in settings)) continue;
        const before = inside.calls();
        const said = await send(kind, settings, []);
        const what = `${kind} to ${host}`;
        attempt.must(inside.calls() === before, what, "a connection was made");
        attempt.must(isRefused(said), what, said);
      }
  }
};

/** The same through the doors that administrators have. */
const attackByHand = async (attempt: Attempt, inside: Inside): Promise<void> => {
  const { city } = attempt.ground;
  for (const host of ["127.0.0.1", "[::1]", "2130706433", "localhost"]) {
    const channel = {
      kind: "sms-http",
      name: { zh: "探测", en: "Probe" },
      enabled: true,
      settings: settingsOf(host, inside.port)["sms-http"]?.[0],
    };
    const made = await city.call(anybody(), "POST", "/api/v1/channels", channel);
    const before = inside.calls();
    const { status, body } = await city.call(anybody(), "POST", `/api/v1/channels/${made.body.id}/test`, {
      to: "13800001234",
    });
    const said = JSON.stringify(body);
    attempt.must(status === 200 && body.ok !== true, `a channel to ${host}, tried`, `${status} ${said}`);
    attempt.must(inside.calls() === before, `a channel to ${host}, tried`, "a connection was made");
    attempt.must(/OUTGOING_ALLOW/.test(said), `a channel to ${host} says why`, said);
    await city.call(anybody(), "POST", `/api/v1/channels/${made.body.id}`, { ...channel, enabled: false, version: 1 });
  }
};

/** Other addresses that are called: the backup store and witnesses. */
const attackOthers = async (attempt: Attempt, inside: Inside): Promise<void> => {
  const { city } = attempt.ground;
  const names = hosts.filter((host) => host !== "0");
  for (const host of names) {
    const before = inside.calls();
    const endpoint = `http://${host}:${inside.port}`;
    const settings = { endpoint, region: "x", key: "probe", secret: "probe" };
    const said = await s3Place("s3://bucket/x", settings, [])
      .list("")
      .then(() => "listed")
      .catch((error: unknown) => (error instanceof Undelivered && error.permanent ? "refused" : String(error)));
    attempt.must(said === "refused", `a backup store at ${host}`, said);
    attempt.must(inside.calls() === before, `a backup store at ${host}`, "a connection was made");
  }
  await city.settle();
  // An export signs the log as it stands: witnesses are asked about that.
  await city.call(anybody(), "GET", "/api/v1/journal/export");
  const seed = city.context(system("attack"));
  for (const host of names) {
    const before = inside.calls();
    const key = { name: "probe", id: "00000000", publicKey: new Uint8Array(32) } as unknown as VerifierKey;
    const witnesses = [{ url: `http://${host}:${inside.port}`, key }] as never;
    const deployment = { ...seed.deployment, config: { ...seed.deployment.config, witnesses } };
    const stands = await askWitnesses({ ...seed, deployment });
    const [stand] = stands;
    attempt.must(stand?.state === "silent", `a witness at ${host}`, stand ?? "was not asked");
    attempt.must(inside.calls() === before, `a witness at ${host}`, "a connection was made");
  }
};

/** Who may be called sends us inside. */
const attackRedirects = async (attempt: Attempt, inside: Inside): Promise<void> => {
  const outside = createHttpServer((request, response) => {
    const status = Number(/\d+/.exec(request.url ?? "")?.[0] ?? 302);
    response.writeHead(status, {
      location: `http://127.0.0.1:${inside.port}/`,
      refresh: `0; url=http://127.0.0.1:${inside.port}/`,
      "alt-svc": `h2="127.0.0.1:${inside.port}"`,
    });
    response.end();
  });
  const port = await listenOn(outside, 0, "127.0.0.3");
  for (const status of [200, 301, 302, 303, 305, 307, 308]) {
    const before = inside.calls();
    const url = `http://127.0.0.3:${port}/${status}`;
    const said = await send("webhook", { url, secret: "probe" }, ["127.0.0.3"]);
    attempt.must(inside.calls() === before, `a redirect by ${status}`, "was followed");
    attempt.must((said === "sent") === (status === 200), `a redirect by ${status}`, said);
  }
  outside.close();
};

/** A name that is first somebody who may be called, then somebody inside; or both at once. */
const attackNames = async (attempt: Attempt, inside: Inside): Promise<void> => {
  let allowed = 0;
  const outside = createHttpServer((_, response) => {
    allowed += 1;
    response.end();
  });
  await listenOn(outside, inside.port, "127.0.0.3");
  const real = { promised: dns.promises.lookup, called: dns.lookup };
  let asked = 0;
  let answers: readonly (readonly string[])[] = [];
  const next = () => {
    const found = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    return found.map((address) => ({ address, family: 4 }));
  };
  Object.assign(dns.promises, { lookup: async () => next() });
  Object.assign(dns, {
    lookup: (_: string, options: { all?: boolean }, done: (...given: unknown[]) => void) => {
      const found = next();
      if (options.all === true) done(null, found);
      else done(null, found[0]?.address, 4);
    },
  });
  syncBuiltinESMExports();
  try {
    for (const [kind, [settings]] of Object.entries(settingsOf("rebind.example", inside.port))) {
      if (settings === undefined || ["sms-smpp", "email", "mqtt"].includes(kind)) continue;
      [asked, answers] = [0, [["127.0.0.3"], ["127.0.0.1"]]];
      const before = [inside.calls(), allowed];
      await send(kind, settings, ["127.0.0.3"]);
      attempt.must(asked === 1, `${kind} to a name that changes`, `was looked up ${asked} times`);
      attempt.must(inside.calls() === before[0], `${kind} to a name that changes`, "a connection was made inside");
      attempt.must(allowed > (before[1] ?? 0), `${kind} to a name that changes`, "nobody was called at all");
    }
    for (const kind of ["webhook", "sms-smpp", "email", "mqtt"]) {
      const [settings] = settingsOf("rebind.example", inside.port)[kind] ?? [];
      [asked, answers] = [0, [["127.0.0.3", "127.0.0.1"]]];
      const before = inside.calls();
      const said = await send(kind, settings ?? {}, ["127.0.0.3"]);
      attempt.must(said === "refused", `${kind} to a name of two addresses, one inside`, said);
      attempt.must(inside.calls() === before, `${kind} to a name of two addresses`, "a connection was made inside");
    }
  } finally {
    Object.assign(dns.promises, { lookup: real.promised });
    Object.assign(dns, { lookup: real.called });
    syncBuiltinESMExports();
    outside.close();
  }
};

/** What is no address of the web, or carries a password. */
const attackSchemes = async (attempt: Attempt, inside: Inside): Promise<void> => {
  const urls = [
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    `gopher://127.0.0.1:${inside.port}/_x`,
    "data:text/plain,x",
    "javascript:alert(1)",
    "unix:///run/x.sock",
    `http://example.org@127.0.0.1:${inside.port}/`,
    `http://a:b@127.0.0.1:${inside.port}/`,
    `http://127.0.0.1:${inside.port}\\@example.org/`,
    `http://example.org#@127.0.0.1:${inside.port}/`.replace("example.org#", ""),
    "//127.0.0.1/",
    "http://",
    "",
  ];
  for (const url of urls) {
    const before = inside.calls();
    const said = await callOutside({ url, method: "GET", headers: {}, allow: [] })
      .then(({ status }) => `answered ${status}`)
      .catch((error: unknown) => (error instanceof Undelivered && error.permanent ? "refused" : String(error)));
    attempt.must(said === "refused", `an address like ${JSON.stringify(url)}`, said);
    attempt.must(inside.calls() === before, `an address like ${JSON.stringify(url)}`, "a connection was made");
  }
};

/** The importer's line to its own city goes to one certificate; another one is told nothing. */
const attackPinned = async (attempt: Attempt): Promise<void> => {
  const { key, cert } = await makeCertificate("city");
  let heard = 0;
  const stranger = createTlsServer({ key, cert }, (socket) =>
    socket
      .on("error", () => undefined)
      .on("data", () => {
        heard += 1;
      }),
  );
  const port = await listenOn(stranger, 0, "127.0.0.1");
  const ask = pinnedFetch(Array.from({ length: 32 }, () => "00").join(":"));
  const said = await ask(`https://127.0.0.1:${port}/api/v1/me`, { headers: { authorization: "Bearer secret" } })
    .then(() => "answered")
    .catch(() => "refused");
  await new Promise((done) => setTimeout(done, 100));
  attempt.must(
    said === "refused" && heard === 0,
    "an import over TLS to another's certificate",
    `${said}, ${heard} sent`,
  );
  stranger.close();
};

/** S9: every address that the platform calls, pointed inside. */
export const attackReach = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  const inside = await openInside();
  try {
    await attackChannels(attempt, inside);
    await attackByHand(attempt, inside);
    await attackOthers(attempt, inside);
    await attackRedirects(attempt, inside);
    await attackNames(attempt, inside);
    await attackSchemes(attempt, inside);
    await attackPinned(attempt);
  } finally {
    inside.close();
  }
  return attempt.outcome("S9", "calls that reached who is inside");
};
