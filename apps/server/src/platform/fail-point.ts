const wish = process.env["FAIL_POINT"]?.split(":");
const name = wish?.[0];
let left = Number(wish?.[1] ?? 1);

/**
 * A place where fault tests kill the process as a power cut would: `FAIL_POINT=after-store:3` at the third pass.
 * Without the variable it is one comparison.
 */
export const failPoint = (here: string): void => {
  if (name === undefined || name !== here) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
};
