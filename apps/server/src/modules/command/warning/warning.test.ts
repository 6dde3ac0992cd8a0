import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonActor } from "../../../platform/actor.ts";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

const hour = 3_600_000;
const may = { permissions: ["warnings.read", "warnings.draft", "warnings.approve", "warnings.issue"] };
const [author, second] = [officer(may), officer(may)];
const receiver = officer({ permissions: ["warnings.receive"] });

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const centre = [112.345, 28.845];
const wish = (more: object = {}) => ({
  type: "rainstorm",
  colour: "orange",
  values: { rainMm: 80 },
  reach: { kind: "circle", centre, metres: 300 },
  ...more,
});
const draft = async (more: object = {}): Promise<string> => {
  const { status, body } = await city.call(author, "POST", "/api/v1/warnings", wish(more));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
};
const read = async (id: string, who: PersonActor = author) =>
  (await city.call(who, "GET", `/api/v1/warnings/${id}`)).body;
const move = async (who: PersonActor, id: string, name: string, facts: object = {}) =>
  city.call(who, "POST", `/api/v1/warnings/${id}/moves/${name}`, { version: (await read(id)).version, facts });
const does = async (who: PersonActor, id: string, name: string, facts: object = {}) => {
  const answer = await move(who, id, name, facts);
  expect(answer, `${name}: ${JSON.stringify(answer.body)}`).toMatchObject({ status: 200 });
};
const issued = async (more: object = {}): Promise<string> => {
  const id = await draft(more);
  await does(author, id, "submit");
  await does(second, id, "approve");
  await does(second, id, "issue");
  return id;
};
const open = (at = centre.join(",")) => city.call(undefined, "GET", `/api/v1/public/warnings?at=${at}`);
const headlines = async (at?: string): Promise<string[]> =>
  (await open(at)).body.items.map(({ headline }: { headline: { zh: string } }) => headline.zh);
const feed = async (): Promise<string> => String((await city.call(undefined, "GET", "/feeds/warnings.atom")).body);

