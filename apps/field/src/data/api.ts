import { makeClient, ProblemError } from "@chengyun/client";
import { currentSettings } from "../settings.ts";
import { StorageFull } from "./database.ts";
import { faultWords } from "./fault-words.ts";

export { photoUrl } from "@chengyun/client";

export const api = makeClient({ language: () => currentSettings().language });

export const statusOf = (fault: unknown): number | undefined =>
  fault instanceof ProblemError ? fault.problem.status : undefined;

/** The password was right; a second factor is asked besides. */
export const isCodeAsked = (fault: unknown): boolean =>
  fault instanceof ProblemError && fault.problem.code === "session.code-needed";

const full = {
  zh: "手机存储空间已满，刚才的内容没有保存。请清理空间后再试。",
  en: "This phone's storage is full; what you just did was not kept. Free some space and try again.",
} as const;

const fullBehind = {
  zh: "手机存储空间已满：写好待发的照常发出，但新收到的内容离线后看不到，新写的可能存不下。请清理空间。",
  en: "This phone's storage is full: what waits is still sent, but what comes in is not kept for when there is no net, and there may be no room to write. Free some space.",
} as const;

/** What is said when the phone had no room for what it got in the background. */
export const fullSentence = (): string => fullBehind[currentSettings().language];

/** The sentence of a failure in the reader's language. */
export const toSentence = (fault: unknown): string => {
  if (fault instanceof StorageFull) return full[currentSettings().language];
  if (fault instanceof ProblemError) return [fault.problem.title, ...faultWords(fault.problem)].join(" ");
  return fault instanceof Error ? fault.message : String(fault);
};
