import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonActor } from "../../../platform/actor.ts";
import { newId } from "../../../platform/context.ts";
import { handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
const duty = officer();
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const picture = (format: "jpeg" | "png" | "webp" = "jpeg") =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: 200, g: 30, b: 30 } } })
    .withExif({ IFD0: { Artist: "somebody" } })
    [format]()
    .toBuffer();

const upload = (actor: PersonActor, data: Buffer, name = "a.jpg") => {
  const boundary = "----chengyun";
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: image/jpeg\r\n\r\n`;
  return city.upload(
    actor,
    "/api/v1/files",
    Buffer.concat([Buffer.from(head), data, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    boundary,
  );
};

describe("a photo", () => {
  test.each(["jpeg", "png", "webp"] as const)("as %s is kept as a JPEG without its maker's data", async (format) => {
    const { status, body } = await upload(duty, await picture(format));
    expect(status).toBe(201);
    const raw = await city.raw(duty, `/api/v1/files/${body.id}`);
    const kept = await sharp(raw).metadata();
    expect([kept.format, kept.exif]).toEqual(["jpeg", undefined]);
  });

  test("of 20 MB is refused with its sentence, and nothing is kept", async () => {
    const before = await count();
    const answer = await upload(duty, Buffer.alloc(20 * 1024 * 1024, 1));
    expect(answer).toMatchObject({ status: 413, body: { code: "file.too-large" } });
    expect(await count()).toBe(before);
  });

  test.each([
    ["a text", Buffer.from("I am no picture")],
    [
      "a script in a picture's clothes",
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    ["half a picture", Buffer.alloc(0)],
  ])("%s is no photo", async (_, data) => {
    expect((await upload(duty, data)).body.code).toBe("file.not-a-photo");
  });

  test("before it belongs to a case only its uploader sees it; afterwards whoever sees the case", async () => {
    const { body } = await upload(duty, await picture());
    const stranger = handler(newId());
    const colleague = officer();
    const seen = async (actor: PersonActor) => (await city.call(actor, "GET", `/api/v1/files/${body.id}`)).status;
    expect([await seen(duty), await seen(colleague), await seen(stranger)]).toEqual([200, 404, 404]);
    const said = { category: "storm-tide", position: [112.35, 28.85], text: "看照片", photos: [body.id] };
    expect((await city.call(duty, "POST", "/api/v1/reports", said)).status).toBe(201);
    expect([await seen(colleague), await seen(stranger)]).toEqual([200, 404]);
  });

  test("of somebody else can't be put into a case", async () => {
    const { body } = await upload(officer(), await picture());
    const said = { category: "storm-tide", position: [112.35, 28.85], text: "x", photos: [body.id] };
    expect((await city.call(duty, "POST", "/api/v1/reports", said)).body.code).toBe("subject.missing-facts");
  });
});

const count = async () => Number((await city.database.pool.query("SELECT count(*) AS n FROM photos")).rows[0].n);
