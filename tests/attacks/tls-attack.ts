import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectPlain } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { connect, getCiphers, type SecureVersion, type TLSSocket } from "node:tls";
import { Agent, fetch } from "undici";
import { makeCertificate } from "../../apps/server/src/testing/certificate.ts";
import { findFreePort } from "../../e2e/support/port.ts";
import { startCity } from "../../e2e/support/running-city.ts";
import { Attempt, eachAtOnce } from "./attempt.ts";
import type { Outcome, Way } from "./finding.ts";
import type { Ground } from "./ground.ts";

const root = resolve(import.meta.dirname, "../..");

/** A door with TLS. */
interface Door {
  readonly name: string;
  readonly port: number;
}

interface Offer {
  readonly version: SecureVersion;
  /** All that this client can, weak ones too, when absent. */
  readonly cipher?: string;
}

/** What came of a handshake: what was agreed, a refusal, or that this client can't even offer it. */
const shake = ({ port }: Door, { version, cipher = "ALL:COMPLEMENTOFALL" }: Offer): Promise<string> =>
  new Promise((done) => {
    let socket: TLSSocket;
    try {
      const ciphers = `${cipher}@SECLEVEL=0`;
      socket = connect({
        port,
        host: "127.0.0.1",
        rejectUnauthorized: false,
        minVersion: version,
        maxVersion: version,
        ciphers,
      });
    } catch {
      done("not to be offered");
      return;
    }
    socket.setTimeout(10_000, () => socket.destroy(new Error("silence")));
    socket.once("secureConnect", () => {
      done(`agreed on ${socket.getCipher().name}`);
      socket.destroy();
    });
    socket.once("error", () => done("refused"));
    socket.once("close", () => done("refused"));
  });

/** Of TLS 1.2: keys of the moment, and encryption that authenticates (RFC 9325 §4.2). */
const strong = /^agreed on ECDHE-(?:ECDSA|RSA)-(?:AES(?:128|256)-GCM-SHA(?:256|384)|CHACHA20-POLY1305)$/;

/** What Node does not list because it is never offered by default. */
const unlisted = [
  "NULL-SHA256",
  "AECDH-NULL-SHA",
  "ADH-AES128-SHA",
  "RC4-SHA",
  "DES-CBC3-SHA",
  "EXP-RC4-MD5",
  "AES128-SHA",
];

const attackVersions = async (attempt: Attempt, door: Door): Promise<void> => {
  for (const version of ["TLSv1", "TLSv1.1"] as const) {
    const heard = await shake(door, { version });
    attempt.must(!heard.startsWith("agreed"), `${door.name} · ${version}`, heard);
  }
  for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
    const heard = await shake(door, { version });
    attempt.must(heard.startsWith("agreed"), `${door.name} · ${version}`, heard);
  }
};

const attackCiphers = async (attempt: Attempt, door: Door): Promise<void> => {
  const names = [...new Set([...getCiphers().map((name) => name.toUpperCase()), ...unlisted])];
  let agreed = 0;
  await eachAtOnce(
    names.filter((name) => !name.startsWith("TLS_")),
    4,
    async (cipher) => {
      const heard = await shake(door, { version: "TLSv1.2", cipher });
      if (heard.startsWith("agreed")) agreed += 1;
      attempt.must(!heard.startsWith("agreed") || strong.test(heard), `${door.name} · ${cipher}`, heard);
    },
  );
  attempt.must(agreed >= 2, `${door.name} · suites of TLS 1.2`, `${agreed} were agreed on`);
};

/** What a door with TLS says to who speaks without. */
const attackPlain = async (attempt: Attempt, { name, port }: Door): Promise<void> => {
  const heard = await new Promise<string>((done) => {
    let text = "";
    const socket = connectPlain(port, "127.0.0.1");
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on("data", (part) => {
      text += part.toString("latin1");
    });
    socket.on("error", () => undefined);
    socket.on("close", () => done(text));
    socket.write("GET /api/v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  });
  attempt.must(!/^HTTP\/1\.1 [23]/.test(heard), `${name} · without TLS`, heard.slice(0, 80));
};

/** Every answer tells browsers to come by nothing else, and the session's cookie crosses nothing else. */
const attackHeaders = async (attempt: Attempt, { port }: Door): Promise<void> => {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const url = `https://127.0.0.1:${port}`;
  const asked: readonly [string, string, object | undefined][] = [
    ["GET", "/", undefined],
    ["GET", "/app", undefined],
    ["GET", "/nowhere/at/all", undefined],
    ["GET", "/api/v1/health", undefined],
    ["GET", "/api/v1/cases", undefined],
    ["GET", "/api/v1/nowhere", undefined],
    ["POST", "/api/v1/session", { login: "nobody", password: "nothing" }],
    ["POST", "/api/v1/session/demo", { entry: "leader" }],
  ];
  let cookies = 0;
  for (const [method, path, body] of asked) {
    const init =
      body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, { method, dispatcher, ...init });
    await answer.arrayBuffer();
    const said = answer.headers.get("strict-transport-security") ?? "nothing";
    const years = Number(/max-age=(\d+)/.exec(said)?.[1] ?? 0) / 31_536_000;
    attempt.must(years >= 1, `${method} ${path} · HSTS`, said);
    for (const cookie of answer.headers.getSetCookie()) {
      cookies += 1;
      const isHeld = ["Secure", "HttpOnly", "SameSite=Lax"].every((word) => cookie.includes(word));
      attempt.must(isHeld, `${method} ${path} · its cookie`, cookie.replace(/=[^;]*/, "=…"));
    }
  }
  attempt.must(cookies > 0, "a cookie over TLS", "none was set");
  await dispatcher.close();
};

/** S17: old versions, weak suites and plain text at the doors of a started city with a certificate. */
export const attackTls = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  const what = "weak or plain lines at doors with TLS";
  if (!existsSync(join(root, "dist/server/main.mjs"))) {
    console.error("S17 skipped: there is no build (npm run build)");
    return attempt.outcome("S17", what);
  }
  const folder = mkdtempSync(join(tmpdir(), "chengyun-tls-"));
  const { key, cert } = await makeCertificate("127.0.0.1");
  const paths = { TLS_CERT: join(folder, "city.crt"), TLS_KEY: join(folder, "city.key") };
  writeFileSync(paths.TLS_CERT, cert);
  writeFileSync(paths.TLS_KEY, key, { mode: 0o600 });
  const mqttsPort = await findFreePort();
  const city = await startCity({ env: { ...paths, MQTTS_PORT: String(mqttsPort) } });
  const web: Door = { name: "web", port: Number(new URL(city.url).port) };
  try {
    for (const door of [web, { name: "devices", port: mqttsPort }]) {
      await attackVersions(attempt, door);
      await attackCiphers(attempt, door);
      await attackPlain(attempt, door);
    }
    await attackHeaders(attempt, web);
  } finally {
    await city.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return attempt.outcome("S17", what);
};
