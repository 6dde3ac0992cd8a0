import type { PartHealth } from "@chengyun/contracts";
import { system } from "../../../platform/actor.ts";
import { createContext } from "../../../platform/context.ts";
import { listBodies } from "../../cases/body/index.ts";
import { figure, toHealth, type Watched } from "./model.ts";

export const bodies = { part: "bodies", name: { zh: "责任单位对应", en: "Responsible bodies" } } as const;

/** Bodies that dictionaries in force name and nobody mapped: cases that name no other go by the duty of the category before, or to the duty desk. */
export const probeBodies = async ({ seed }: Watched): Promise<PartHealth> => {
  const { unmapped, inherits, lost } = await listBodies(createContext({ ...seed(), actor: system("health") }), true);
  const figures = [
    figure({ zh: "未对应的责任单位", en: "Bodies not mapped" }, unmapped),
    figure(
      { zh: "因此按原类别职责派遣的立案标准", en: "Conditions sent by the duty of the category before" },
      inherits,
    ),
    figure({ zh: "因此转值班台的立案标准", en: "Conditions sent to the duty desk for it" }, lost),
  ];
  if (unmapped === 0)
    return toHealth(bodies, {
      state: "well",
      words: {
        zh: "现行分类字典写明的责任单位都有对应部门。",
        en: "Every body that the dictionaries in force name has its department.",
      },
      figures,
    });
  return toHealth(bodies, {
    state: lost === 0 ? "well" : "degraded",
    words: {
      zh: `现行分类字典里有 ${unmapped} 个责任单位没有对应部门，${inherits} 条立案标准的案卷因此按原类别的职责派遣，${lost} 条转值班台；请在“分类字典 · 责任单位”里对应。`,
      en: `${unmapped} bodies named by the dictionaries in force are mapped to no department, so cases of ${inherits} conditions go by the duty of the category before and of ${lost} to the duty desk. Map them under Dictionaries · Responsible bodies.`,
    },
    figures,
  });
};
