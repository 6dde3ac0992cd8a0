import { defineConfig } from "vitest/config";

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
    // Loading the server takes longer than most files' tests: a worker loads it once. So no file may leave anything behind.
    isolate: false,
    globalSetup: ["apps/server/src/testing/database-setup.ts"],
  },
});
