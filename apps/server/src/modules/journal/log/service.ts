import { encodeBundle, type ParsedPath, parseTilePath, tileWidth } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import type { Db } from "../../../platform/database.ts";
import { toLeafText } from "./leaf.ts";
import { signLog } from "./signer.ts";
import { findCheckpoint, findTile, listCheckpoints, listCosignatures, listLeafRows } from "./store.ts";

const hashBytes = 32;
const mostNotes = 500;

/** The newest signed checkpoint, with what witnesses added; a log that has none yet is signed now. */
export const getCheckpoint = async (ctx: Context): Promise<string> => {
  const { size, note } = (await findCheckpoint(ctx.db)) ?? (await signLog(ctx));
  return note + (await listCosignatures(ctx.db, size)).join("");
};

/** Signed notes up to a size, thinned out evenly: enough to narrow the place of a fault down. */
export const listSignedNotes = async (ctx: Context, upTo: number): Promise<string[]> =>
  (await listCheckpoints(ctx.db, upTo, mostNotes)).map(({ note }) => note);

const notFound = () => new AppError("request.not-found");

/** A tile of hashes as wide as asked for; one that is not that wide yet does not exist. */
const readTile = async (db: Db, { index, width }: ParsedPath, level: number): Promise<Buffer> => {
  const hashes = await findTile(db, level, index);
  if (hashes === undefined || hashes.length < width * hashBytes) throw notFound();
  return hashes.subarray(0, width * hashBytes);
};

const readBundle = async (db: Db, { index, width }: ParsedPath): Promise<Buffer> => {
  const first = index * tileWidth + 1;
  const rows = await listLeafRows(db, first, first + width - 1);
  const bundle = rows.length === width ? encodeBundle(rows.map(toLeafText)) : undefined;
  if (bundle === undefined) throw notFound();
  return Buffer.from(bundle);
};

/** Contents of a tile or bundle by its C2SP path below the log. */
export const getTile = async (ctx: Context, path: string): Promise<Buffer> => {
  const parsed = parseTilePath(path);
  if (parsed === undefined) throw notFound();
  return parsed.level === "entries" ? readBundle(ctx.db, parsed) : readTile(ctx.db, parsed, parsed.level);
};
