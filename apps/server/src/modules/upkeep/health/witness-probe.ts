import type { PartHealth } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { isQuorumMet, listWitnessStands } from "../../journal/witness/index.ts";
import { figure, toHealth, type Watched } from "./model.ts";

export const witnesses = { part: "witnesses", name: { zh: "日志见证", en: "Witnesses of the journal" } } as const;

const none: Label = {
  zh: "未配置见证方：日志只由本平台自己签名（WITNESSES）。",
  en: "No witness is configured: the journal is signed by us alone (WITNESSES).",
};

/** Others who co-sign the journal. One that refuses speaks of us; none being configured is a word, no failure. */
export const probeWitnesses = async ({ seed }: Watched): Promise<PartHealth> => {
  const { deployment } = seed();
  const stands = listWitnessStands(deployment);
  if (stands.length === 0) return toHealth(witnesses, { state: "well", words: none });
  const isWell = isQuorumMet(deployment, stands) && stands.every(({ state }) => state !== "refused");
  return toHealth(witnesses, {
    state: isWell ? "well" : "degraded",
    words: {
      zh: stands.map(({ name, words }) => `${name}：${words.zh}`).join(" "),
      en: stands.map(({ name, words }) => `${name}: ${words.en}`).join(" "),
    },
    figures: stands.map(({ name, size }) => figure({ zh: name, en: name }, size)),
  });
};
