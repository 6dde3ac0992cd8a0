import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administrator, officer } from "../../../testing/actors.ts";
import { startBroker, startMailServer, startProvider, startSmsCentre } from "../../../testing/outside.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { closeLines, listChannels } from "./index.ts";
import { signDingtalk } from "./robot.ts";
import { toReceipt } from "./smpp.ts";

let city: TestCity;
let provider: Awaited<ReturnType<typeof startProvider>>;
const keeper = administrator({ permissions: ["channels.manage"] });
const name = { zh: "通道", en: "Channel" };
const webhookSecret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;

beforeAll(async () => {
  city = await openTestCity({
    env: {
      OUTGOING_ALLOW: "127.0.0.1",
      CHANNEL_SECRET_ROBOT_KEY: "robot-key-693a",
      CHANNEL_SECRET_SIGN: "SEC000",
      CHANNEL_SECRET_HOOK: webhookSecret,
    },
  });
  writeFileSync(join(city.deployment.directory.keys, "channel-mail-password.secret"), "letters\n", { mode: 0o600 });
  provider = await startProvider();
});
afterAll(async () => {
  await closeLines();
  await provider.close();
  await city.close();
});

const set = async (kind: string, settings: object, more: object = {}) =>
  city.call(keeper, "POST", "/api/v1/channels", { kind, name, enabled: true, settings, ...more });
const tried = async (kind: string, settings: object, to?: string) => {
  const { status, body } = await set(kind, settings);
  expect(status, JSON.stringify(body)).toBe(201);
  const test = await city.call(keeper, "POST", `/api/v1/channels/${body.id}/test`, to === undefined ? {} : { to });
  expect(test.status, JSON.stringify(test.body)).toBe(200);
  return { id: body.id as string, ...test.body };
};
const stateOf = async (id: string) =>
  (await city.call(keeper, "GET", "/api/v1/channels")).body.items.find((one: { id: string }) => one.id === id);

describe("e-mail", () => {
  test("goes to a real mail server, in Chinese, named so that a second copy is recognised", async () => {
    const mail = await startMailServer({ user: "city", password: "letters" });
    const settings = {
      host: "127.0.0.1",
      port: mail.port,
      security: "none",
      from: "云泽城运 <noreply@yunze.example>",
      user: "city",
      password: "mail-password",
    };
    const { id, sent, ref } = await tried("email", settings, "zhou@example.org");
    expect(sent).toBe(true);
    const [letter] = mail.letters;
    expect(letter).toMatchObject({ from: "noreply@yunze.example", to: ["zhou@example.org"] });
    expect(letter?.raw).toContain(`Message-ID: ${ref}`);
    expect(ref).toMatch(/^<test-[0-9a-f-]+@yunze\.example>$/);
    expect(letter?.raw).toMatch(/Subject: =\?UTF-8\?/);
    expect(await stateOf(id)).toMatchObject({ state: "well", lastSuccessAt: expect.any(String) });
    await mail.close();
    expect(
      (await city.call(keeper, "POST", `/api/v1/channels/${id}/test`, { to: "zhou@example.org" })).body,
    ).toMatchObject({
      sent: false,
      words: { zh: "邮件服务器连不上或中断。" },
    });
    expect(await stateOf(id)).toMatchObject({
      state: "failing",
      lastFailure: { words: { zh: "邮件服务器连不上或中断。" } },
    });
  });

  test("to a mailbox that isn't there is refused with the server's own words", async () => {
    const mail = await startMailServer();
    const settings = { host: "127.0.0.1", port: mail.port, security: "none", from: "noreply@yunze.example" };
    expect(await tried("email", settings, "nobody@example.org")).toMatchObject({
      sent: false,
      words: { en: "The mail server refused it." },
      detail: expect.stringContaining("no such mailbox"),
    });
    await mail.close();
  });
});

