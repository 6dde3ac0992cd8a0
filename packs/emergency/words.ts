import type { Label } from "@chengyun/kernel";

/** A text in both languages, Chinese first. */
export const l = (zh: string, en: string): Label => ({ zh, en });
