import type { Label } from "@chengyun/kernel";

const secondsPerMinute = 60;

const words = (seconds: number): Label => {
  if (seconds < secondsPerMinute) return { zh: `${Math.ceil(seconds)} 秒`, en: `${Math.ceil(seconds)} s` };
  const minutes = Math.ceil(seconds / secondsPerMinute);
  return { zh: `${minutes} 分钟`, en: `${minutes} min` };
};

const barLength = 24;

/** How far a work is: the share of it, and its figure in words. */
export interface Progress {
  readonly share: number;
  readonly count: Label;
}

/** A bar with the share done and, once a little is, the time left by the pace so far. */
export const describeProgress = ({ share: given, count }: Progress, elapsedMs: number): Label => {
  const share = Math.min(1, given);
  const full = Math.round(share * barLength);
  const bar = `${"█".repeat(full)}${"░".repeat(barLength - full)} ${Math.floor(share * 100)} %`;
  const left = share > 0 && share < 1 && elapsedMs > 1_000 ? words((elapsedMs / share - elapsedMs) / 1_000) : undefined;
  if (left === undefined) return { zh: `${bar}  ${count.zh}`, en: `${bar}  ${count.en}` };
  return { zh: `${bar}  ${count.zh}  还需约 ${left.zh}`, en: `${bar}  ${count.en}  about ${left.en} left` };
};

const number = (value: number): string => value.toLocaleString("en");

/** Of rows that were counted before. */
export const ofRows = (rows: number, of: number): Progress => {
  const count = `${number(rows)} / ${number(of)}`;
  return { share: of === 0 ? 1 : rows / of, count: { zh: count, en: count } };
};

/** Of bytes: how many rows they hold nobody counted. */
export const ofBytes = (rows: number, { bytes, of }: { readonly bytes: number; readonly of: number }): Progress => ({
  share: of === 0 ? 1 : bytes / of,
  count: { zh: `${number(rows)} 行`, en: `${number(rows)} rows` },
});