describe("a warning", () => {
  test("is filled from the template in both languages, and says what it costs as SMS", async () => {
    const { status, body } = await city.call(author, "POST", "/api/v1/warnings/preview", wish());
    expect(status).toBe(200);
    expect(body.faults).toEqual([]);
    expect(body.text.short.zh).toContain("80毫米");
    expect(body.text.short.en).toContain("80 mm");
    expect(body.sms.zh).toBeGreaterThan(0);
    expect(Date.parse(body.expires) - city.clock.now().getTime()).toBe(3 * hour);
    expect(body.areas.length).toBeGreaterThan(0);
  });

  test("with a place left open can be kept, and not be submitted", async () => {
    const id = await draft({ values: {} });
    expect((await move(author, id, "submit")).body).toMatchObject({
      code: "warning.faults",
      faults: expect.arrayContaining([expect.objectContaining({ path: "short.zh", code: "open-place" })]),
    });
  });

  test("is approved by a second person, never by whoever wrote or changed it", async () => {
    const id = await draft();
    await does(author, id, "submit");
    expect((await move(author, id, "approve")).body).toMatchObject({ code: "subject.four-eyes" });
    const { version } = await read(id);
    const edited = await city.call(second, "POST", `/api/v1/warnings/${id}`, {
      ...wish({ values: { rainMm: 90 } }),
      version,
    });
    expect(edited.status).toBe(200);
    expect(await read(id)).toMatchObject({ stage: "draft", text: { short: { en: expect.stringContaining("90 mm") } } });
    await does(author, id, "submit");
    expect((await move(second, id, "approve")).body).toMatchObject({ code: "subject.four-eyes" });
    await does(officer(may), id, "approve");
  });

  test("issued is seen where it holds and nowhere else, in the feed and by its number; it ends at its hour", async () => {
    expect((await open()).body.items).toEqual([]);
    const id = await issued();
    const { messages } = await read(id);
    expect(messages).toMatchObject([{ msgType: "Alert", references: [] }]);
    expect(messages[0].identifier).toMatch(/^439881[0-9A-Z]{8}_20261102100000_\d$/);
    expect((await headlines())[0]).toContain("暴雨橙色预警");
    expect(await headlines("112.39,28.87")).toEqual([]);
    expect(await feed()).toContain(`/feeds/warnings/${messages[0].identifier}`);
    const cap = String((await city.call(undefined, "GET", `/feeds/warnings/${messages[0].identifier}`)).body);
    expect(cap).toContain("<language>zh-CN</language>");
    expect(cap).toContain("<event>Rainstorm</event>");
    expect(cap.match(/<polygon>[^<]*<\/polygon>/)?.[0].split(" ").length).toBeLessThanOrEqual(100);
    city.advance(3 * hour + 1);
    expect(await headlines()).toEqual([]);
    await city.workOff();
    expect(await read(id)).toMatchObject({ stage: "expired" });
  });

  test("updated gives way to the one that follows it, which refers to it; cancelled, it says so to all who knew it", async () => {
    const first = await issued();
    const next = await draft({ colour: "red", values: { rainMm: 120 }, updates: first });
    const twice = await city.call(author, "POST", "/api/v1/warnings", wish({ updates: first }));
    expect(twice.body).toMatchObject({ code: "warning.not-in-force" });
    await does(author, next, "submit");
    await does(second, next, "approve");
    expect(await read(first)).toMatchObject({ stage: "issued" });
    await does(second, next, "issue");
    expect(await read(first)).toMatchObject({ stage: "superseded", updatedBy: next });
    const [alert] = (await read(first)).messages;
    const [update] = (await read(next)).messages;
    expect(update.msgType).toBe("Update");
    expect(update.references).toEqual([expect.stringContaining(`,${alert.identifier},`)]);
    await does(second, next, "cancel", { reason: "雨停" });
    const cancel = (await read(next)).messages.at(-1);
    expect(cancel.msgType).toBe("Cancel");
    expect(cancel.references.length).toBe(2);
    expect(await headlines()).toEqual([]);
    expect(await feed()).toContain("解除");
  });

  test("speaks from displays and loudspeakers where it holds alone, and its page says how far each message came", async () => {
    const keeper = officer({ permissions: ["channels.manage", "devices.register"] });
    const { items } = (await city.call(author, "GET", "/api/v1/things?type=manhole&limit=500")).body;
    const away = ({ position: [x, y] }: { position: [number, number] }) => Math.hypot(x - 112.345, y - 28.845);
    const sorted = [...items].sort((one, other) => away(one) - away(other));
    const channels = [];
    for (const [name, thing] of [
      ["near", sorted[0]],
      ["far", sorted.at(-1)],
    ] as const) {
      const device = { ref: `speaker-${name}`, type: "manhole-gauge", thingId: thing.id, name };
      const made = await city.call(keeper, "POST", "/api/v1/devices", device);
      expect(made.status, JSON.stringify(made.body)).toBe(200);
      const settings = { device: made.body.id, retain: false };
      const channel = {
        kind: "device",
        name: { zh: name, en: name },
        enabled: true,
        settings,
        retry: { limit: 0, delaySeconds: 0 },
      };
      const kept = await city.call(keeper, "POST", "/api/v1/channels", channel);
      expect(kept.status, JSON.stringify(kept.body)).toBeLessThan(300);
      channels.push(kept.body);
    }
    const id = await issued({ reach: { kind: "circle", centre: sorted[0].position, metres: 100 } });
    await city.workOff();
    const { body } = await city.call(author, "GET", `/api/v1/warnings/${id}/proofs`);
    const named = body.items.filter(({ way }: { way: string }) => way === "group");
    // No intake runs in this test: whom it was sent to, and that it did not arrive, is what is seen.
    expect(named).toMatchObject([
      {
        message: "issued",
        name: { en: "near" },
        total: 1,
        delivered: 0,
        failed: 1,
        failure: { en: expect.any(String) },
      },
    ]);
    await does(second, id, "cancel", { reason: "完" });
    await city.workOff();
    const after = (await city.call(author, "GET", `/api/v1/warnings/${id}/proofs`)).body.items;
    expect(after.map(({ message }: { message: string }) => message)).toContain("cancelled");
    for (const { id: channelId, version, settings, name } of channels)
      await city.call(keeper, "POST", `/api/v1/channels/${channelId}`, {
        kind: "device",
        name,
        enabled: false,
        settings,
        version,
      });
  });

  test("of a drill is marked everywhere, and is in no feed and on no citizen's screen", async () => {
    const before = await feed();
    const id = await issued({ status: "Exercise" });
    const found = await read(id);
    expect(found).toMatchObject({ status: "Exercise", headline: { zh: expect.stringMatching(/^【演练】/) } });
    expect(await headlines()).toEqual([]);
    expect(await feed()).toBe(before);
    await city.settle();
    const { body } = await city.call(second, "GET", "/api/v1/notices?limit=20");
    const told = body.items.map(({ text }: { text: { en: string } }) => text.en);
    expect(told.some((text: string) => text.startsWith("[EXERCISE]"))).toBe(true);
    await does(second, id, "cancel", { reason: "演练结束" });
  });

  test.each([
    ["a type nobody declares", { type: "snow" }, "warning.unknown-type"],
    ["a colour the type has not", { type: "storm-surge", colour: "blue" }, "warning.unknown-type"],
    ["no place of this city", { reach: { kind: "circle", centre: [0, 0], metres: 10 } }, "reach.nowhere"],
    ["rubbish", { colour: "green" }, "request.invalid"],
  ])("of %s is refused", async (_, more, code) => {
    expect((await city.call(author, "POST", "/api/v1/warnings", wish(more))).body).toMatchObject({ code });
  });

  test("that would end before it begins, or in a month, is not submitted", async () => {
    for (const expires of ["2026-01-01T00:00:00Z", "2026-12-31T00:00:00Z"]) {
      const id = await draft({ expires });
      expect((await move(author, id, "submit")).body).toMatchObject({
        faults: [{ path: "expires", code: "ends-too-soon" }],
      });
    }
  });

  test("drafted in one street is not seen by who reaches another, and seen by them once it is issued and touches theirs", async () => {
    const id = await draft();
    const elsewhere = officer({ ...may, areaPath: "439881/999999/" });
    expect((await city.call(elsewhere, "GET", `/api/v1/warnings/${id}`)).status).toBe(404);
    const { areas } = await read(id);
    const local = officer({ ...may, areaPath: areas[0].path });
    await does(author, id, "submit");
    await does(second, id, "approve");
    await does(second, id, "issue");
    expect((await city.call(local, "GET", `/api/v1/warnings/${id}`)).status).toBe(200);
    expect((await city.call(elsewhere, "GET", `/api/v1/warnings/${id}`)).status).toBe(404);
    const listed = (await city.call(local, "GET", "/api/v1/warnings?inForce=true")).body.items;
    expect(listed.map((one: { id: string }) => one.id)).toContain(id);
    await does(second, id, "cancel", { reason: "完" });
  });
});

