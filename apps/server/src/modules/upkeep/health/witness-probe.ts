import type { PartHealth } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { getAnchorStand, getStampStand } from "../../journal/anchor/index.ts";
import { isQuorumMet, listWitnessStands } from "../../journal/witness/index.ts";
import { figure, toHealth, type Watched } from "./model.ts";

export const witnesses = { part: "witnesses", name: { zh: "日志见证", en: "Witnesses of the journal" } } as const;

const none: Label = {
  zh: "未配置见证方：日志只由本平台自己签名（WITNESSES）。",
  en: "No witness is configured: the journal is signed by us alone (WITNESSES).",
};

const unreached: Label = {
  zh: "外部存放处（ANCHOR_DIR）写不进去。",
  en: "The place outside for checkpoints (ANCHOR_DIR) can't be written to.",
};

const unstamped: Label = {
  zh: "时间戳服务（ANCHOR_TSA_URL）没有给出可信的时间戳。",
  en: "The time-stamping authority (ANCHOR_TSA_URL) gives no stamp that holds.",
};

/** Others who co-sign the journal, and where checkpoints are put outside. A witness that refuses speaks of us. */
export const probeWitnesses = async ({ seed }: Watched): Promise<PartHealth> => {
  const { deployment } = seed();
  const stands = listWitnessStands(deployment);
  const outside = [
    ...(getAnchorStand(deployment).state === "failing" ? [unreached] : []),
    ...(getStampStand(deployment).state === "failing" ? [unstamped] : []),
  ];
  const isWell =
    isQuorumMet(deployment, stands) && stands.every(({ state }) => state !== "refused") && outside.length === 0;
  const said =
    stands.length === 0
      ? [none]
      : stands.map(({ name, words: { zh, en } }) => ({ zh: `${name}：${zh}`, en: `${name}: ${en}` }));
  const words = [...said, ...outside];
  return toHealth(witnesses, {
    state: isWell ? "well" : "degraded",
    words: { zh: words.map(({ zh }) => zh).join(" "), en: words.map(({ en }) => en).join(" ") },
    figures: stands.map(({ name, size }) => figure({ zh: name, en: name }, size)),
  });
};
