import { expect, test } from "vitest";
import { readTyped, toSettings, toTyped } from "./channel-fields.ts";

test("what is empty is not sent, JSON is read, the rest goes as typed", () => {
  expect(toSettings("sms-http", { url: "https://x", format: "json", headers: "", fields: '{"a":"{phone}"}' })).toEqual({
    url: "https://x",
    format: "json",
    fields: { a: "{phone}" },
  });
  expect(toSettings("mqtt", { host: "h", port: 1883, tls: false, topic: "a", unknown: 1 })).toEqual({
    host: "h",
    port: 1883,
    tls: false,
    topic: "a",
  });
});

test.each([
  ["{}", {}],
  ["[1]", undefined],
  ["{", undefined],
  ["null", undefined],
])("typed %s is read as %j", (text, value) => {
  expect(readTyped(text)).toEqual(value);
});

test("a stored object is shown as JSON", () => {
  expect(toTyped({ id: "fields", as: "json" }, { a: 1 })).toBe('{"a":1}');
  expect(toTyped({ id: "host", as: "text" }, "h")).toBe("h");
});