const message = (more: {
  id: string;
  type?: string;
  references?: string;
  area?: string;
  expires?: string;
}) => `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${more.id}</identifier><sender>met@province.example</sender>
<sent>2026-11-02T10:00:00+08:00</sent><status>Actual</status><msgType>${more.type ?? "Alert"}</msgType><scope>Public</scope>
${more.references === undefined ? "" : `<references>${more.references}</references>`}
<info><language>zh-CN</language><category>Met</category><event>大风</event><urgency>Expected</urgency><severity>Severe</severity>
<certainty>Likely</certainty><expires>${more.expires ?? "2026-11-03T20:00:00+08:00"}</expires><headline>大风橙色预警</headline><area><areaDesc>云泽</areaDesc>
${more.area ?? "<circle>28.845,112.345 0.5</circle>"}</area></info></alert>`;

const hand = async (xml: string) => {
  const answer = await city.app.inject({
    method: "POST",
    url: "/api/v1/cap",
    headers: { authorization: city.signedIn(receiver), "content-type": "application/cap+xml" },
    payload: xml,
  });
  return { status: answer.statusCode, body: answer.json() };
};

describe("a message of another authority", () => {
  const reference = "met@province.example,A1,2026-11-02T10:00:00+08:00";

  test("is kept once, told to who issues warnings, and ended by its sender's own words alone", async () => {
    const { status, body } = await hand(message({ id: "A1" }));
    expect([status, body.verdict]).toEqual([200, "kept"]);
    expect(await read(body.warningId)).toMatchObject({ stage: "received", source: "received", colour: "orange" });
    expect((await hand(message({ id: "A1" }))).body).toEqual({ ...body, verdict: "repeated" });
    expect(await headlines()).toEqual([]);
    await city.settle();
    const { body: journal } = await city.call(author, "GET", `/api/v1/journal?subject=${body.warningId}`);
    expect(journal.items.map(({ type }: { type: string }) => type)).toContain("warning.received");
    const strange = message({ id: "B1", type: "Cancel", references: reference }).replace("met@", "who@");
    expect((await hand(strange)).body.verdict).toBe("no-business-of-ours");
    expect(await read(body.warningId)).toMatchObject({ stage: "received" });
    expect((await hand(message({ id: "A2", type: "Update", references: reference }))).body.verdict).toBe("kept");
    expect(await read(body.warningId)).toMatchObject({ stage: "superseded" });
    const again = reference.replace("A1", "A2");
    expect((await hand(message({ id: "A3", type: "Cancel", references: again }))).body.verdict).toBe("ended");
  });

  test("never ends a warning of ours, whatever it refers to", async () => {
    const id = await issued();
    const [{ identifier }] = (await read(id)).messages;
    const ours = `warnings@${city.deployment.profile.host},${identifier},2026-11-02T10:00:00+08:00`;
    const forged = message({ id: "C1", type: "Cancel", references: ours }).replace(
      "met@province.example",
      ours.split(",")[0] ?? "",
    );
    await hand(forged);
    expect(await read(id)).toMatchObject({ stage: "issued" });
  });

  test.each([
    ["of somewhere else", message({ id: "D1", area: "<circle>10,10 1</circle>" }), "not-here"],
    ["that is over", message({ id: "D2", expires: "2026-11-01T20:00:00+08:00" }), "over"],
    ["that answers somebody", message({ id: "D3", type: "Ack" }), "no-business-of-ours"],
    ["that draws nothing holds for the whole city", message({ id: "D4", area: "" }), "kept"],
  ])("%s", async (_, xml, verdict) => {
    expect((await hand(xml)).body.verdict).toBe(verdict);
  });

  test("with faults is refused, each with its place and line, and nothing is kept", async () => {
    expect((await hand(message({ id: "E1" }).replace("<scope>Public</scope>", ""))).body).toMatchObject({
      code: "cap.invalid",
      faults: [{ path: "alert/scope", code: "missing", line: 2 }],
    });
    expect(
      (await hand('<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert>&x;</alert>')).body,
    ).toMatchObject({
      code: "cap.refused",
      faults: [{ code: "doctype" }],
    });
  });
});
