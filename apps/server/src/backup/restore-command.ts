import { resolve } from "node:path";
import type { Label } from "@chengyun/kernel";
import { readConfig } from "../config.ts";
import { readErased } from "./erased.ts";
import { BackupFault } from "./fault.ts";
import { checkFolder } from "./find.ts";
import { openPlace } from "./place.ts";
import { type Restored, restoreBackup } from "./restore.ts";
import { tell } from "./words.ts";

/** What is restored, and where to. */
export interface RestoreOrder {
  readonly from: string;
  readonly data: string;
  readonly key?: string;
  /** A newer export of the journal, for the persons who were erased since. */
  readonly erased?: string;
}

const erasedLines = ({ erased, held }: Restored["again"], hasList: boolean): Label[] => [
  hasList
    ? {
        zh: `按给出的日志导出，已再次删除 ${erased} 人的个人信息；导出之后删除的仍须再次删除。`,
        en: `By the export that was given ${erased} persons were erased again; those erased after it have to be erased again.`,
      }
    : {
        zh: "此后删除的个人信息又出现了，须再次删除（--erased 可按较新的日志导出代办）。",
        en: "Persons erased since are there again and have to be erased again (--erased does it by a newer export of the journal).",
      },
  ...held.map((id) => ({
    zh: `人员 ${id} 又有账号，未删除，请人工处理。`,
    en: `Person ${id} has an account again and was not erased; see to it by hand.`,
  })),
];

const linesOf = ({ manifest, cover, deployment, ...more }: Restored, data: string, hasList: boolean): Label[] => {
  const { size, key } = manifest.journal;
  const { rows, tables, readings, files, lost, sessions } = more;
  return [
    {
      zh: `已恢复并核验：${tables} 张表 ${rows} 行，${readings} 条读数，${files} 个文件；日志 ${size} 条与签名一致。`,
      en: `Restored and verified: ${rows} rows of ${tables} tables, ${readings} readings, ${files} files; the journal's ${size} entries are as they were signed.`,
    },
    {
      zh: `备份于 ${cover.madeAt}。此后发生的都不在其中。`,
      en: `Backed up at ${cover.madeAt}. Nothing that happened since is in it.`,
    },
    ...erasedLines(more.again, hasList),
    {
      zh: `已结束 ${sessions} 个登录；此后作废的令牌、密钥和密码又有效，请逐一核对。`,
      en: `${sessions} sessions were ended; tokens, keys and passwords that were voided since count again: look at each.`,
    },
    { zh: `日志公钥：${key}`, en: `Key of the journal: ${key}` },
    ...(manifest.files.missing.length === 0
      ? []
      : [
          {
            zh: `${manifest.files.missing.length} 张照片在备份时已不在磁盘上。`,
            en: `${manifest.files.missing.length} photos were gone from the disk when it was backed up.`,
          },
        ]),
    ...(lost === 0
      ? []
      : [
          {
            zh: `外部存放着 ${lost} 个此后签名的检查点，其条目无法恢复；日志从 ${size} 条继续，见证方会拒绝，须由其负责人确认。`,
            en: `${lost} checkpoints that were signed since lie outside; their entries can't be brought back. The log goes on from ${size}; witnesses will refuse until those who run them agree.`,
          },
        ]),
    {
      zh: `启动：CITY=${manifest.city} DATA_DIR=${data}${deployment.config.databaseUrl === undefined ? "" : " DATABASE_URL=…"} CITIES_DIR=${data}/city npm start`,
      en: `Start it: CITY=${manifest.city} DATA_DIR=${data}${deployment.config.databaseUrl === undefined ? "" : " DATABASE_URL=…"} CITIES_DIR=${data}/city npm start`,
    },
  ];
};

/** Restores by the settings of the environment: what opens the backup, and the databases it goes to. */
export const restoreBy = async ({ from, data, key, erased }: RestoreOrder): Promise<number> => {
  // Who restores has no city yet: only what concerns backups and databases is read.
  const names = Object.keys(process.env).filter((name) =>
    /^(BACKUP_|OUTGOING_ALLOW$|DATABASE_URL$|CLICKHOUSE_URL$|ANCHOR_DIR$)/.test(name),
  );
  const env = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const { BACKUP_TO: _, ...settings } = env;
  const read = readConfig(settings);
  if ("faults" in read) throw new BackupFault({ zh: read.faults.join("；"), en: read.faults.join("; ") });
  checkFolder(from);
  const { backup, outgoingAllow } = read.config;
  const root = resolve(data);
  let toldAt = 0;
  const restored = await restoreBackup({
    ...{
      place: openPlace(from, { s3: backup.s3, outgoingAllow }),
      seal: backup,
      root,
      env: { ...settings, LOG_LEVEL: "silent" },
    },
    ...(key === undefined ? {} : { key }),
    erased: erased === undefined ? [] : await readErased(erased),
    onStep: (step) => {
      if (Date.now() - toldAt < 1_000) return;
      toldAt = Date.now();
      void tell({ is: "step", step });
    },
  });
  await tell({ is: "restored", name: restored.name, lines: linesOf(restored, root, erased !== undefined) });
  return 0;
};
