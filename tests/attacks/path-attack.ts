import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { unpack } from "@chengyun/importer/zip";
import { createHttp } from "../../apps/server/src/platform/http.ts";
import { openLog } from "../../apps/server/src/platform/log.ts";
import { serveWeb } from "../../apps/server/src/platform/web.ts";
import { Attempt, cpuOf, medianOf } from "./attempt.ts";
import type { Outcome, Way } from "./finding.ts";
import { anybody, type Ground } from "./ground.ts";

/** What lies beside what is served, and what lies on every machine. */
const canary = "canary-beside-the-build";
const machine = /root:x?:0:0|\[boot loader\]/;

/** Ways up, as servers have been made to take them. */
const ups: readonly string[] = [
  "../",
  "..%2f",
  "%2e%2e/",
  "%2e%2e%2f",
  ".%2e/",
  "..%5c",
  "..\\",
  "%2e%2e%5c",
  "..%252f",
  "%252e%252e%252f",
  "..%c0%af",
  "%c0%ae%c0%ae/",
  "..%ef%bc%8f",
  "....//",
  "..;/",
  "..%00/",
  "/",
  "%2f",
];

/** Says a path on the wire as it is: a client would tidy it up first. */
const ask = (port: number, path: string, header = ""): Promise<{ status: number; text: string }> =>
  new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on("error", () => undefined);
    socket.on("data", (part) => {
      text += part.toString("latin1");
    });
    socket.on("close", () => done({ status: Number(text.split(" ")[1] ?? 0), text }));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n${header}Connection: close\r\n\r\n`);
  });

/** A built page with a secret beside it, served as the city's are. */
const openWeb = async ({ city }: Ground) => {
  const root = mkdtempSync(join(tmpdir(), "chengyun-paths-"));
  const folder = join(root, "build");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(root, "secret.txt"), canary);
  writeFileSync(join(folder, "secret.txt"), canary);
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>built</title>");
  writeFileSync(join(folder, "assets/app.js"), "export {};");
  const http = await createHttp({
    routes: [],
    authenticate: async () => undefined,
    seed: () => city.context({ kind: "system", id: "attack" } as never),
    log: openLog(city.deployment.config, "attack"),
    tls: undefined,
    checkAnswers: true,
    prepare: (app) => serveWeb(app, [{ prefix: "", folder }]),
  });
  await http.listen({ host: "127.0.0.1", port: 0 });
  const close = async () => {
    await http.close();
    rmSync(root, { recursive: true, force: true });
  };
  return { port: (http.server.address() as AddressInfo).port, close };
};

const attackFiles = async (attempt: Attempt): Promise<void> => {
  const { port, close } = await openWeb(attempt.ground);
  try {
    const good = await ask(port, "/assets/app.js");
    attempt.must(good.status === 200, "a good asset", `answered ${good.status}`);
    for (const up of ups)
      for (const goal of ["secret.txt", "etc/passwd", "index.html"])
        for (const from of ["/assets/", "/", "/assets/x/"]) {
          const path = `${from}${up.repeat(goal === "etc/passwd" ? 12 : 2)}${goal}`;
          for (const tried of [path, `${from}${up}${goal}`]) {
            const { status, text } = await ask(port, tried);
            const isInside = !text.includes(canary) && !machine.test(text) && status > 0 && status < 500;
            attempt.must(isInside, `GET ${tried}`, `answered ${status}`);
          }
        }
  } finally {
    await close();
  }
};

/** Places of the API where a part of the path is somebody's word. */
const wordRoutes: readonly string[] = [
  "/api/v1/files/",
  "/api/v1/cases/",
  "/api/v1/journal/tile/0/",
  "/api/v1/journal/tile/entries/",
  "/api/v1/journal/proof/",
  "/api/v1/form-versions/",
  "/api/v1/imports/",
  "/t/",
  "/tiles/base/0/0/",
];

const attackWords = async (attempt: Attempt): Promise<void> => {
  const { city } = attempt.ground;
  const headers = { authorization: city.signedIn(anybody()) };
  for (const from of wordRoutes)
    for (const up of ups) {
      const url = `${from}${up.repeat(3)}etc/passwd`;
      const { statusCode, body } = await city.app.inject({ method: "GET", url, headers });
      const isGood = [400, 404, 414].includes(statusCode);
      attempt.must(isGood && !machine.test(body), `GET ${url}`, `answered ${statusCode}`);
    }
};

const odd = [
  "-1",
  "-0",
  "25",
  "99",
  "1e9",
  "1e309",
  "0x10",
  "1.5",
  "NaN",
  "Infinity",
  "",
  "%20",
  "9".repeat(30),
  "０",
  "1;2",
  "1%002",
];

/** Tiles that are nowhere on the map. */
const attackTiles = async (attempt: Attempt): Promise<void> => {
  const { city } = attempt.ground;
  const headers = { authorization: city.signedIn(anybody()) };
  const spots = odd.flatMap((one) => [`${one}/0/0`, `3/${one}/0`, `3/0/${one}`, `${one}/${one}/${one}`]);
  const outside = ["0/1/0", "0/0/1", "3/8/0", "3/0/8", "24/16777216/0", "24/0/16777216"];
  const times: number[] = [];
  for (const layer of ["base", "things", "cases"])
    for (const spot of [...spots, ...outside]) {
      const url = `/tiles/${layer}/${spot}`;
      const { ms, result } = await cpuOf(() => city.app.inject({ method: "GET", url, headers }));
      times.push(ms);
      const isGood = [400, 404, 414].includes(result.statusCode);
      attempt.must(isGood, `GET ${url}`, `answered ${result.statusCode}`);
    }
  const sorted = times.toSorted((one, other) => one - other);
  attempt.atMost(
    "computing for a tile that is nowhere, 99 of 100",
    sorted[Math.floor(sorted.length * 0.99)] ?? medianOf(times),
    10,
    "ms",
  );
};

const crcOf = (data: Buffer): number => {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
};

/** A zip of one stored file of any name. */
const zipOf = (name: string, data: Buffer): Buffer => {
  const called = Buffer.from(name);
  const fields = Buffer.alloc(22);
  fields.writeUInt32LE(crcOf(data), 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(data.length, 18);
  const common = (version: readonly number[]) => Buffer.concat([Buffer.from(version), fields.subarray(4)]);
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16LE(called.length, 0);
  const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), common([20, 0, 0, 0]), lengths, called, data]);
  const central = Buffer.concat([
    Buffer.from("PK\u0001\u0002"),
    common([20, 0, 20, 0, 0, 0]),
    lengths,
    Buffer.alloc(14),
    called,
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from("PK\u0005\u0006"), end]);
};

/** Archives whose files would lie elsewhere. */
const attackArchives = async (attempt: Attempt): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "chengyun-slip-"));
  const names = [
    "../a.shp",
    "../../../../tmp/a.shp",
    "/etc/a.shp",
    "C:\\a.shp",
    "..\\..\\a.shp",
    "x/../../a.shp",
    "\\\\host\\a.shp",
  ];
  try {
    const path = join(folder, "source.zip");
    writeFileSync(path, zipOf("good.shp", Buffer.from("good")));
    const taken: string[] = [];
    const take = async () => {
      taken.length = 0;
      await unpack({ path, name: "a.zip" }, ({ name }) => {
        taken.push(name);
        return new PassThrough().resume();
      });
    };
    await take();
    attempt.must(taken.join() === "good.shp", "a good archive", taken);
    for (const name of names) {
      writeFileSync(path, zipOf(name, Buffer.from(canary)));
      const said = await take().then(
        () => "unpacked",
        () => "refused",
      );
      attempt.must(
        said === "refused" && taken.length === 0,
        `an archive with ${JSON.stringify(name)}`,
        `${said} ${taken.join()}`,
      );
    }
    attempt.must(readdirSync(folder).join() === "source.zip", "files beside the archive", readdirSync(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** S11: ways out of what is served, tiles that are nowhere, archives that lead out. */
export const attackPaths = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  await attackFiles(attempt);
  await attackWords(attempt);
  await attackTiles(attempt);
  await attackArchives(attempt);
  return attempt.outcome("S11", "paths that led out or were answered oddly");
};
