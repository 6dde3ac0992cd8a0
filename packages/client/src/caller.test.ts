import { expect, test } from "vitest";
import { makeClient } from "./client.ts";
import { ProblemError } from "./problem-error.ts";

const answering = (status: number, body: string) => {
  const asked: { url: string; init: RequestInit }[] = [];
  const ask = (url: unknown, init?: RequestInit): Promise<Response> => {
    asked.push({ url: String(url), init: init ?? {} });
    return Promise.resolve(new Response(body, { status }));
  };
  return { asked, ask: ask as typeof fetch };
};

test("a list is asked for with only the filters that are set, in the reader's language", async () => {
  const { asked, ask } = answering(200, '{"items":[]}');
  const client = makeClient({ url: "http://city", fetch: ask, language: () => "en" });
  await client.alarms({ open: "true", severity: undefined });
  expect(asked[0]?.url).toBe("http://city/api/v1/alarms?open=true");
  expect(asked[0]?.init.headers).toEqual({ "accept-language": "en" });
});

test("a move that came too late throws the server's sentence and where the case stands now", async () => {
  const problem = {
    type: "x",
    title: "别人刚刚改动过",
    status: 409,
    code: "subject.stale",
    requestId: "r1",
    current: { stage: "filed", version: 3 },
  };
  const client = makeClient({ url: "http://city", fetch: answering(409, JSON.stringify(problem)).ask });
  const fault = await client.move({ plural: "cases", id: "c" }, "file", { version: 1 }).catch((caught) => caught);
  expect(fault).toBeInstanceOf(ProblemError);
  expect(fault).toMatchObject({ message: "别人刚刚改动过", problem: { current: { stage: "filed", version: 3 } } });
});

test("a page of a proxy in between is not taken for an answer of the city", async () => {
  const client = makeClient({ url: "http://city", fetch: answering(502, "<html>").ask, language: () => "en" });
  await expect(client.city()).rejects.toMatchObject({ problem: { code: "client.unreadable", status: 502 } });
});

test("a server that is away is said so, in words", async () => {
  const away = (() => Promise.reject(new TypeError("fetch failed"))) as typeof fetch;
  const client = makeClient({ url: "http://city", fetch: away, language: () => "zh" });
  await expect(client.me()).rejects.toMatchObject({ problem: { code: "client.unreachable", status: 0 } });
});
