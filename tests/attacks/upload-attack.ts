import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import type { Finding, Outcome } from "./finding.ts";
import { anybody, type Ground, type Made } from "./ground.ts";

/** Bad uploads cost no more computing than this, however busy the machine is. */
const withinMs = 1_000;
/** And whatever else happens, nobody hangs longer. */
const longestMs = 15_000;
/** And cost no more memory than this. */
const mostBytes = 64 * 1024 * 1024;

interface Run {
  readonly ground: Ground;
  readonly findings: Finding[];
  tried: number;
  slowestMs: number;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
const crc32 = (data: Buffer): number => {
  let crc = 0xffffffff;
  for (const byte of data) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
};

const header = (width: number, height: number): Buffer => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 2, 0, 0, 0], 8);
  return chunk("IHDR", data);
};

const png = (...chunks: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ...chunks,
    chunk("IEND", Buffer.alloc(0)),
  ]);

/** A picture of a few pixels with 300 MB of zeros in a text or a colour profile. */
const chunkBomb = (type: string): Buffer => {
  const zeros = deflateSync(Buffer.alloc(300 * 1024 * 1024), { level: 9 });
  const body = Buffer.concat([Buffer.from("a\0\0", "latin1"), zeros]);
  return png(header(1, 1), chunk(type, body), chunk("IDAT", deflateSync(Buffer.from([0, 255, 0, 0]))));
};

/** A stored zip entry header said to be a photo, with a bomb behind it. */
const zipBomb = (): Buffer => {
  const zeros = deflateSync(Buffer.alloc(64 * 1024 * 1024), { level: 9 });
  return Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0]), Buffer.alloc(20), zeros]);
};

const small = () => sharp({ create: { width: 64, height: 64, channels: 3, background: "red" } });
const script = "<script>alert(1)</script>";

const makeBad = async (): Promise<Readonly<Record<string, Buffer>>> => {
  const wall = { create: { width: 7_700, height: 7_700, channels: 3, background: "black" } } as const;
  const noise = sharp({
    create: {
      width: 512,
      height: 512,
      channels: 3,
      background: "red",
      noise: { type: "gaussian", mean: 120, sigma: 60 },
    },
  });
  return {
    "a zip bomb": zipBomb(),
    "an SVG with script": Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    "an SVG behind a declaration": Buffer.from(`<?xml version="1.0"?><!DOCTYPE svg><svg onload="alert(1)"/>`),
    "a page": Buffer.from(`<!doctype html>${script}`),
    "a PDF": Buffer.from("%PDF-1.7\n1 0 obj\n"),
    "a GIF": Buffer.from("GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;", "latin1"),
    "a HEIC photo": Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(500)]),
    "a TIFF": Buffer.concat([Buffer.from("II*\u0000", "latin1"), Buffer.alloc(100)]),
    "60,000 by 60,000 pixels, declared": png(header(60_000, 60_000), chunk("IDAT", deflateSync(Buffer.alloc(1_000)))),
    "59 million black pixels": await sharp(wall).png({ compressionLevel: 9 }).toBuffer(),
    "59 million black pixels as WebP": await sharp(wall).webp({ quality: 1 }).toBuffer(),
    "59 million pixels in a progressive JPEG": await sharp(wall).jpeg({ progressive: true, quality: 1 }).toBuffer(),
    "half a JPEG": (await noise.jpeg().toBuffer()).subarray(0, 20_000),
    "a JPEG of noise": Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(2_000_000)]),
    nothing: Buffer.alloc(0),
  };
};

/** Pictures that carry something else: either refused, or kept without it. */
const makeMixed = async (): Promise<Readonly<Record<string, Buffer>>> => {
  const jpeg = await small().jpeg().toBuffer();
  const tail = Buffer.from(`*/${script}<?php system($_GET[0]);?>PK\u0003\u0004`, "latin1");
  return {
    "a JPEG with a page behind it": Buffer.concat([jpeg, tail]),
    "a PNG with a page behind it": Buffer.concat([await small().png().toBuffer(), tail]),
    "a JPEG with script in its comment": await small()
      .withExif({ IFD0: { ImageDescription: script } })
      .jpeg()
      .toBuffer(),
    "a PNG with 300 MB of text": chunkBomb("zTXt"),
    "a PNG with 300 MB of profile": chunkBomb("iCCP"),
  };
};

