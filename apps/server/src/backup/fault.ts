import type { Label } from "@chengyun/kernel";

/** Why a backup or a restore did not come to its end: a sentence for whoever runs the city. */
export class BackupFault extends Error {
  readonly words: Label;

  constructor(words: Label, detail?: string) {
    super(detail === undefined ? words.en : `${words.en} ${detail}`);
    this.words = detail === undefined ? words : { zh: `${words.zh}${detail}`, en: `${words.en} ${detail}` };
  }
}

const full: Label = {
  zh: "存放备份的磁盘已满；未写完的部分已删除，原有备份未动。",
  en: "The disk for backups is full; what was begun was removed, older backups were left as they are.",
};

const noFolder: Label = {
  zh: "存放处不是可写的目录；原有备份未动：",
  en: "The place for backups is no folder that can be written to; older backups were left as they are:",
};

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? "";

/** What a failure is in words: a full disk and a place that is none by name, our own sentences as they are, the rest with its message. */
export const wordsOf = (error: unknown): Label => {
  if (error instanceof BackupFault) return error.words;
  if (["ENOSPC", "EDQUOT"].includes(codeOf(error))) return full;
  const message = error instanceof Error ? error.message : String(error);
  if (["ENOTDIR", "EACCES", "EPERM", "EROFS"].includes(codeOf(error)))
    return { zh: `${noFolder.zh}${message}`, en: `${noFolder.en} ${message}` };
  return { zh: `未能完成：${message}`, en: `It did not come to its end: ${message}` };
};
