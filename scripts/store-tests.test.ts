import { expect, test } from "vitest";
import { storeTests } from "./store-tests.ts";
import { treeOf } from "./tree.ts";

const src = "apps/server/src";
const tree = treeOf({
  [`${src}/testing/test-city.ts`]: "",
  [`${src}/case.test.ts`]: 'import { openTestCity } from "./testing/test-city.ts";',
  [`${src}/ground.ts`]: 'import { ring } from "./ring.ts"; import { openTestCity } from "./testing/test-city.ts";',
  [`${src}/ring.ts`]: 'import type { Ground } from "./ground.ts";',
  [`${src}/by-helper.test.ts`]: 'import { ring } from "./ring.ts";',
  [`${src}/cluster.test.ts`]: 'const address = inject("database");',
  [`${src}/clock.test.ts`]: 'import { expect, test } from "vitest"; import { addDays } from "./clock.ts";',
  [`${src}/clock.ts`]: "",
  "packages/kernel/src/clock.test.ts": 'inject("database")',
});

test("a test is run on the other engine when it is given a database, by itself or by a helper of a helper", () => {
  expect(storeTests(tree)).toEqual(["by-helper", "case", "cluster"].map((name) => `${src}/${name}.test.ts`));
});