const boundary = "----attack";
const formOf = (data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n`),
    Buffer.from("Content-Type: image/jpeg\r\n\r\n"),
    data,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);

/** Memory that came on top while something ran, at its highest. */
const watchMemory = (): (() => number) => {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  return () => {
    clearInterval(timer);
    return Math.max(most, process.memoryUsage().rss) - before;
  };
};

interface Seen {
  readonly status: number;
  readonly id: string | undefined;
  /** Computing it cost. */
  readonly ms: number;
  readonly waitedMs: number;
  readonly bytes: number;
}

const upload = async (run: Run, data: Buffer, actor = anybody()): Promise<Seen> => {
  const form = formOf(data);
  const memory = watchMemory();
  const [start, used] = [performance.now(), process.cpuUsage()];
  const { status, body } = await run.ground.city.upload(actor, "/api/v1/files", form, boundary);
  const { user, system } = process.cpuUsage(used);
  const [ms, waitedMs] = [(user + system) / 1_000, performance.now() - start];
  run.tried += 1;
  run.slowestMs = Math.max(run.slowestMs, ms);
  return { status, id: body?.id, ms, waitedMs, bytes: memory() };
};

const checkCost = (run: Run, what: string, { status, ms, waitedMs, bytes }: Seen): void => {
  if (waitedMs > longestMs) run.findings.push({ what, saw: `took ${Math.round(waitedMs)} ms by the clock` });
  if (status >= 500) run.findings.push({ what, saw: `answered ${status}` });
  if (ms > withinMs) run.findings.push({ what, saw: `took ${Math.round(ms)} ms` });
  if (bytes > mostBytes) run.findings.push({ what, saw: `took ${Math.round(bytes / 2 ** 20)} MiB` });
};

const attackBad = async (run: Run): Promise<void> => {
  const bad = await makeBad();
  for (const [what, data] of Object.entries(bad)) {
    const seen = await upload(run, data);
    checkCost(run, what, seen);
    if (![413, 415].includes(seen.status)) run.findings.push({ what, saw: `answered ${seen.status}` });
  }
};

const attackMixed = async (run: Run): Promise<void> => {
  const { city } = run.ground;
  for (const [what, data] of Object.entries(await makeMixed())) {
    const actor = anybody();
    const seen = await upload(run, data, actor);
    checkCost(run, what, seen);
    if (seen.id === undefined) continue;
    const headers = { authorization: city.signedIn(actor) };
    const kept = await city.app.inject({ method: "GET", url: `/api/v1/files/${seen.id}`, headers });
    for (const word of ["<script", "<?php", "PK\u0003\u0004"])
      if (kept.rawPayload.includes(word)) run.findings.push({ what, saw: `kept ${JSON.stringify(word)}` });
    const said = [kept.headers["content-type"], kept.headers["x-content-type-options"]];
    if (said.join() !== "image/jpeg,nosniff") run.findings.push({ what, saw: `served as ${said.join()}` });
    if (!/^attachment/.test(String(kept.headers["content-disposition"])))
      run.findings.push({ what, saw: "is shown, not saved" });
    if (!/sandbox/.test(String(kept.headers["content-security-policy"])))
      run.findings.push({ what, saw: "may run when opened" });
  }
};

const portOf = ({ city }: Ground): number => {
  const address = city.app.server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

/** Says how much it will send, sends a little and waits for what it is told. */
const declare = (run: Run, length: number): Promise<{ status: number; ms: number; closed: boolean }> =>
  new Promise((done, fail) => {
    const start = performance.now();
    const socket = connect(portOf(run.ground), "127.0.0.1");
    let text = "";
    const end = (closed: boolean) => {
      socket.destroy();
      done({ status: Number(text.split(" ")[1] ?? 0), ms: performance.now() - start, closed });
    };
    socket.setTimeout(3_000, () => end(false));
    socket.on("error", fail);
    socket.on("data", (part) => {
      text += part.toString("latin1");
    });
    socket.on("close", () => end(true));
    socket.write(
      `POST /api/v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: ${run.ground.city.signedIn(anybody())}\r\n` +
        `Content-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: ${length}\r\n\r\n`,
    );
    socket.write(formOf(Buffer.alloc(1_000)).subarray(0, 500));
  });

const attackDeclared = async (run: Run): Promise<void> => {
  await run.ground.city.app.listen({ host: "127.0.0.1", port: 0 });
  for (const length of [10 * 2 ** 30, 2 ** 40, 16 * 2 ** 20]) {
    const what = `${length} bytes declared`;
    const memory = watchMemory();
    const { status, ms, closed } = await declare(run, length);
    run.tried += 1;
    run.slowestMs = Math.max(run.slowestMs, ms);
    checkCost(run, what, { status, ms, waitedMs: ms, bytes: memory(), id: undefined });
    if (status !== 413) run.findings.push({ what, saw: `answered ${status}` });
    if (!closed) run.findings.push({ what, saw: "the rest is still waited for" });
  }
};

const attackStrangers = async (run: Run): Promise<void> => {
  const { here, there, own, other, make, city } = run.ground;
  const photo: Made = await make("photo", { place: here, department: own });
  const strangers = {
    "another area": anybody({ areaPath: there.areaPath }),
    "another department": anybody({ areaPath: here.areaPath, departments: [other] }),
  };
  for (const [what, actor] of Object.entries(strangers)) {
    run.tried += 1;
    const { status } = await city.call(actor, "GET", `/api/v1/files/${photo.id}`);
    if (status !== 404) run.findings.push({ what: `a photo seen from ${what}`, saw: `answered ${status}` });
  }
  run.tried += 1;
  const { status } = await city.call(undefined, "GET", `/api/v1/files/${photo.id}`);
  if (status !== 401) run.findings.push({ what: "a photo seen by nobody", saw: `answered ${status}` });
};

/** S12: uploads that are no photos, that burst, that carry something else, that claim to be huge; and who sees photos. */
export const attackUploads = async (ground: Ground): Promise<Outcome> => {
  const run: Run = { ground, findings: [], tried: 0, slowestMs: 0 };
  // What loads once (decoder, pages of its memory) is not the attack's.
  await upload(run, await small().jpeg().toBuffer());
  await attackBad(run);
  await attackMixed(run);
  await attackDeclared(run);
  await attackStrangers(run);
  const { tried, findings, slowestMs } = run;
  return { id: "S12", what: "uploads that got through, hung on or were served alive", tried, findings, slowestMs };
};
