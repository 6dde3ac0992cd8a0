import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administrator, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { hashToken } from "./index.ts";

let city: TestCity;
const admin = administrator();
const path = "/api/v1/imports/devices";

beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const gauge = (ref: string, more: Record<string, unknown> = {}) => ({
  ref,
  type: "tide-recorder",
  thing: `tide/${ref}`,
  name: "验潮仪",
  tokenHash: hashToken(`token of ${ref}`).toString("hex"),
  ...more,
});

const place = (ref: string) =>
  city.call(admin, "POST", "/api/v1/things", {
    ref: `tide/${ref}`,
    type: "tide-gauge",
    name: { zh: "秀英", en: "Xiuying" },
    position: [112.35, 28.85],
  });

const send = async (...devices: object[]) =>
  (await city.call(admin, "POST", path, { source: "works", devices })).body.items as {
    ref: string;
    kept: string;
    reason?: string;
    id?: string;
    token?: string;
  }[];

const entries = async (type: string): Promise<number> =>
  (await city.database.db.selectFrom("journal").select("id").where("type", "=", type).execute()).length;

describe("many devices at once", () => {
  test("are registered with their streams under one entry; sent again, nothing changes", async () => {
    const refs = Array.from({ length: 40 }, (_, index) => `many-${index}`);
    for (const ref of refs) await place(ref);
    const before = await entries("import.kept");
    const made = await send(...refs.map((ref) => gauge(ref)));
    expect(new Set(made.map(({ kept }) => kept))).toEqual(new Set(["added"]));
    expect(await entries("import.kept")).toBe(before + 1);
    const again = await send(...refs.map((ref) => gauge(ref)));
    expect(again.map(({ id, kept }) => [id, kept])).toEqual(made.map(({ id }) => [id, "known"]));
    expect(await entries("import.kept")).toBe(before + 1);
    const streams = await city.database.db.selectFrom("streams").select("no").execute();
    expect(streams).toHaveLength(refs.length);
  });

  test("a thing can be fed without a device of its own: its feed speaks the platform's own JSON", async () => {
    await place("fed");
    const feed = { ref: "feed/tide/fed", thing: "tide/fed", name: "feed" };
    const [made] = await send(feed);
    expect(made).toMatchObject({ kept: "added" });
    expect((await send(feed))[0]?.kept).toBe("known");
    const { items } = (await city.call(admin, "GET", "/api/v1/devices?limit=500")).body;
    expect(items.find(({ id }: { id: string }) => id === made?.id)).toMatchObject({ type: "tide-gauge-feed" });
    expect((await send({ ...feed, ref: "feed/nobody", thing: "nobody" }))[0]?.reason).toBe("no-such-thing");
  });

  test("a device that brings no token gets one, this once", async () => {
    await place("bare");
    const [made] = await send(gauge("bare", { tokenHash: undefined }));
    expect(made?.token).toMatch(/^cyd_/);
    const [again] = await send(gauge("bare", { tokenHash: undefined }));
    expect(again).toEqual({ ref: "bare", kept: "known", id: made?.id });
  });

  test("another token makes the one before it void, and the journal says so", async () => {
    await place("renewed");
    const [made] = await send(gauge("renewed"));
    const renewed = await entries("device.token-renewed");
    const [changed] = await send(gauge("renewed", { tokenHash: hashToken("another").toString("hex") }));
    expect(changed).toEqual({ ref: "renewed", kept: "changed", id: made?.id });
    expect(await entries("device.token-renewed")).toBe(renewed + 1);
  });

  test("each row that can't be kept is told why; the others are kept", async () => {
    await place("good");
    await place("other");
    await send(gauge("other"));
    const made = await send(
      gauge("good"),
      gauge("good"),
      gauge("ufo", { type: "ufo" }),
      gauge("nowhere"),
      gauge("wrong-kind", { type: "manhole-gauge", thing: "tide/good" }),
      gauge("other", { thing: "tide/good" }),
    );
    expect(made.map(({ kept, reason }) => reason ?? kept)).toEqual([
      "added",
      "repeated-in-file",
      "unknown-type",
      "no-such-thing",
      "serves-another-kind-of-thing",
      "serves-another-thing",
    ]);
  });

  test("a thing over the border is not there", async () => {
    const { body } = await city.call(officer(), "GET", "/api/v1/areas");
    const [one, other] = body.items.filter((area: { level: number }) => area.level === 3);
    const ref = `far-${randomUUID()}`;
    await city.call(admin, "POST", "/api/v1/things", {
      ref: `tide/${ref}`,
      type: "tide-gauge",
      name: { zh: "远", en: "Far" },
      position: [112.35, 28.85],
      areaPath: one.path,
    });
    const stranger = administrator({ areaPath: other.path });
    const answer = await city.call(stranger, "POST", path, { source: "works", devices: [gauge(ref)] });
    expect(answer.body.items).toEqual([{ ref, kept: "refused", reason: "no-such-thing" }]);
  });

  test.each([
    ["nothing at all", {}],
    ["a digest that is none", { source: "works", devices: [gauge("x", { tokenHash: "secret" })] }],
    ["more than five hundred", { source: "works", devices: Array.from({ length: 501 }, (_, at) => gauge(`x-${at}`)) }],
  ])("%s is refused whole", async (_, body) => {
    expect(await city.call(admin, "POST", path, body)).toMatchObject({
      status: 400,
      body: { code: "request.invalid" },
    });
  });

  test("a duty officer registers none", async () => {
    expect((await city.call(officer(), "POST", path, { source: "works", devices: [gauge("x")] })).body.code).toBe(
      "permission.missing",
    );
  });
});
