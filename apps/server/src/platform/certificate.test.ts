import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls, type Server as TlsServer } from "node:tls";
import mqtt from "mqtt";
import { generate } from "selfsigned";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readConfig } from "../config.ts";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import { addManhole, openTestIngest } from "../testing/test-ingest.ts";
import { system } from "./actor.ts";
import { followCertificate, readCertificate } from "./certificate.ts";
import { createHttp } from "./http.ts";
import { openLog } from "./log.ts";

const day = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), "chengyun-tls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a certificate of a made-up city and its key; answers where they lie. */
const write = async (name: string, days = [-1, 30]) => {
  const [from = 0, until = 0] = days.map((away) => Date.now() + away * day);
  const made = await generate([{ name: "commonName", value: `${name}.example` }], {
    notBeforeDate: new Date(from),
    notAfterDate: new Date(until),
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  const paths = { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  writeFileSync(paths.cert, made.cert);
  writeFileSync(paths.key, made.private);
  return { paths, ...made };
};
const faultOf = (read: ReturnType<typeof readConfig>): string => ("faults" in read ? read.faults.join("\n") : "none");

describe("the settings of a certificate", () => {
  test("that fits and is in force are taken, with a door for devices", async () => {
    const { paths } = await write("good");
    const read = readConfig({ TLS_CERT: paths.cert, TLS_KEY: paths.key });
    expect(read).toMatchObject({ config: { tls: paths, mqttsPort: 8883 } });
  });

  test("that can't serve are said with the file and the reason, before anything starts", async () => {
    const [good, other, old, early] = await Promise.all([
      write("one"),
      write("other"),
      write("old", [-30, -1]),
      write("early", [1, 30]),
    ]);
    const said = (cert: string, key: string): string => faultOf(readConfig({ TLS_CERT: cert, TLS_KEY: key }));
    expect(said(good.paths.cert, other.paths.key)).toMatch(/TLS_KEY=.*other\.key: is not the key of .*one\.crt/);
    expect(said(old.paths.cert, old.paths.key)).toMatch(/old\.crt: ran out on/);
    expect(said(early.paths.cert, early.paths.key)).toMatch(/early\.crt: is not valid before/);
    expect(said(join(folder, "nothing"), good.paths.key)).toMatch(/TLS_CERT=.*nothing: can't be read \(ENOENT\)/);
    expect(said(good.paths.key, good.paths.key)).toMatch(/TLS_CERT=.*one\.key: is not what it should be/);
    expect(faultOf(readConfig({ TLS_CERT: good.paths.cert }))).toMatch(/needs TLS_KEY/);
    expect(faultOf(readConfig({ TLS_KEY: good.paths.key }))).toMatch(/needs TLS_CERT/);
  });
});

describe("a city with a certificate", () => {
  let city: TestCity;
  beforeAll(async () => {
    city = await openTestCity();
  });
  afterAll(() => city.close());

  const serve = async (name: string) => {
    const made = await write(name);
    const read = readCertificate(made.paths);
    if ("fault" in read) throw new Error(read.fault);
    const log = openLog(city.deployment.config, "test");
    const http = await createHttp({
      routes: [],
      authenticate: async () => undefined,
      seed: () => city.context(system("test")),
      log,
      tls: read.tls,
      checkAnswers: true,
    });
    await http.listen({ host: "127.0.0.1", port: 0 });
    const { port } = http.server.address() as { port: number };
    return { ...made, http, port, log };
  };

  test("answers over TLS, and tells browsers to come by nothing else", async () => {
    const { http, port, cert } = await serve("web");
    try {
      const headers = await new Promise<NodeJS.Dict<string | string[]>>((resolve, reject) => {
        const asked = request({ host: "127.0.0.1", port, path: "/", ca: cert }, (answer) => resolve(answer.headers));
        asked.on("error", reject).end();
      });
      expect(headers["strict-transport-security"]).toBe("max-age=31536000");
      const old = connectTls({ host: "127.0.0.1", port, ca: cert, maxVersion: "TLSv1.1", minVersion: "TLSv1" });
      const refused = await new Promise<string>((resolve) => {
        old.once("error", ({ message }) => resolve(message)).once("secureConnect", () => resolve("came in"));
      });
      expect(refused).not.toBe("came in");
      const come = (ciphers: string) =>
        new Promise<boolean>((resolve) => {
          const line = connectTls({ host: "127.0.0.1", port, ca: cert, maxVersion: "TLSv1.2", ciphers });
          line.once("error", () => resolve(false)).once("secureConnect", () => resolve(true));
          line.once("close", () => line.destroy()).unref();
        });
      expect(await come("ECDHE-RSA-AES128-GCM-SHA256")).toBe(true);
      for (const weak of [
        "ECDHE-RSA-AES128-SHA",
        "ECDHE-RSA-AES256-SHA384",
        "AES128-GCM-SHA256",
        "DHE-RSA-AES128-SHA256",
      ])
        expect([weak, await come(weak)]).toEqual([weak, false]);
    } finally {
      await http.close();
    }
  });

  test("takes a renewed certificate without a restart, and goes on with the old when the new is no good", async () => {
    const { http, port, paths, log } = await serve("renewed");
    const nameSeen = () =>
      new Promise<string | undefined>((resolve, reject) => {
        const line = connectTls({ host: "127.0.0.1", port, rejectUnauthorized: false }, () => {
          const name = line.getPeerCertificate().subject.CN;
          resolve(Array.isArray(name) ? name[0] : name);
          line.destroy();
        }).once("error", reject);
      });
    const take = (tls: object) => (http.server as unknown as TlsServer).setSecureContext(tls);
    const end = followCertificate(paths, log, take, 20);
    try {
      expect(await nameSeen()).toBe("renewed.example");
      writeFileSync(paths.cert, "nonsense");
      await new Promise((done) => setTimeout(done, 100));
      expect(await nameSeen()).toBe("renewed.example");
      const next = await write("next");
      writeFileSync(paths.key, next.private);
      writeFileSync(paths.cert, next.cert);
      await vi.waitFor(async () => expect(await nameSeen()).toBe("next.example"), { timeout: 5_000 });
    } finally {
      end();
      await http.close();
    }
  });

  test("lets a gauge speak over TLS as over the plain door", async () => {
    const { paths, cert } = await write("gauge");
    const config = { ...city.deployment.config, tls: paths, mqttsPort: 0 };
    const secured = { ...city, deployment: { ...city.deployment, config } };
    const device = await addManhole(city);
    const ingest = await openTestIngest(secured);
    const line = mqtt.connect(`mqtts://127.0.0.1:${ingest.mqttsPort}`, {
      clientId: device.id,
      username: device.id,
      password: device.token,
      ca: [Buffer.from(cert)],
      reconnectPeriod: 0,
    });
    try {
      const at = city.clock.now().toISOString();
      await line.publishAsync(`up/${device.id}`, JSON.stringify({ at, v: { level: 12 } }), { qos: 1 });
      await ingest.settled();
      const { rows } = await city.database.pool.query("SELECT no FROM streams WHERE thing_id = $1 AND type = 'level'", [
        device.thingId,
      ]);
      const span = { from: 0, to: Date.UTC(2200, 1) };
      expect(await ingest.readings.queries.readings(rows[0].no, span, 10)).toMatchObject([{ value: 12 }]);
    } finally {
      await line.endAsync(true);
      await ingest.close();
    }
  });
});
