import { keepThings } from "../../apps/server/src/modules/atlas/thing/index.ts";
import { judgeAll, listRisksOf } from "../../apps/server/src/modules/risk/score/index.ts";
import { system } from "../../apps/server/src/platform/actor.ts";
import { newId } from "../../apps/server/src/platform/context.ts";
import type { TestCity } from "../../apps/server/src/testing/test-city.ts";
import type { Made, Wish } from "./ground.ts";

/** The risk of a hazard site, judged as the city's own round does. */
export const makeRisk = async (city: TestCity, { place }: Wish): Promise<Made> => {
  const [site] = await keepThings(city.context(system("attack")), [
    {
      ref: `attack-${newId()}`,
      type: "hazard-site",
      name: { zh: "罐区", en: "Tanks" },
      position: [...place.position],
      attributes: { stock: "7664-41-7: 40", exposedPeople: 10 },
    },
  ]);
  await judgeAll(city.context(system("attack")));
  const [risk] = await listRisksOf(city.database.db, [site?.id ?? ""]);
  if (risk === undefined) throw new Error("the site was not judged");
  return { id: risk.id, version: 1 };
};
