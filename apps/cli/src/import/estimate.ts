import type { Label } from "@chengyun/kernel";

const secondsPerMinute = 60;

const words = (seconds: number): Label => {
  if (seconds < secondsPerMinute) return { zh: `${Math.ceil(seconds)} 秒`, en: `${Math.ceil(seconds)} s` };
  const minutes = Math.ceil(seconds / secondsPerMinute);
  return { zh: `${minutes} 分钟`, en: `${minutes} min` };
};

const barLength = 24;

/** A bar with the share done and, once a little is, the time left by the pace so far. */
export const describeProgress = (done: number, of: number, elapsedMs: number): Label => {
  const share = of === 0 ? 1 : Math.min(1, done / of);
  const full = Math.round(share * barLength);
  const bar = `${"█".repeat(full)}${"░".repeat(barLength - full)} ${Math.floor(share * 100)} %`;
  const left = share > 0 && share < 1 && elapsedMs > 1_000 ? words((elapsedMs / share - elapsedMs) / 1_000) : undefined;
  const count = `${done.toLocaleString("en")} / ${of.toLocaleString("en")}`;
  if (left === undefined) return { zh: `${bar}  ${count}`, en: `${bar}  ${count}` };
  return { zh: `${bar}  ${count}  还需约 ${left.zh}`, en: `${bar}  ${count}  about ${left.en} left` };
};
