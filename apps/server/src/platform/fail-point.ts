import { existsSync, writeFileSync } from "node:fs";

const wish = process.env["FAIL_POINT"]?.split(":");
const name = wish?.[0];
let left = Number(wish?.[1] ?? 1);
/** A file that says it happened: the restarted process does not do it again. */
const mark = process.env["FAIL_POINT_MARK"];
const isArmed = name !== undefined && mark !== undefined && !existsSync(mark);

/**
 * A place where fault tests kill the process as a power cut would: `FAIL_POINT=store:3` at the third pass, once for
 * each file `FAIL_POINT_MARK`. Without both variables it is one comparison.
 */
export const failPoint = (here: string): void => {
  if (!isArmed || name !== here) return;
  left -= 1;
  if (left !== 0) return;
  writeFileSync(mark, `${process.pid}\n`);
  process.kill(process.pid, "SIGKILL");
};

const slowWish = process.env["SLOW_POINT"]?.split(":");
const slowName = slowWish?.[0];
const slowMs = Number(slowWish?.[1] ?? 0);

/** A place that fault tests make slow, as a worn disk is: `SLOW_POINT=store:500` waits half a second at each pass. */
export const slowPoint = (here: string): Promise<void> | undefined =>
  slowName === here ? new Promise((resolve) => setTimeout(resolve, slowMs)) : undefined;
