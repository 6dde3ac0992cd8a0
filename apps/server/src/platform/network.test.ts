import { expect, test } from "vitest";
import { networkOf } from "./network.ts";

test.each([
  ["10.0.0.1", "10.0.0.2", false],
  ["10.0.0.1", "::ffff:10.0.0.1", true],
  ["2001:db8::1", "2001:db8::2", true],
  ["2001:db8::1", "2001:db8:0:0:ffff::9", true],
  ["2001:db8::1", "2001:db8:0:1::1", false],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", true],
])("calls of %s and %s are counted together: %s", (one, other, together) => {
  expect(networkOf(one) === networkOf(other)).toBe(together);
});
