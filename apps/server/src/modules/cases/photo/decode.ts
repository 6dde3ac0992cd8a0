import pLimit from "p-limit";
import sharp from "sharp";
import { AppError } from "../../../platform/app-error.ts";
import { type Origin, readOrigin } from "./origin.ts";

/** Longest side kept, in pixels: enough to read a number plate across a street. */
const longestSide = 2_560;
/** A photo that unpacks to more than this is an attack, not a photo. */
const mostPixels = 60_000_000;
/** Of a camera's picture a byte is at most some tens of pixels; a bomb has thousands. */
const mostPixelsPerByte = 150;
/** Below this many pixels even a bomb is small. */
const harmlessPixels = 4_000_000;
/** A decoder that takes longer than this is being made a fool of, in seconds. */
const longestSeconds = 20;

/** Two cores: one decodes while the other serves. Each thread of libvips more costs memory and saves little. */
const decoding = pLimit(1);
sharp.concurrency(1);
sharp.cache(false);

/** Uploads taken at once; each may hold 15 MB until its turn comes. */
const mostWaiting = 12;
let waiting = 0;

/** Takes one of few places while a photo is read and decoded; fails with `store.full` when all are taken. */
export const inPlace = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  if (waiting >= mostWaiting) throw new AppError("store.full");
  waiting += 1;
  try {
    return await work();
  } finally {
    waiting -= 1;
  }
};

type Format = "jpeg" | "png" | "webp" | "heic" | "other";

const heicBrands = /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)$/;

/** What the first bytes say: nothing else ever reaches a decoder. */
export const sniff = (data: Buffer): Format => {
  if (data.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "jpeg";
  if (data.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return "png";
  if (data.toString("latin1", 0, 4) === "RIFF" && data.toString("latin1", 8, 12) === "WEBP") return "webp";
  if (data.toString("latin1", 4, 8) === "ftyp" && heicBrands.test(data.toString("latin1", 8, 12))) return "heic";
  return "other";
};

const checkSize = (width: number, height: number, bytes: number): void => {
  const pixels = width * height;
  if (pixels > mostPixels || (pixels > harmlessPixels && pixels / bytes > mostPixelsPerByte))
    throw new AppError("file.unpacks-too-large");
};

const encode = async (data: Buffer, zone: string): Promise<{ bytes: Buffer; origin: Origin }> => {
  const options = { limitInputPixels: mostPixels, failOn: "error", sequentialRead: true, pages: 1 } as const;
  const { width, height, exif } = await sharp(data, options).metadata();
  checkSize(width, height, data.length);
  const bytes = await sharp(data, options)
    .timeout({ seconds: longestSeconds })
    .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true })
    .autoOrient()
    .jpeg({ quality: 82, mozjpeg: true })
    .toBuffer();
  return { bytes, origin: readOrigin(exif, zone) };
};

/**
 * Decodes and encodes anew, so that nothing but the picture is kept: no owner, no hidden payload; place and time come
 * beside it. Fails with `file.heic`, `file.unpacks-too-large` or `file.not-a-photo`.
 */
export const decodePhoto = async (data: Buffer, zone: string): Promise<{ bytes: Buffer; origin: Origin }> => {
  const format = sniff(data);
  if (format === "heic") throw new AppError("file.heic");
  if (format === "other") throw new AppError("file.not-a-photo");
  return decoding(async () => {
    try {
      return await encode(data, zone);
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (error instanceof Error && /pixel limit/.test(error.message)) throw new AppError("file.unpacks-too-large");
      throw new AppError("file.not-a-photo");
    }
  });
};

/** Smaller copies asked for at once; a page of a case has some tens. */
const mostShrinking = 200;
let shrinking = 0;

/** A smaller copy of a kept photo, read when it is its turn. Fails with `store.full` when too many wait. */
export const shrinkPhoto = async (read: () => Promise<Buffer>, width: number): Promise<Buffer> => {
  if (shrinking >= mostShrinking) throw new AppError("store.full");
  shrinking += 1;
  try {
    return await decoding(async () =>
      sharp(await read())
        .resize({ width, withoutEnlargement: true })
        .jpeg({ quality: 80 })
        .toBuffer(),
    );
  } finally {
    shrinking -= 1;
  }
};
