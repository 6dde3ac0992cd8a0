import { checkStamps } from "../stamp/export.ts";

/** Checks the time stamps of an export for `chengyun verify --stamp-roots`, a line of JSON each; the wish is the first argument. */
const wish = JSON.parse(process.argv[2] ?? "{}") as { readonly folder: string; readonly roots: string };
const checked = await checkStamps(wish);
process.stdout.write(checked.map((line) => `${JSON.stringify(line)}\n`).join(""));
