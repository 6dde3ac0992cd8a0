import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkProfile, findDutyDepartment, listDuties, Profile } from "./profile.ts";

const cities = new URL("../../../deploy/cities/", import.meta.url);
const read = (city: string): Profile =>
  Profile.parse(JSON.parse(readFileSync(new URL(`${city}/profile.json`, cities), "utf8")));

test.each(readdirSync(cities))("the city %s can start with its profile", (city) => {
  const profile = read(city);
  expect(profile.id).toBe(city);
  expect(checkProfile(profile)).toEqual([]);
});

test("a city begun from the profile for new ones can start", () => {
  const path = new URL("../../../deploy/new-city.json", import.meta.url);
  expect(checkProfile(Profile.parse(JSON.parse(readFileSync(path, "utf8"))))).toEqual([]);
});

test("Boston names every category of its file in Chinese and in the file's own words", () => {
  const { categories } = read("boston");
  expect(categories).toHaveLength(141);
  expect(categories.filter(({ id, name }) => name.en !== id || !/\p{Script=Han}/u.test(name.zh))).toEqual([]);
});

describe("a profile that contradicts itself", () => {
  const yunze = read("yunze");
  test("names a category twice", () => {
    const one = { id: "Noise", name: { zh: "噪声", en: "Noise" } };
    expect(checkProfile({ ...yunze, categories: [one, one] })).toEqual(["a category is named twice"]);
  });
  test("names a department nobody declared", () => {
    expect(checkProfile({ ...yunze, dutyDesk: "nobody" })).toEqual(['no department "nobody"']);
  });
  test("offers one-click entries outside a demo city", () => {
    expect(checkProfile({ ...yunze, demo: false })).toEqual(["one-click entries outside a demo city"]);
  });
  test("has nobody who may make accounts", () => {
    const posts = yunze.posts.filter(({ role }) => role !== "administrator");
    expect(checkProfile({ ...yunze, posts })).toEqual(["no post is an administrator's"]);
  });
});

describe("a duty", () => {
  const yunze = read("yunze");
  const duties = [...yunze.duties, { duty: "drainage", department: "city-management", area: "439800/439881/" }];
  const profile = { ...yunze, duties };
  test("falls to the department of the narrowest area", () => {
    expect(findDutyDepartment(profile, "drainage", "439800/439881/439881001/")).toBe("city-management");
    expect(findDutyDepartment(profile, "drainage", "439800/439882/")).toBe("drainage-office");
  });
  test("nobody has stays unmapped", () => {
    expect(findDutyDepartment(profile, "gas", "")).toBeUndefined();
  });
  test("is listed once with its department", () => {
    expect(listDuties(profile, "city-management")).toEqual([
      "city-management",
      "sanitation",
      "greenery",
      "construction",
      "traffic",
      "public-security",
      "environment",
      "drainage",
    ]);
  });
});