describe("SMS", () => {
  test("through a gateway's own request, with places filled and nothing injected", async () => {
    provider.asked.length = 0;
    const settings = {
      url: `${provider.url}/send`,
      format: "json",
      headers: { "x-app": "{secret}" },
      fields: { mobile: "{phone}", params: [{ content: "{text}" }], outId: "{key}" },
      prefix: "【云泽城运】",
      secret: "robot-key",
      accepted: { at: "code", is: ["OK"] },
      ref: "id",
    };
    expect(await tried("sms-http", settings, '139"}, "to": "1')).toMatchObject({ sent: true, ref: "m-1" });
    const [asked] = provider.asked;
    expect(asked?.headers["x-app"]).toBe("robot-key-693a");
    expect(JSON.parse(asked?.body ?? "")).toEqual({
      mobile: '139"}, "to": "1',
      params: [{ content: "【云泽城运】这是一条测试通知。" }],
      outId: expect.stringMatching(/^test-/),
    });
  });

  test("a gateway that answers 200 and means no is believed", async () => {
    provider.answer({ status: 200, body: '{"code":"isv.BUSINESS_LIMIT_CONTROL"}' });
    const settings = {
      url: provider.url,
      format: "form",
      fields: { m: "{phone}" },
      accepted: { at: "code", is: ["OK"] },
    };
    expect(await tried("sms-http", settings, "13900000000")).toMatchObject({
      sent: false,
      detail: expect.stringContaining("LIMIT_CONTROL"),
    });
  });

  test("by SMPP to a real centre, short and long, in Chinese", async () => {
    const centre = await startSmsCentre({ user: "yunze", password: "robot-key-693a" });
    const settings = {
      host: "127.0.0.1",
      port: centre.port,
      tls: false,
      systemId: "yunze",
      password: "robot-key",
      source: "106900",
    };
    const { id, sent, ref } = await tried("sms-smpp", settings, "+86 139-0000-0001");
    expect([sent, ref]).toEqual([true, "sm-1"]);
    expect(centre.submitted).toEqual([{ to: "+8613900000001", text: "这是一条测试通知。" }]);
    const long = { ...settings, prefix: "长".repeat(40) };
    expect(await tried("sms-smpp", long, "13900000002")).toMatchObject({ sent: true });
    const { version } = await stateOf(id);
    const wrong = { kind: "sms-smpp", name, enabled: true, settings: { ...settings, systemId: "other" }, version };
    expect((await city.call(keeper, "POST", `/api/v1/channels/${id}`, wrong)).status).toBe(200);
    expect(
      (await city.call(keeper, "POST", `/api/v1/channels/${id}/test`, { to: `1${"3".repeat(10)}` })).body,
    ).toMatchObject({
      sent: false,
      words: { en: "The SMS centre does not accept the account." },
    });
    await closeLines();
    await centre.close();
  });

  test.each([
    [
      { esm_class: 4, short_message: { message: "id:7 stat:DELIVRD err:000" } },
      { ref: "7", state: "delivered" },
    ],
    [
      { esm_class: 4, short_message: { message: "id:7 stat:EXPIRED err:001" } },
      { ref: "7", state: "failed" },
    ],
    [
      { esm_class: 4, receipted_message_id: "8", message_state: 2 },
      { ref: "8", state: "delivered" },
    ],
    [{ esm_class: 4, short_message: { message: "id:7 stat:ENROUTE" } }, undefined],
    [{ esm_class: 0, short_message: { message: "id:7 stat:DELIVRD" } }, undefined],
    [{ esm_class: 4, short_message: { message: "rubbish" } }, undefined],
  ])("a receipt %j is read as %j", (pdu, receipt) => {
    const read = toReceipt({ command: "deliver_sm", command_status: 0, response: () => undefined as never, ...pdu });
    if (receipt === undefined) expect(read).toBeUndefined();
    else expect(read).toMatchObject(receipt);
  });
});

