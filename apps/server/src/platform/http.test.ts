import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer } from "../testing/actors.ts";
import { openTestCity, type TestCity } from "../testing/test-city.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const ask = (options: { method?: "GET" | "POST"; url: string; headers?: Record<string, string>; payload?: string }) =>
  city.app.inject({ method: "GET", ...options });
const signed = () => ({ authorization: city.signedIn(officer()) });

describe("a failed answer", () => {
  test("is a problem with its code, its sentence in the asker's language, and the request's id", async () => {
    const zh = await ask({ url: "/api/v1/cases", headers: { "accept-language": "zh-CN" } });
    const en = await ask({ url: "/api/v1/cases", headers: { "accept-language": "en" } });
    expect(zh.headers["content-type"]).toContain("application/problem+json");
    expect([zh.json().title, en.json().title]).toEqual(["请先登录。", "Please sign in first."]);
    expect(zh.json()).toMatchObject({ status: 401, code: "session.required", requestId: zh.headers["x-request-id"] });
  });

  test("says what is wrong with each field in the asker's language", async () => {
    const told = async (language: string): Promise<string> => {
      const headers = { ...signed(), "accept-language": language };
      return (await ask({ url: "/api/v1/cases/undefined", headers })).json().faults[0].text;
    };
    expect(await told("zh-CN")).toMatch(/\p{Script=Han}/u);
    expect(await told("en")).toMatch(/^Invalid/);
  });

  test.each([
    ["what is no JSON", { payload: "{broken", headers: { "content-type": "application/json" } }, "request.not-json"],
    ["an empty body", { payload: "", headers: { "content-type": "application/json" } }, "request.not-json"],
    ["XML", { payload: "<a/>", headers: { "content-type": "text/xml" } }, "request.unsupported-type"],
    [
      "two megabytes",
      { payload: JSON.stringify({ text: "x".repeat(2_000_000) }), headers: { "content-type": "application/json" } },
      "request.too-large",
    ],
    [
      "another site's page",
      { payload: "{}", headers: { "content-type": "application/json", origin: "https://evil.example" } },
      "request.foreign-origin",
    ],
    [
      "a tower of brackets",
      {
        payload: `{"facts":${"[".repeat(50_000)}${"]".repeat(50_000)}}`,
        headers: { "content-type": "application/json" },
      },
      "request.invalid",
    ],
    [
      "half a character",
      { payload: '{"text":"\\ud800"}', headers: { "content-type": "application/json" } },
      "request.invalid",
    ],
  ])("%s is refused by its name", async (_, request, code) => {
    const answer = await ask({
      method: "POST",
      url: "/api/v1/reports",
      ...request,
      headers: { ...request.headers, ...signed() },
    });
    expect(answer.json().code).toBe(code);
  });

  test("an address nobody knows is not found, also below the API", async () => {
    expect((await ask({ url: "/api/v1/nothing", headers: signed() })).json().code).toBe("request.not-found");
  });

  test("every fault of a request is listed with its place", async () => {
    const answer = await ask({
      method: "POST",
      url: "/api/v1/reports",
      headers: { "content-type": "application/json", ...signed() },
      payload: JSON.stringify({ category: "", position: [112.35, 28.85], text: "" }),
    });
    expect(answer.json().faults.map((fault: { path: string }) => fault.path)).toEqual(["body.category", "body.text"]);
  });
});
