import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest: begun last, one of them would keep one worker busy while the other has nothing left to do. */
const longest = ["scaffold.test", "roll-up.test", "attacks.test", "seed.test", "delivery.test"];
const rank = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((name) => moduleId.includes(name));
  return place === -1 ? longest.length : place;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    include: [
      "packages/**/*.test.ts",
      "packs/**/*.test.ts",
      "apps/**/*.test.ts",
      "scripts/**/*.test.ts",
      "tests/**/*.test.ts",
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Loading the server takes longer than most files' tests: a worker loads it once. So no file may leave anything behind.
    isolate: false,
    globalSetup: ["apps/server/src/testing/database-setup.ts"],
    // What was compiled for one run of the suite serves the next: on the other engine, on the other Node, after a change.
    experimental: { fsModuleCache: true, fsModuleCachePath: "node_modules/.vitest-modules" },
  },
});
