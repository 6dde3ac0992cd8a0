import { wordsOf } from "../backup/fault.ts";
import { tell } from "../backup/words.ts";
import { type WorkWish, work } from "../backup/work.ts";

/** Makes or tries one backup of the running city and ends; the wish is the first argument, as JSON. */
const wish = JSON.parse(process.argv[2] ?? '{"is":"backup"}') as WorkWish;
// Who started it is gone: what was begun is not taken for whole, and the next run removes it.
process.on("disconnect", () => process.exit(1));
const code = await work(wish).catch(async (error: unknown) => {
  await tell({ is: "fault", words: wordsOf(error) });
  return 1;
});
process.exit(code);
