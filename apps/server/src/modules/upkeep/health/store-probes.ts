import { statfs } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import type { PartHealth } from "@chengyun/contracts";
import { realDelay, type ServerClock } from "../../../platform/server-clock.ts";
import { within } from "../../../platform/vitals.ts";
import { findLastSigned } from "../../journal/log/index.ts";
import { figure, type State, toHealth, toMegabytes, type Watched } from "./model.ts";
import { findDatabaseSize, findEntryTime, findJournalStand } from "./store.ts";

/** Who waits this long for the database has given up: it is down, whatever it does. */
const patienceMs = 2_000;
/** An answer slower than this is felt at every click. */
const slowDatabaseMs = 500;
/** A position is given within milliseconds; this long means that nobody gives any. */
const lateWaitingMs = 5_000;
/** Checkpoints are signed every five seconds. */
const lateSigningMs = 60_000;
const leastFreeBytes = 2e9;
const leastFreeShare = 0.05;

export const database = { part: "database", name: { zh: "业务数据库", en: "Operations database" } } as const;
export const journal = { part: "journal", name: { zh: "日志", en: "Journal" } } as const;
export const disk = { part: "disk", name: { zh: "磁盘空间", en: "Disk space" } } as const;

/** Whether the database answers, how fast, and how large it is. */
export const probeDatabase = async ({ seed }: Watched): Promise<PartHealth> => {
  const began = performance.now();
  const bytes = await within(
    patienceMs,
    findDatabaseSize(seed().db).catch(() => undefined),
  );
  const ms = Math.round((performance.now() - began) * 10) / 10;
  if (bytes === undefined)
    return toHealth(database, {
      state: "down",
      words: { zh: "数据库无法访问，不能办理案卷。", en: "The database cannot be reached; no case can be worked on." },
    });
  const figures = [
    figure({ zh: "往返耗时", en: "Round trip" }, ms, "ms"),
    figure({ zh: "数据库大小", en: "Size" }, toMegabytes(bytes), "MB"),
  ];
  return ms > slowDatabaseMs
    ? toHealth(database, {
        state: "degraded",
        words: { zh: "数据库应答缓慢。", en: "The database answers slowly." },
        figures,
      })
    : toHealth(database, {
        state: "well",
        words: { zh: "数据库正常应答。", en: "The database answers." },
        figures,
      });
};

/** Age in the machine's time of what the city's clock dated. */
const ageMs = (clock: ServerClock, at: Date | undefined): number => {
  const cityMs = at === undefined ? 0 : clock.now().getTime() - at.getTime();
  return cityMs <= 0 ? 0 : realDelay(clock.setting(), cityMs);
};

const journalSays = (waitingMs: number, unsignedMs: number): { state: State; words: PartHealth["words"] } => {
  if (waitingMs > lateWaitingMs)
    return {
      state: "degraded",
      words: {
        zh: "日志条目在等待编号，实时更新和自动处理会延迟。",
        en: "Entries wait for their position; live updates and reactions come late.",
      },
    };
  if (unsignedMs > lateSigningMs)
    return {
      state: "degraded",
      words: { zh: "最新的日志条目尚未签名。", en: "The newest entries have no signed checkpoint yet." },
    };
  return {
    state: "well",
    words: { zh: "日志连续，已按时签名。", en: "The journal is without gaps and signed in time." },
  };
};

/** Where the journal stands, what waits for a position, and how far it is signed. */
export const probeJournal = async ({ seed }: Watched): Promise<PartHealth> => {
  const { db, clock } = seed();
  const { head, waiting, oldestWaiting } = await findJournalStand(db);
  const signed = await findLastSigned(db);
  const unsigned = head > (signed?.size ?? 0) ? await findEntryTime(db, (signed?.size ?? 0) + 1) : undefined;
  const waitingMs = ageMs(clock, oldestWaiting);
  const figures = [
    figure({ zh: "最新编号", en: "Last position" }, head),
    figure({ zh: "等待编号", en: "Waiting for a position" }, waiting),
    figure({ zh: "最久等待", en: "Longest wait" }, Math.round(waitingMs), "ms"),
    figure({ zh: "已签名至", en: "Signed up to" }, signed?.size ?? 0),
    ...(signed === undefined
      ? []
      : [
          figure(
            { zh: "距上次签名", en: "Since last checkpoint" },
            Math.max(0, Math.round((clock.real().getTime() - signed.signedAt.getTime()) / 1_000)),
            "s",
          ),
        ]),
  ];
  return toHealth(journal, { ...journalSays(waitingMs, ageMs(clock, unsigned)), figures });
};

/** Whether that little room is left that readings will soon have nowhere to go. */
export const isTight = (freeBytes: number, totalBytes: number): boolean =>
  freeBytes < leastFreeBytes || freeBytes < totalBytes * leastFreeShare;

/** Room left where the data directory lies. */
export const probeDisk = async ({ seed }: Watched): Promise<PartHealth> => {
  const { bavail, blocks, bsize } = await statfs(seed().deployment.directory.root);
  const [free, total] = [bavail * bsize, blocks * bsize];
  const figures = [
    figure({ zh: "剩余", en: "Free" }, toMegabytes(free), "MB"),
    figure({ zh: "剩余比例", en: "Share free" }, Math.round((free / total) * 1_000) / 10, "%"),
  ];
  return isTight(free, total)
    ? toHealth(disk, {
        state: "degraded",
        words: {
          zh: "数据目录所在磁盘空间不足，请尽快清理或扩容。",
          en: "The disk of the data directory is nearly full; make room soon.",
        },
        figures,
      })
    : toHealth(disk, { state: "well", words: { zh: "磁盘空间充足。", en: "There is room on the disk." }, figures });
};
