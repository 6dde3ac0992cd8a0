import { hash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { AppError } from "../../../platform/app-error.ts";
import type { Exchange } from "../../../platform/route.ts";
import { RawAnswer } from "../../../platform/route.ts";
import { type TileFrame, tileFrame } from "./tile-frame.ts";

/** Kept by the browser, but asked for again each time: the next one who sits there may see less. */
export const askAgain = "private, no-cache";

/** The frame of a tile that is asked for; fails with `tile.not-found`. */
export const getFrame = ({ z, x, y }: { z: number; x: number; y: number }, lastZoom: number): TileFrame => {
  const frame = z > lastZoom ? undefined : tileFrame(z, x, y);
  if (frame === undefined) throw new AppError("tile.not-found");
  return frame;
};

const tileType = "application/vnd.mapbox-vector-tile";

/** A tile as an answer: compressed unless the caller can't read that, known by its content, empty as 204. */
export const answerTile = (bytes: Buffer, http: Exchange, cacheControl: string): RawAnswer => {
  const etag = `"${hash("sha256", bytes, "hex").slice(0, 32)}"`;
  const headers = { ETag: etag, "Cache-Control": cacheControl, Vary: "Accept-Encoding" };
  if (http.header("if-none-match") === etag) return new RawAnswer(tileType, "", { headers, status: 304 });
  if (bytes.length === 0) return new RawAnswer(tileType, "", { headers, status: 204 });
  if (!/\bgzip\b/.test(http.header("accept-encoding") ?? ""))
    return new RawAnswer(tileType, gunzipSync(bytes), { headers: { ...headers, "Content-Encoding": "identity" } });
  return new RawAnswer(tileType, bytes, { headers: { ...headers, "Content-Encoding": "gzip" } });
};
