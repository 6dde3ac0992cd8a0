import { crc32, deflateSync } from "node:zlib";
import { hash } from "../hash.ts";
import type { Scene } from "./words.ts";

const width = 320;
const height = 240;

type Colour = readonly [red: number, green: number, blue: number];

/** How far down the ground begins. */
const horizon = 92;

/** What stands in the middle of each scene, by how far a point is from it: a colour, or nothing. */
const figures: Readonly<Record<Scene, (x: number, y: number, mended: boolean) => Colour | undefined>> = {
  road: (x, y, mended) => {
    const far = Math.hypot((x - 160) / 62, (y - 176) / 22);
    if (far > 1) return undefined;
    if (mended) return [58, 58, 62];
    return far > 0.8 ? [96, 88, 80] : [44, 38, 34];
  },
  cover: (x, y, mended) => {
    const far = Math.hypot((x - 160) / 54, (y - 178) / 30);
    if (far > 1) return undefined;
    if (far > 0.86) return [110, 108, 104];
    if (!mended && x > 176 + y / 12) return [12, 12, 14];
    return (Math.floor(x / 9) + Math.floor(y / 6)) % 2 === 0 ? [76, 74, 72] : [60, 58, 58];
  },
  water: (x, y, mended) => {
    const edge = 150 + 14 * Math.sin(x / 31) + 6 * Math.sin(x / 11);
    if (y < edge || mended) return undefined;
    return [104 + 20 * Math.sin((x + 3 * y) / 17), 122 + 18 * Math.sin(y / 5), 128];
  },
  rubbish: (x, y, mended) => {
    const top = 150 + 18 * Math.sin(x / 13) * Math.sin(x / 29);
    if (mended || x < 84 || x > 236 || y < top || y > 206) return undefined;
    const part = Math.floor(x / 19) * 7 + Math.floor(y / 15) * 3;
    return [60 + ((part * 53) % 150), 60 + ((part * 31) % 120), 50 + ((part * 17) % 130)];
  },
  tree: (x, y, mended) => {
    if (Math.abs(x - 150) < 9 && y > 60 && y < 190) return [84, 64, 46];
    if (Math.hypot((x - 150) / 74, (y - 48) / 44) < 1) return [48, 84 + ((x * y) % 23), 42];
    return !mended && Math.abs(y - 150 + (x - 200) / 3) < 5 && x > 150 && x < 262 ? [96, 72, 52] : undefined;
  },
  lamp: (x, y, mended) => {
    if (Math.abs(x - 196) < 4 && y > 34) return [120, 124, 128];
    if (Math.abs(y - 36) < 5 && x > 150 && x < 198) return mended ? [255, 244, 200] : [70, 70, 74];
    return undefined;
  },
  parked: (x, y, mended) => {
    if (mended || y < 118 || y > 190 || x < 70 || x > 250) return undefined;
    if (y > 174)
      return Math.hypot(x - 108, y - 182) < 18 || Math.hypot(x - 212, y - 182) < 18 ? [24, 24, 26] : undefined;
    return y < 142 ? (x > 108 && x < 214 ? [92, 112, 126] : undefined) : [168, 44, 40];
  },
  wall: (x, y, mended) => {
    if (y < 30 || y > 170) return undefined;
    const sheet = !mended && (Math.floor(x / 37) + Math.floor(y / 41)) % 3 === 0 && x % 37 > 5 && y % 41 > 6;
    if (sheet) return [226, 222, 208];
    return y % 14 < 2 || (x + (Math.floor(y / 14) % 2) * 15) % 30 < 2 ? [150, 140, 130] : [176, 128, 104];
  },
};

const shade = (colour: Colour, by: number): Colour => [colour[0] + by, colour[1] + by, colour[2] + by];

/** Sky with its time of day, ground with its grain, and the figure. */
const paint = (scene: Scene, key: string, mended: boolean): Buffer => {
  const light = 30 * hash(key, "light") - 15;
  const rows = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const grain = ((x * 7919 + y * 104_729 + ((x * y) % 251) * 31) % 17) - 8;
      const sky: Colour = [150 + y / 3, 170 + y / 4, 192];
      const ground: Colour = [122 - y / 9, 120 - y / 9, 116 - y / 9];
      const colour = shade(
        figures[scene](x, y, mended) ?? (y < horizon ? sky : ground),
        light + grain * (y < horizon ? 0.3 : 1),
      );
      const at = y * (1 + 3 * width) + 1 + 3 * x;
      for (const [part, value] of colour.entries()) rows[at + part] = Math.max(0, Math.min(255, Math.round(value)));
    }
  }
  return rows;
};

const chunk = (kind: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A small picture of a problem, or of the place once it is mended: drawn, of nobody and no real place. */
export const takePhoto = (scene: Scene, key: string, mended = false): Blob => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const parts = [
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(paint(scene, key, mended), { level: 4 })),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return new Blob([new Uint8Array(Buffer.concat(parts))], { type: "image/png" });
};
