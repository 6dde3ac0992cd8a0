import type { Pack } from "@chengyun/kernel";
import type { TestProject } from "vitest/node";
import setup from "../../apps/server/src/testing/database-setup.ts";
import { openTestCity, type TestCity } from "../../apps/server/src/testing/test-city.ts";

type Address = NonNullable<Parameters<typeof openTestCity>[0]>["address"];

/** Lives in a city of this process, on a database of its own, and takes both down afterwards. */
export const withCity = async <Result>(
  packs: readonly Pack[],
  work: (city: TestCity) => Promise<Result>,
): Promise<Result> => {
  let address: Address;
  const provide = (name: string, value: unknown) => {
    if (name === "database") address = value as Address;
  };
  const stop = await setup({ provide } as unknown as TestProject);
  if (address === undefined) throw new Error("no database was provided");
  const city = await openTestCity({ packs, ground: true, address });
  try {
    return await work(city);
  } finally {
    await city.close();
    await stop();
  }
};
