import { expect, test } from "vitest";
import { isLoopback } from "./loopback.ts";

test.each([
  ["127.0.0.1", true],
  ["127.8.8.8", true],
  ["localhost", true],
  ["[::1]", true],
  ["::1", true],
  ["0.0.0.0", false],
  ["127.evil.example", false],
  ["192.168.1.2", false],
  ["localhost.evil.example", false],
])("%s is this machine alone: %s", (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback);
});
