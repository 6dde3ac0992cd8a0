import { wordsOf } from "../backup/fault.ts";
import { type RestoreOrder, restoreBy } from "../backup/restore-command.ts";
import { tell } from "../backup/words.ts";

/** Restores one backup and ends; the order is the first argument, as JSON. */
const order = JSON.parse(process.argv[2] ?? "{}") as RestoreOrder;
const code = await restoreBy(order).catch(async (error: unknown) => {
  await tell({ is: "fault", words: wordsOf(error) });
  return 1;
});
process.exit(code);
