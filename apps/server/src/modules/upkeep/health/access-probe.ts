import type { PartHealth } from "@chengyun/contracts";
import { countUnsigned } from "../../identity/approval/index.ts";
import { countReaches } from "../../identity/glass/index.ts";
import { toHealth, type Watched } from "./model.ts";

export const access = { part: "special-powers", name: { zh: "特权使用", en: "Special powers" } } as const;

/** Whether somebody acts beyond their post at this moment, and what of that nobody has signed off. */
export const probeAccess = async ({ seed }: Watched): Promise<PartHealth> => {
  const { db } = seed();
  const { open, over } = await countReaches(db);
  const waiting = over + (await countUnsigned(db));
  if (open + waiting === 0)
    return toHealth(access, {
      state: "well",
      words: {
        zh: "无人应急扩权，也没有待签认的。",
        en: "Nobody acts with more than their post, and nothing waits to be signed off.",
      },
    });
  return toHealth(access, {
    state: "degraded",
    words: {
      zh: `${open} 人正在应急扩权，${waiting} 项待审计管理员签认。`,
      en: `${open} act with a wider reach now; ${waiting} wait for the auditor to sign them off.`,
    },
  });
};
