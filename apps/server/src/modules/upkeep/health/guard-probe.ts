import type { PartHealth } from "@chengyun/contracts";
import { getGuard } from "../../journal/guard/index.ts";
import { toHealth, type Watched } from "./model.ts";

export const guard = { part: "journal-guard", name: { zh: "日志完整性", en: "Journal as it was signed" } } as const;

/** Whether the journal is as it was signed; where it is not, and that commands are stopped for it. */
export const probeGuard = async ({ seed }: Watched): Promise<PartHealth> => {
  const { state, faults } = getGuard(seed());
  const [first] = faults;
  if (first === undefined)
    return toHealth(guard, {
      state: "well",
      words:
        state === "whole"
          ? { zh: "全部条目与签名一致。", en: "Every entry is as it was signed." }
          : { zh: "正在首次通读。", en: "It is being looked through for the first time." },
    });
  const [zh, en] =
    state === "stopped"
      ? ["已停止受理指令。", "Commands are stopped."]
      : ["已应急放行指令。", "Commands are let through: the glass was broken."];
  return toHealth(guard, {
    state: "degraded",
    words: {
      zh: `${first.text.zh}，位置 ${first.position}。${zh}`,
      en: `${first.text.en}, at position ${first.position}. ${en}`,
    },
  });
};
