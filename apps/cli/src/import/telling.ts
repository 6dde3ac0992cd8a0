import type { ImportCounts } from "@chengyun/contracts";
import type { Mapping, Preview, RowFault, RunResult, Understanding } from "@chengyun/importer";
import { describeSystem } from "@chengyun/importer";
import type { Label } from "@chengyun/kernel";
import type { Terminal } from "../terminal.ts";

const number = (value: number): string => value.toLocaleString("en");

/** Says how the file was read: format, encoding, coordinate system, how well control points agree. */
export const tellReading = (
  terminal: Terminal,
  { file, format, notices, residualsM }: Understanding,
  mapping: Mapping,
): void => {
  const packed = file.isGzip ? ", gzip" : "";
  terminal.say({
    zh: `${file.name}：${format}${packed}，${number(file.bytes)} 字节，SHA-256 ${file.digest.slice(0, 12)}…`,
    en: `${file.name}: ${format}${packed}, ${number(file.bytes)} bytes, SHA-256 ${file.digest.slice(0, 12)}…`,
  });
  for (const notice of notices) terminal.say({ zh: `  ${notice.zh}`, en: `  ${notice.en}` });
  if (mapping.system !== undefined)
    terminal.say({
      zh: `  坐标系 ${describeSystem(mapping.system)} → WGS-84`,
      en: `  coordinates ${describeSystem(mapping.system)} → WGS-84`,
    });
  if (residualsM !== undefined) {
    const shown = residualsM.map((one) => `${one.toFixed(1)} m`).join(", ");
    terminal.say({ zh: `  控制点残差：${shown}`, en: `  control points are off by ${shown}` });
  }
};

const table = (pairs: readonly (readonly [string, number])[]): string => {
  const width = Math.max(0, ...pairs.map(([name]) => name.length));
  return pairs.map(([name, count]) => `    ${name.padEnd(width)}  ${number(count).padStart(10)}`).join("\n");
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** Says what was understood of the rows. */
export const tellPreview = (terminal: Terminal, seen: Preview): void => {
  const rows = Object.entries(seen.rows).map(([kind, count]) => `${number(count)} ${kind}`);
  terminal.say({
    zh: `读懂 ${rows.join("、") || "0 行"}；有误 ${number(seen.faultCount)} 行，按映射不取 ${number(seen.leftOut)} 行`,
    en: `understood: ${rows.join(", ") || "nothing"}; ${number(seen.faultCount)} with faults, ${number(seen.leftOut)} left out by the mapping`,
  });
  const makes = Object.entries(seen.makes).sort(([, one], [, other]) => other - one);
  if (makes.length > 0) terminal.say({ zh: table(makes), en: table(makes) });
  if (seen.box !== undefined) {
    const box = seen.box.map((one) => one.toFixed(5)).join(", ");
    terminal.say({ zh: `  范围（西南东北）：${box}`, en: `  bounds (west, south, east, north): ${box}` });
  }
  if (seen.span !== undefined) {
    const [from, to] = seen.span.map(iso);
    terminal.say({ zh: `  时间：${from} 至 ${to}`, en: `  times: ${from} to ${to}` });
  }
  const [first] = seen.samples;
  if (first !== undefined) {
    const text = JSON.stringify(first);
    const shown = text.length > 400 ? `${text.slice(0, 400)}…` : text;
    terminal.say({ zh: `  第一行：${shown}`, en: `  the first: ${shown}` });
  }
};

/** Reasons with their counts and the first places of each. */
export const tellFaults = (terminal: Terminal, faults: readonly RowFault[]): void => {
  const groups = new Map<string, RowFault[]>();
  for (const one of faults) groups.set(one.code, [...(groups.get(one.code) ?? []), one]);
  for (const [code, own] of groups) {
    const [first] = own;
    if (first === undefined) continue;
    const lines = own
      .slice(0, 5)
      .map(({ line }) => line)
      .join(", ");
    const more = own.length > 5 ? "…" : "";
    terminal.warn({
      zh: `  ${code} × ${own.length}：第 ${lines}${more} 行，如 ${first.text.zh}`,
      en: `  ${code} × ${own.length}: lines ${lines}${more}, e.g. ${first.text.en}`,
    });
  }
};

const counted = (counts: ImportCounts): Label => {
  const parts: readonly (readonly [string, string, number])[] = [
    ["新增", "added", counts.added],
    ["更新", "changed", counts.changed],
    ["已有", "known", counts.known],
    ["拒收", "refused", counts.refused],
    ["超量程标记", "out of range, flagged", counts.flagged],
    ["隔离", "in quarantine", counts.quarantined],
    ["同刻异值", "other value at a known time", counts.conflicts],
  ];
  const there = parts.filter(([, , count], at) => at < 1 || count > 0);
  return {
    zh: there.map(([zh, , count]) => `${zh} ${number(count)}`).join("，"),
    en: there.map(([, en, count]) => `${number(count)} ${en}`).join(", "),
  };
};

/** Says what came of a run. */
export const tellResult = (terminal: Terminal, { run, rows, skipped }: RunResult, seconds: number): void => {
  const counts = counted(run.counts);
  terminal.say({
    zh: `共 ${number(rows)} 行：${counts.zh}；用时 ${seconds.toFixed(1)} 秒${skipped > 0 ? `（跳过先前已完成的 ${skipped} 批）` : ""}。运行编号 ${run.id}`,
    en: `${number(rows)} rows: ${counts.en}; in ${seconds.toFixed(1)} s${skipped > 0 ? ` (${skipped} batches were there from before)` : ""}. Run ${run.id}`,
  });
};
