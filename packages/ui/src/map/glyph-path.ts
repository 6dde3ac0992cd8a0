import type { Glyph } from "@chengyun/kernel";

/** Outline of each glyph around the origin, 12 units wide; drawn as lines. */
export const glyphPaths: Readonly<Record<Glyph, string>> = {
  drop: "M0 -5C2.4 -1.8 3.6 -0.2 3.6 1.8A3.6 3.6 0 0 1 -3.6 1.8C-3.6 -0.2 -2.4 -1.8 0 -5Z",
  wave: "M-5 -2C-3.4 -4 -1.6 -4 0 -2S3.4 0 5 -2M-5 2.6C-3.4 0.6 -1.6 0.6 0 2.6S3.4 4.6 5 2.6",
  cover: "M-4.6 -3.2H4.6V3.2H-4.6ZM-2 -3.2V3.2M2 -3.2V3.2M-4.6 0H4.6",
  pump: "M-4 0A4 4 0 1 1 4 0A4 4 0 1 1 -4 0ZM-2 -3.4L4 0L-2 3.4Z",
  rain: "M-4 -0.6A2.6 2.6 0 0 1 -2.6 -3.4A3 3 0 0 1 2.8 -3.4A2.2 2.2 0 0 1 4 -0.6ZM-2.6 1.6L-3.4 4.2M0.2 1.6L-0.6 4.2M3 1.6L2.2 4.2",
  camera: "M-5 -2.6H2V2.6H-5ZM2 -0.8L5 -2.4V2.4L2 0.8",
  lamp: "M-3 -1.4A3 3 0 0 1 3 -1.4C3 0.4 1.6 0.8 1.6 2.4H-1.6C-1.6 0.8 -3 0.4 -3 -1.4ZM-1.4 4.4H1.4",
  valve: "M-5 -3L5 3V-3L-5 3ZM0 0V-4.4M-2 -4.4H2",
  building: "M-3.6 4.6V-4.6H3.6V4.6ZM-1.4 -2.4V-2.2M1.4 -2.4V-2.2M-1.4 0.4V0.6M1.4 0.4V0.6M0 4.6V2.6",
  dot: "M-2 0A2 2 0 1 1 2 0A2 2 0 1 1 -2 0Z",
};
