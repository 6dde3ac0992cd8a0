import { expect, test } from "vitest";
import { reconnectDelay } from "./reconnect.ts";

test("a feed that was just lost is sought again at once, one that stays away less and less often", () => {
  expect([0, 1, 2, 3, 50].map(reconnectDelay)).toEqual([500, 1_000, 2_000, 4_000, 15_000]);
});
