import { defineErrors } from "./problem.ts";

/** Errors of backups. */
export const backup = defineErrors("backup", {
  "not-set-up": {
    status: 409,
    text: {
      zh: "没有设置备份存放处（BACKUP_TO），未开始备份；请运维人员设置后重启。",
      en: "No place for backups is set (BACKUP_TO); none was begun. Whoever runs the platform sets it and starts it again.",
    },
  },
  running: {
    status: 409,
    text: {
      zh: "已有一次备份或试恢复正在进行，请等它结束。",
      en: "A backup or a trial is going on already; wait for its end.",
    },
  },
  "none-yet": {
    status: 409,
    text: { zh: "还没有完整的备份可试。", en: "There is no whole backup to try yet." },
  },
});

/** Errors of templates of notices. */
export const template = defineErrors("template", {
  invalid: {
    status: 422,
    text: {
      zh: "模板有误：占位符须是列出的那些，短文与长文均须有内容。",
      en: "The template has faults: its places must be among those listed, and no text may be empty or too long.",
    },
  },
});

/** Errors of screens that follow what happens. */
export const live = defineErrors("live", {
  "too-many": {
    status: 429,
    text: {
      zh: "同时打开的实时画面过多，请先关闭一些再打开。",
      en: "Too many live screens are open at once; please close some first.",
    },
  },
});
