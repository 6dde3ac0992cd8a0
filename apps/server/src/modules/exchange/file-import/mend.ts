import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileImport, MendIn } from "@chengyun/contracts";
import { toMendedFile, toMendedMapping } from "@chengyun/importer/mended";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { folderOf } from "./folder.ts";
import { beginnerOf, getFileImport, showFileImport } from "./service.ts";
import { insertFileImport } from "./store.ts";
import { workersOf } from "./workers.ts";

/** Makes a file of mended rows and reads it by the mapping of the import they were refused by. */
export const mendRows = async (ctx: Context, id: string, mended: z.output<typeof MendIn>): Promise<FileImport> => {
  const found = await getFileImport(ctx, id);
  if (found.mapping === undefined) throw new AppError("import-file.not-now");
  const file = toMendedFile(found.format, mended);
  if (file === undefined) throw new AppError("import-file.not-now");
  if ("code" in file) throw new AppError("request.invalid", { faults: [{ ...file, path: `body.${file.path}` }] });
  const { as, text } = file;
  const made = newId();
  const folder = folderOf(ctx, made);
  const content = Buffer.from(text);
  const path = `source.${as}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, path), content, { mode: 0o600 });
  const name = `${found.name.replace(/\.[^.]*$/, "")}.mended.${as}`;
  const digest = createHash("sha256").update(content).digest("hex");
  await insertFileImport(ctx.db, {
    ...{ id: made, kind: found.kind, stage: "looking", name, format: as },
    layout: as === "csv" ? { encoding: "utf-8", delimiter: "," } : {},
    files: [{ name, bytes: content.length, digest, path }],
    ...{ mapping: toMendedMapping(found.mapping, as), mends: found.id },
    ...{ areaPath: found.areaPath, beganBy: beginnerOf(ctx), at: ctx.clock.now() },
  });
  await workersOf(ctx).poke();
  return showFileImport(ctx, made);
};
