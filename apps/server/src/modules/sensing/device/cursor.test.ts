import { afterAll, beforeAll, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { addManhole } from "../../../testing/test-ingest.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
});
afterAll(() => city.close());

test.each(["/api/v1/devices", "/api/v1/quarantine", "/api/v1/alarms"])(
  "%s goes on from its own cursors alone; a made-up one is a fault, not the first page again",
  async (path) => {
    for (const after of ["xyz", "", "-1", "99999999999", "0199a0a0"]) {
      const { status, body } = await city.call(officer(), "GET", `${path}?after=${after}`);
      expect([after, status, body.code]).toEqual([after, 400, "request.invalid"]);
      expect(body.faults).toEqual([{ path: "query.after", code: "cursor" }]);
    }
  },
);

test("the pages of the devices, one by one, are all devices once", async () => {
  const made = [await addManhole(city), await addManhole(city), await addManhole(city)];
  const seen: string[] = [];
  for (let next: string | undefined = "0"; next !== undefined; ) {
    const { body } = await city.call(officer(), "GET", `/api/v1/devices?limit=1&after=${next}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    next = body.next;
  }
  expect(seen).toEqual(made.map(({ id }) => id));
});
