import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileImport, MendIn } from "@chengyun/contracts";
import { toMendedMapping } from "@chengyun/importer/mended";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { folderOf } from "./folder.ts";
import { beginnerOf, getFileImport, showFileImport } from "./service.ts";
import { insertFileImport } from "./store.ts";
import { workersOf } from "./workers.ts";

/** Cells as they are: what reads them is the importer, to whom a leading sign is a number's. */
const toLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`;

/** Makes a file of mended rows and reads it by the mapping of the import they were refused by. */
export const mendRows = async (
  ctx: Context,
  id: string,
  { columns, rows }: z.output<typeof MendIn>,
): Promise<FileImport> => {
  const found = await getFileImport(ctx, id);
  const isTable = found.format === "csv" || found.format === "xlsx";
  if (!isTable || found.mapping === undefined) throw new AppError("import-file.not-now");
  if (rows.some((row) => row.length !== columns.length))
    throw new AppError("request.invalid", { faults: [{ path: "body.rows", code: "wrong-number-of-columns" }] });
  const made = newId();
  const folder = folderOf(ctx, made);
  const content = Buffer.from([columns, ...rows].map(toLine).join(""));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, "source.csv"), content, { mode: 0o600 });
  const name = `${found.name.replace(/\.[^.]*$/, "")}.mended.csv`;
  const digest = createHash("sha256").update(content).digest("hex");
  await insertFileImport(ctx.db, {
    ...{
      id: made,
      kind: found.kind,
      stage: "looking",
      name,
      format: "csv",
      layout: { encoding: "utf-8", delimiter: "," },
    },
    files: [{ name, bytes: content.length, digest, path: "source.csv" }],
    ...{ mapping: toMendedMapping(found.mapping), mends: found.id },
    ...{ areaPath: found.areaPath, beganBy: beginnerOf(ctx), at: ctx.clock.now() },
  });
  await workersOf(ctx).poke();
  return showFileImport(ctx, made);
};
