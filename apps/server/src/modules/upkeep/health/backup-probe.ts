import type { PartHealth } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { type BackupStand, getBackupStand } from "../backup/index.ts";
import { figure, type State, toHealth, toMegabytes, type Watched } from "./model.ts";

export const backups = { part: "backups", name: { zh: "备份", en: "Backups" } } as const;

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** A daily backup that is older has been missed. */
const lateMs = dayMs + 6 * hourMs;

interface Says {
  readonly state: State;
  readonly words: Label;
}

/** Without a place a demo is well, and a city in use is not. */
const notSetUp = (isDemo: boolean): Says => ({
  state: isDemo ? "well" : "degraded",
  words: { zh: "未设置备份（BACKUP_TO）。", en: "No backup is set up (BACKUP_TO)." },
});

const isNewer = (one: Date | undefined, other: Date | undefined): boolean =>
  one !== undefined && (other === undefined || one > other);

/** What is worst of it, in words. */
const saysOf = ({ runs, testDays }: BackupStand, now: number): Says => {
  const { begun, made, tried, tested } = runs;
  if (begun?.fault !== undefined && isNewer(begun.beganAt, made?.beganAt))
    return {
      state: "degraded",
      words: { zh: `最近一次备份失败：${begun.fault.zh}`, en: `The last backup failed: ${begun.fault.en}` },
    };
  if (tried?.fault !== undefined && isNewer(tried.beganAt, tested?.beganAt))
    return {
      state: "degraded",
      words: { zh: `最近一次试恢复失败：${tried.fault.zh}`, en: `The last trial failed: ${tried.fault.en}` },
    };
  if (made === undefined)
    return { state: "degraded", words: { zh: "还没有完整的备份。", en: "There is no whole backup yet." } };
  if (now - made.beganAt.getTime() > lateMs)
    return { state: "degraded", words: { zh: "备份已逾期。", en: "The backup is overdue." } };
  if (testDays > 0 && now - (tested?.beganAt.getTime() ?? 0) > (testDays + 1) * dayMs && tried?.state !== "running")
    return {
      state: "degraded",
      words: { zh: "有备份，但试恢复已逾期。", en: "There is a backup; trying it is overdue." },
    };
  return { state: "well", words: { zh: "按时备份，能恢复。", en: "Backed up in time, and it can be restored." } };
};

/** Whether there is a backup that is not too old, and whether it was seen that it can be restored. */
export const probeBackups = async ({ seed }: Watched): Promise<PartHealth> => {
  const { deployment, db } = seed();
  const stand = await getBackupStand({ db, deployment });
  if (!stand.isSetUp) return toHealth(backups, notSetUp(deployment.profile.demo));
  const now = Date.now();
  const { made, tested } = stand.runs;
  const hours = (at: Date): number => Math.round((now - at.getTime()) / (hourMs / 10)) / 10;
  return toHealth(backups, {
    ...saysOf(stand, now),
    figures: [
      ...(made === undefined
        ? []
        : [
            figure({ zh: "距上次备份", en: "Since the last backup" }, hours(made.beganAt), "h"),
            figure({ zh: "大小", en: "Size" }, toMegabytes(made.bytes ?? 0), "MB"),
            figure({ zh: "含日志条目", en: "Entries of the journal in it" }, made.journalSize ?? 0),
          ]),
      ...(tested === undefined
        ? []
        : [figure({ zh: "距上次试恢复", en: "Since the last trial" }, hours(tested.beganAt), "h")]),
    ],
  });
};
