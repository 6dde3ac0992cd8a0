import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonActor } from "../../../platform/actor.ts";
import { newId } from "../../../platform/context.ts";
import { administrator, handler, officer } from "../../../testing/actors.ts";
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

/** A photo of a phone that knows where and when it is. */
const taken = ({ DateTimeOriginal, ...gps }: Readonly<Record<string, string>>) =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: "red" } })
    .withExif({
      IFD0: { Model: "Pixel 9" },
      IFD2: { DateTimeOriginal: DateTimeOriginal ?? "2026:11:02 09:30:00" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "28/1 51/1 0/1",
        GPSLongitudeRef: "E",
        GPSLongitude: "112/1 21/1 0/1",
        ...gps,
      },
    })
    .jpeg()
    .toBuffer();

const doubtsOfReport = async (photo: string) => {
  const said = { category: "storm-tide", position: [112.35, 28.85], text: "看照片", photos: [photo] };
  const { body } = await city.call(duty, "POST", "/api/v1/reports", said);
  const { body: found } = await city.call(duty, "GET", `/api/v1/cases/${body.caseId}`);
  return found.photos.find(({ id }: { id: string }) => id === photo).doubts;
};

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
  test("of a report that joins a case already filed shows the trouble, not what was done about it", async () => {
    const said = { category: "storm-tide", position: [112.356, 28.852], text: "第一次说" };
    const { body: first } = await city.call(duty, "POST", "/api/v1/reports", said);
    const { body: before } = await city.call(duty, "GET", `/api/v1/cases/${first.caseId}`);
    const facts = { "filing-condition": "验潮站实测潮位超过当地警戒潮位" };
    const filed = await city.call(duty, "POST", `/api/v1/cases/${first.caseId}/moves/file`, {
      version: before.version,
      facts,
    });
    expect(filed.status, JSON.stringify(filed.body)).toBe(200);
    const photo = (await upload(duty, await picture())).body.id;
    const joining = { ...said, text: "又一次", photos: [photo], joins: first.caseId };
    expect((await city.call(duty, "POST", "/api/v1/reports", joining)).body.caseId).toBe(first.caseId);
    const { body: found } = await city.call(duty, "GET", `/api/v1/cases/${first.caseId}`);
    expect(found.photos).toMatchObject([{ id: photo, stage: "reported" }]);
  });

  test("is asked for anew by whoever sits at the browser: the same bytes are not sent twice, and nobody else gets them", async () => {
    const { body } = await upload(duty, await picture());
    const ask = (actor: PersonActor, etag = "") =>
      city.app.inject({
        method: "GET",
        url: `/api/v1/files/${body.id}`,
        headers: { authorization: city.signedIn(actor), "if-none-match": etag },
      });
    const first = await ask(duty);
    expect(first.headers["cache-control"]).toBe("private, no-cache");
    const etag = String(first.headers["etag"]);
    const again = await ask(duty, etag);
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    expect((await ask(officer(), etag)).statusCode).toBe(404);
  });

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

  test("as HEIC is refused with what to do about it", async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(200)]);
    const { status, body } = await upload(duty, heic, "IMG_0001.HEIC");
    expect([status, body.code]).toEqual([415, "file.heic"]);
    expect(body.title).toContain("兼容性最佳");
  });

  test("that unpacks to a wall of pixels is refused for its size, not decoded", async () => {
    const bomb = await sharp({ create: { width: 7_500, height: 7_500, channels: 3, background: "black" } })
      .png()
      .toBuffer();
    const { status, body } = await upload(duty, bomb);
    expect([bomb.length < 300_000, status, body.code]).toEqual([true, 413, "file.unpacks-too-large"]);
  });

  test("keeps where and when it was taken with the case, and nothing of it in the picture", async () => {
    const { body: made } = await upload(duty, await taken({}));
    expect(made).toMatchObject({ takenAt: "2026-11-02T01:30:00.000Z", position: [112.35, 28.85] });
    const doubts = await doubtsOfReport(made.id);
    expect(doubts).toEqual([]);
    const raw = await city.raw(duty, `/api/v1/files/${made.id}`);
    expect((await sharp(raw).metadata()).exif).toBeUndefined();
    expect(raw.includes("Pixel 9")).toBe(false);
  });

  test.each([
    ["far away", { GPSLatitude: "28/1 54/1 0/1" }, [{ en: "taken 5560 m from the case's place" }]],
    ["last week", { DateTimeOriginal: "2026:10:26 09:30:00" }, [{ en: "taken 7 days before it was uploaded" }]],
    ["tomorrow", { DateTimeOriginal: "2026:11:03 09:30:00" }, [{ en: "says it was taken after it was uploaded" }]],
    ["in a datum we don't know", { GPSMapDatum: "TOKYO", GPSLatitude: "10/1 0/1 0/1" }, []],
    ["at no place", { GPSLatitude: "0/1 0/1 0/1", GPSLongitude: "0/1 0/1 0/1" }, []],
    ["with a broken place", { GPSLatitude: "900/1 0/1 0/1" }, []],
  ])("taken %s is shown with that doubt", async (_, data, doubts) => {
    const { body } = await upload(duty, await taken(data));
    expect(await doubtsOfReport(body.id)).toMatchObject(doubts);
  });

  test("is shown to who may see cases, saved when opened by itself, and run by nobody", async () => {
    const { body } = await upload(duty, await picture());
    const headers = { authorization: city.signedIn(duty) };
    const answer = await city.app.inject({ method: "GET", url: `/api/v1/files/${body.id}`, headers });
    expect(answer.headers).toMatchObject({
      "content-type": "image/jpeg",
      "x-content-type-options": "nosniff",
      "content-disposition": `attachment; filename="${body.id}.jpg"`,
      "content-security-policy": "default-src 'none'; sandbox",
    });
    expect((await city.call(administrator(), "GET", `/api/v1/files/${body.id}`)).status).toBe(403);
    expect((await city.call(undefined, "GET", `/api/v1/files/${body.id}`)).status).toBe(401);
  });

  test("more uploads at once than there are places are told to come again", async () => {
    const photo = await picture();
    const answers = await Promise.all(Array.from({ length: 40 }, () => upload(duty, photo)));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].sort()).toEqual([201, 503]);
    expect((await upload(duty, photo)).status).toBe(201);
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
