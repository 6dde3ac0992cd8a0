import { expect } from "vitest";
import type { Actor } from "../platform/actor.ts";
import type { TestCity } from "./test-city.ts";

/** Answers every question a short edition asks. */
export const allAnswers = {
  patterns: { 小时: "work-hours", 天: "work-days", 种植季节工作日: "work-days", 紧急工作日: "natural-days" },
  rows: {},
};

/** A keeper of dictionaries at work in a city: what they upload, and imports they begin. */
export const keeperOf = (city: () => TestCity, keeper: Actor) => {
  const upload = async (id: string, name: string, data: Buffer) => {
    const boundary = "----dictionary";
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), data, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    return city().upload(keeper, `/api/v1/dictionary-imports/${id}/files`, body, boundary);
  };
  const begin = async (dictionary: string, version: string, files: Readonly<Record<string, Buffer | string>>) => {
    const place = { dictionary, version, name: "山南县" };
    let { body: shown } = await city().call(keeper, "POST", "/api/v1/dictionary-imports", place);
    for (const [name, data] of Object.entries(files)) {
      const answer = await upload(shown.id, name, Buffer.from(data as string));
      expect(answer.status).toBe(201);
      shown = answer.body;
    }
    return shown;
  };
  return { upload, begin };
};
