import { describe, expect, test } from "vitest";
import { isDatabaseAway, openDatabase } from "./database.ts";

const failure = (code: string, more: object = {}) => Object.assign(new Error("x"), { code, ...more });

describe("whether the database is away", () => {
  test.each([
    ["a socket that isn't there", failure("ENOENT", { syscall: "connect" }), true],
    ["a file that isn't there", failure("ENOENT", { syscall: "open" }), false],
    ["an administrator's shutdown", failure("57P01"), true],
    ["a duplicate key", failure("23505"), false],
    ["a connection cut under a query", new Error("Connection terminated unexpectedly"), true],
    ["a mistake of ours", new TypeError("undefined is not a function"), false],
  ])("%s", (_, error, away) => {
    expect(isDatabaseAway(error)).toBe(away);
  });

  test("seen on a real pool whose server is gone", async () => {
    const database = openDatabase({ host: "/nonexistent", port: 5432, user: "x", password: "x", database: "x" });
    const error = await database.pool.query("SELECT 1").catch((caught: unknown) => caught);
    expect(isDatabaseAway(error)).toBe(true);
    await database.close();
  });
});
