import { hash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { Exchange } from "../../../platform/route.ts";
import { RawAnswer } from "../../../platform/route.ts";

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
