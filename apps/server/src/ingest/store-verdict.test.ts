import { expect, test } from "vitest";
import { openDatabase } from "../platform/database.ts";
import { isWorthAnotherTry } from "./store-verdict.ts";

test.each([
  ["a serialization failure", Object.assign(new Error("deadlock"), { code: "40P01" }), true],
  ["a full disk", Object.assign(new Error("full"), { code: "53100" }), true],
  ["a name nobody resolves now", Object.assign(new Error("dns"), { code: "EAI_AGAIN", syscall: "getaddrinfo" }), true],
  ["a number out of range", Object.assign(new Error("range"), { code: "22003" }), false],
  ["a mistake of ours", new Error("alarm has no facts"), false],
  ["something thrown that is no error", undefined, false],
])("%s", (_, error, worth) => {
  expect(isWorthAnotherTry(error)).toBe(worth);
});

test("a server that isn't there is worth another try", async () => {
  const database = openDatabase({ connectionString: "postgres://nobody@127.0.0.1:1/none" });
  const error = await database.pool.query("SELECT 1").catch((cause: unknown) => cause);
  expect(isWorthAnotherTry(error)).toBe(true);
  await database.close();
});
