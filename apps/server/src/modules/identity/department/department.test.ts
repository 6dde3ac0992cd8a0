import { randomUUID } from "node:crypto";
import { commonArea } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { handler, officer, securityAdministrator } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentFor, departmentId, departmentNames, postId, seedDepartments, stableId } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
  await seedDepartments(city.context(system("start")));
});
afterAll(() => city.close());

const drainage = departmentId("drainage-office");
const street = "4398/439881/439881001/";
const post = (more: object = {}) => ({
  name: { zh: "街道排水员", en: "Street drainage" },
  role: "handler",
  departmentId: drainage,
  areaPath: street,
  ...more,
});

describe("departments", () => {
  test("have the profile's names and duties", async () => {
    const { status, body } = await city.call(officer(), "GET", "/api/v1/departments");
    expect(status).toBe(200);
    expect(body.items).toContainEqual({
      id: drainage,
      code: "drainage-office",
      name: { zh: "市排水管理处", en: "Drainage Office" },
      duties: ["drainage"],
    });
    expect((await departmentNames(city.context(officer()))).get(drainage)?.en).toBe("Drainage Office");
  });

  test("keep their ids at a second start, and posts are made once", async () => {
    const before = (await city.call(securityAdministrator(), "GET", "/api/v1/posts")).body.items;
    await seedDepartments(city.context(system("start")));
    expect((await city.call(securityAdministrator(), "GET", "/api/v1/posts")).body.items).toEqual(before);
    expect(before).toHaveLength(city.deployment.profile.posts.length);
    const entries = await city.database.db
      .selectFrom("journal")
      .select("type")
      .where("subject_id", "=", postId("verifier"))
      .execute();
    expect(entries).toEqual([{ type: "post.registered" }]);
  });

  test("are not told to strangers", async () => {
    expect((await city.call(undefined, "GET", "/api/v1/departments")).status).toBe(401);
  });
});

describe("a duty", () => {
  test("falls to its department, and to the duty desk where nobody is named", () => {
    const ctx = city.context(officer());
    expect(departmentFor(ctx, "drainage", street)).toEqual({ id: drainage, mapped: true });
    expect(departmentFor(ctx, "gas", street)).toEqual({ id: departmentId("operation-centre"), mapped: false });
  });

  test("falls to the department of the narrowest area that names it", () => {
    const ctx = city.context(officer());
    const { profile } = ctx.deployment;
    const local = { duty: "drainage", department: "city-management", area: street };
    const split = {
      ...ctx,
      deployment: { ...ctx.deployment, profile: { ...profile, duties: [...profile.duties, local] } },
    };
    expect(departmentFor(split, "drainage", `${street}12/`).id).toBe(departmentId("city-management"));
    expect(departmentFor(split, "drainage", "4398/439881/439881002/").id).toBe(drainage);
  });
});

describe("a post", () => {
  test("is made for a department in an area, and the journal says so", async () => {
    const { status, body } = await city.call(securityAdministrator(), "POST", "/api/v1/posts", post());
    expect([status, body.departmentName.en, body.areaPath]).toEqual([201, "Drainage Office", street]);
    const entry = await city.database.db
      .selectFrom("journal")
      .select(["type", "area_path"])
      .where("subject_id", "=", body.id)
      .executeTakeFirst();
    expect(entry).toEqual({ type: "post.registered", area_path: street });
  });

  test.each([
    ["by who may not manage accounts", () => officer(), {}, 403],
    ["by nobody", () => undefined, {}, 401],
    ["outside the administrator's area", () => securityAdministrator({ areaPath: "4398/439881/439881002/" }), {}, 404],
    ["of a department that isn't there", () => securityAdministrator(), { departmentId: randomUUID() }, 404],
    ["with a role that isn't there", () => securityAdministrator(), { role: "emperor" }, 400],
    ["with an area that ends within a code", () => securityAdministrator(), { areaPath: "4398/43" }, 400],
    ["without a name", () => securityAdministrator(), { name: undefined }, 400],
  ])("is not made %s", async (_, actor, more, status) => {
    expect((await city.call(actor(), "POST", "/api/v1/posts", post(more))).status).toBe(status);
  });

  test("outside the administrator's area is not listed", async () => {
    const items = (await city.call(securityAdministrator({ areaPath: street }), "GET", "/api/v1/posts")).body.items;
    expect(items.every((seen: { areaPath: string }) => seen.areaPath.startsWith(street))).toBe(true);
    expect((await city.call(handler(drainage), "GET", "/api/v1/posts")).status).toBe(403);
  });
});

test.each([
  [["a/b/c/", "a/b/d/"], "a/b/"],
  [["a/b/", "a/b/"], "a/b/"],
  [["a/b/", "a/bc/"], "a/"],
  [["a/", ""], ""],
  [[], ""],
])("the area that holds %j is %j", (paths, common) => {
  expect(commonArea(paths)).toBe(common);
});

test("an id of a code is a UUID, always the same, another for another code", () => {
  expect(stableId("department", "x")).toBe(stableId("department", "x"));
  expect(stableId("department", "x")).not.toBe(stableId("post", "x"));
  expect(stableId("department", "x")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
