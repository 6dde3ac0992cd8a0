import type { ChangedRow, ImportRun, RowPlaces } from "@chengyun/contracts";
import {
  atPlace,
  describeSystem,
  type Mapping,
  type Preview,
  type RunResult,
  type Understanding,
  waitingRowsMost,
} from "@chengyun/importer";
import type { Label } from "@chengyun/kernel";
import type { Terminal } from "../terminal.ts";
import type { FaultTally } from "./fault-tally.ts";

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
export const tellPreview = (terminal: Terminal, seen: Preview, places: RowPlaces): void => {
  const rows = Object.entries(seen.rows).map(([kind, count]) => `${number(count)} ${kind}`);
  terminal.say({
    zh: `读懂 ${rows.join("、") || "0 行"}；有误 ${number(seen.faultCount)} ${places === "feature" ? "个要素" : "行"}，按映射不取 ${number(seen.leftOut)} ${places === "feature" ? "个" : "行"}`,
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
  if (seen.unplaced > 0)
    terminal.say({
      zh: `  未定位 ${number(seen.unplaced)} 行：照收并标记，不上地图`,
      en: `  ${number(seen.unplaced)} rows nobody could place: kept, flagged, on no map`,
    });
  for (const notice of seen.notices) terminal.warn({ zh: `  ${notice.zh}`, en: `  ${notice.en}` });
  const [first] = seen.samples;
  if (first !== undefined) {
    const text = JSON.stringify(first);
    const shown = text.length > 400 ? `${text.slice(0, 400)}…` : text;
    terminal.say({ zh: `  第一行：${shown}`, en: `  the first: ${shown}` });
  }
};

const uncodedShown = 20;

/** Categories of reports that the city does not have, with their counts: they are kept by the file's own word. */
export const tellUncoded = (
  terminal: Terminal,
  uncoded: readonly { readonly word: string; readonly rows: number }[],
): void => {
  if (uncoded.length === 0) return;
  const shown = uncoded.slice(0, uncodedShown).map(({ word, rows }) => `${word} ${number(rows)}`);
  const more = uncoded.length > shown.length ? "…" : "";
  terminal.say({
    zh: `  本市没有的类别（按原名保留，待编码；可在映射的 category.words 里写明归入哪一类）：${shown.join("、")}${more}`,
    en: `  categories this city does not have (kept by the file's own word, to be coded; category.words of the mapping may say which of the city's they are): ${shown.join(", ")}${more}`,
  });
};

const changesShown = 10;

const tellChange = (places: RowPlaces, { line, ref, changes }: ChangedRow): Label => {
  const [zh, en] = atPlace(places, line);
  const told = (language: keyof Label) =>
    changes.map(({ name, from, to }) => `${name[language]} ${from || "—"} → ${to || "—"}`);
  return {
    zh: `    ${zh} ${ref}：${told("zh").join("；")}`,
    en: `    ${en}, ${ref}: ${told("en").join("; ")}`,
  };
};

/** Says what an import would do to what the city has: how many are new, would change (and how), are the same, are refused. */
export const tellTried = (terminal: Terminal, { tried, faultCount, rows }: Preview, places: RowPlaces): void => {
  if (tried === undefined) return;
  if ((rows.readings ?? 0) > 0 || tried.waiting > 0) {
    terminal.say({
      zh: `试读：可取 ${number(rows.readings ?? 0)} 条读数；没有对应部件、将进隔离区 ${number(tried.waiting)} 条`,
      en: `Trial: ${number(rows.readings ?? 0)} readings would be taken; ${number(tried.waiting)} are of things nobody knows and would wait in the quarantine`,
    });
    return;
  }
  const { added, changed, known, changedRows } = tried;
  terminal.say({
    zh: `与城市现有数据对照：新增 ${number(added)}，将更改已有 ${number(changed)}，与现有相同 ${number(known)}，不取 ${number(faultCount)}`,
    en: `Held against the city: new ${number(added)}, will change ${number(changed)}, the same ${number(known)}, refused ${number(faultCount)}`,
  });
  for (const one of changedRows.slice(0, changesShown)) terminal.say(tellChange(places, one));
  const more = changed - Math.min(changesShown, changedRows.length);
  if (more > 0)
    terminal.say({ zh: `    ……另有 ${number(more)} 个将更改`, en: `    … and ${number(more)} more would change` });
};

/** Reasons with their counts and the first places of each. */
export const tellFaults = (terminal: Terminal, { byCode }: FaultTally, places: RowPlaces): void => {
  for (const [code, { count, lines, example }] of byCode) {
    const more = count > lines.length ? "…" : "";
    const [at, atEn] = atPlace(places, `${lines.join(", ")}${more}`);
    const [zh, en] = lines.length === 0 ? ["", ""] : [`${at}，`, `${atEn}, `];
    terminal.warn({
      zh: `  ${code} × ${number(count)}：${zh}如 ${example.zh}`,
      en: `  ${code} × ${number(count)}: ${en}e.g. ${example.en}`,
    });
  }
};

/** Says that readings wait for things nobody knows yet. */
export const tellWaiting = (terminal: Terminal, waiting: number): void =>
  terminal.warn({
    zh: `${number(waiting)} 条读数没有对应的部件，在隔离区计数，${waiting > waitingRowsMost ? `前 ${number(waitingRowsMost)} 条` : ""}所在的行写入未取文件：先导入部件，再导入同一文件，它们就会取入；部件编号写错的，在未取文件里改。`,
    en: `${number(waiting)} readings are of things nobody knows: counted in the quarantine, the rows of ${waiting > waitingRowsMost ? `the first ${number(waitingRowsMost)} of them` : "them"} written out. Import the things, then this same file again, and they are taken; a ref that is wrong is mended in the file of rows left out.`,
  });

/** Says where the rows that were not taken stand, and how they come in once they are mended. */
export const tellRejects = (
  terminal: Terminal,
  path: string,
  { features, own }: Pick<Understanding, "features" | "own">,
): void => {
  if (own !== undefined)
    terminal.warn({
      zh: `未取的写在 ${path}（与原文件同一格式，原因写在注释里）；改好后用同一映射单独导入即可。`,
      en: `What was not taken is in ${path} (the format of the file itself, with the reasons as comments); mend it and import it alone by the same mapping.`,
    });
  else if (features !== undefined)
    terminal.warn({
      zh: `未取的要素写在 ${path}（GeoJSON，原因写在属性里）；改好后用同一映射再导入即可。`,
      en: `The features that were not taken are in ${path} (GeoJSON, with the reasons as properties); mend it and import it by the same mapping.`,
    });
  else
    terminal.warn({
      zh: `未取的行和原因写在 ${path}（UTF-8，逗号分隔）；改好后用同一映射再导入即可。`,
      en: `What was not taken, with reasons, is in ${path} (UTF-8, commas); mend it and import it by the same mapping.`,
    });
};

const counted = ({ kind, counts }: Pick<ImportRun, "kind" | "counts">): Label => {
  const flagged =
    kind === "reports"
      ? (["未定位标记", "not placed, flagged"] as const)
      : (["超量程标记", "out of range, flagged"] as const);
  const parts: readonly (readonly [string, string, number])[] = [
    ["新增", "added", counts.added],
    ["更新", "changed", counts.changed],
    ["已有", "known", counts.known],
    ["拒收", "refused", counts.refused],
    [...flagged, counts.flagged],
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
  const counts = counted(run);
  terminal.say({
    zh: `共 ${number(rows)} 行：${counts.zh}；用时 ${seconds.toFixed(1)} 秒${skipped > 0 ? `（跳过先前已完成的 ${skipped} 批）` : ""}。运行编号 ${run.id}`,
    en: `${number(rows)} rows: ${counts.en}; in ${seconds.toFixed(1)} s${skipped > 0 ? ` (${skipped} batches were there from before)` : ""}. Run ${run.id}`,
  });
};