describe("groups", () => {
  test("a WeCom robot is called with its key, which stands in no answer", async () => {
    provider.asked.length = 0;
    const { id, sent } = await tried("wecom", { url: `${provider.url}/cgi-bin/webhook/send`, key: "robot-key" });
    expect(sent).toBe(true);
    expect(provider.asked[0]?.path).toBe("/cgi-bin/webhook/send?key=robot-key-693a");
    expect(JSON.parse(provider.asked[0]?.body ?? "")).toMatchObject({ msgtype: "text", text: { content: /测试通知/ } });
    expect(JSON.stringify(await stateOf(id))).not.toContain("693a");
    provider.answer({ status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' });
    expect((await city.call(keeper, "POST", `/api/v1/channels/${id}/test`, {})).body).toMatchObject({ sent: false });
  });

  test("a DingTalk robot is called with a signature", async () => {
    provider.asked.length = 0;
    await tried("dingtalk", { url: `${provider.url}/robot/send`, token: "robot-key", secret: "sign" });
    const asked = new URL(provider.asked[0]?.path ?? "", provider.url).searchParams;
    expect(asked.get("access_token")).toBe("robot-key-693a");
    expect(asked.get("sign")).toBe(signDingtalk("SEC000", Number(asked.get("timestamp"))));
  });

  test("DingTalk's signature is as its documentation computes it", () => {
    // HMAC-SHA256("1700000000000\nSEC000", "SEC000") by openssl.
    expect(signDingtalk("SEC000", 1_700_000_000_000)).toBe("ltBBey5eZrWKh1cPzFIdz3v3xpkc4Tjx4lLsPSHqdtA=");
  });

  test("our webhook is verified by the standard's own library", async () => {
    provider.asked.length = 0;
    expect(await tried("webhook", { url: `${provider.url}/hook`, secret: "hook" })).toMatchObject({ sent: true });
    const [asked] = provider.asked;
    const verify = (body: string) => new Webhook(webhookSecret).verify(body, asked?.headers as Record<string, string>);
    expect(verify(asked?.body ?? "")).toMatchObject({
      type: "notice.sent",
      data: { notice: "channel-test", text: { zh: "这是一条测试通知。" } },
    });
    expect(() => verify((asked?.body ?? "").replace("测试", "真实"))).toThrow();
  });

  test("a topic of an outside broker", async () => {
    const broker = await startBroker();
    const settings = { host: "127.0.0.1", port: broker.port, tls: false, topic: "city/notices/{type}" };
    const { id, sent } = await tried("mqtt", settings);
    expect(sent).toBe(true);
    expect(broker.published[0]?.topic).toBe("city/notices/channel-test");
    expect(JSON.parse(broker.published[0]?.payload ?? "")).toMatchObject({ id: /^test-/, type: "notice.sent" });
    await broker.close();
    expect((await city.call(keeper, "POST", `/api/v1/channels/${id}/test`, {})).body.sent).toBe(false);
  });
});

describe("a channel", () => {
  test.each([
    ["a setting that isn't there", "webhook", { url: "https://example.org" }, "settings.secret"],
    ["a setting nobody knows", "wecom", { key: "a", colour: "red" }, "settings"],
    ["an address we don't call", "webhook", { url: "file:///etc/passwd", secret: "a" }, "settings.url"],
    ["a secret in plain", "wecom", { key: "693a91f6-7aoc-4bc4" + "!" }, "settings.key"],
    ["a topic with a wildcard", "mqtt", { host: "a", port: 1, tls: false, topic: "a/#" }, "settings.topic"],
  ])("with %s is refused at its place", async (_, kind, settings, path) => {
    const { status, body } = await set(kind, settings);
    expect([status, body.code]).toEqual([422, "channel.invalid"]);
    expect(body.faults.map((fault: { path: string }) => fault.path)).toContain(path);
  });

  test("whose secret nobody gave is not configured, and says so without failing", async () => {
    const { body } = await set("webhook", { url: "https://example.org/", secret: "nobody-gave-it" });
    expect(body).toMatchObject({ state: "unset", words: { zh: /缺少密钥 nobody-gave-it/ } });
    expect((await city.call(keeper, "POST", `/api/v1/channels/${body.id}/test`, {})).body).toMatchObject({
      sent: false,
    });
  });

  test("cannot name another key of the deployment", async () => {
    const { body } = await set("wecom", { key: "database" });
    expect(body.state).toBe("unset");
  });

  test("into the house is refused, and the operator's list is how it is allowed", async () => {
    for (const url of ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]:8080/"]) {
      const tested = await tried("webhook", { url, secret: "hook" });
      expect(tested).toMatchObject({ sent: false, words: { zh: /未放行/ } });
    }
  });

  test("is set over the version that was seen, or not at all", async () => {
    const { body } = await set("webhook", { url: "https://example.org/", secret: "hook" });
    const again = (version: number, enabled: boolean) =>
      city.call(keeper, "POST", `/api/v1/channels/${body.id}`, {
        kind: "webhook",
        name,
        enabled,
        settings: body.settings,
        version,
      });
    expect((await again(1, false)).body).toMatchObject({ state: "off", version: 2 });
    expect(await again(1, true)).toMatchObject({ status: 409, body: { code: "subject.stale" } });
    const entries = await city.database.db
      .selectFrom("journal")
      .select("type")
      .where("subject_id", "=", body.id)
      .orderBy("id")
      .execute();
    expect(entries).toEqual([{ type: "channel.set" }, { type: "channel.set" }]);
  });

  test("is for whoever keeps the whole city's", async () => {
    expect((await city.call(officer(), "GET", "/api/v1/channels")).status).toBe(403);
    expect((await city.call(undefined, "GET", "/api/v1/channels")).status).toBe(401);
    const elsewhere = administrator({ permissions: ["channels.manage"], areaPath: "9999/" });
    const wish = { kind: "wecom", name, enabled: true, settings: { key: "robot-key" } };
    expect((await city.call(elsewhere, "POST", "/api/v1/channels", wish)).body.code).toBe("permission.missing");
    expect((await listChannels(city.database.db)).length).toBeGreaterThan(0);
  });
});
