import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { callOutside, pinHost } from "./outgoing.ts";
import { isAllowed, mayConnect } from "./outgoing-allow.ts";

describe("where notices may go", () => {
  test.each([
    ["8.8.8.8", true],
    ["2400:3200::1", true],
    ["127.0.0.1", false],
    ["10.0.0.8", false],
    ["172.16.3.4", false],
    ["192.168.1.1", false],
    ["100.64.0.1", false],
    ["169.254.169.254", false],
    ["0.0.0.0", false],
    ["224.0.0.1", false],
    ["255.255.255.255", false],
    ["::1", false],
    ["::", false],
    ["fe80::1", false],
    ["fc00::1", false],
    ["::ffff:127.0.0.1", false],
    ["::ffff:8.8.8.8", true],
    ["::127.0.0.1", false],
    ["64:ff9b::7f00:1", false],
    ["64:ff9b:1::7f00:1", false],
    ["fec0::1", false],
    ["2002:7f00:1::", false],
    ["not an address", false],
  ])("%s: %s", (address, may) => {
    expect(mayConnect(address, [])).toBe(may);
  });

  test("what the operator named, and no neighbour of it", () => {
    const allow = ["10.1.0.0/16", "192.168.1.5", "fd00::/8", "sms.intranet"];
    expect(["10.1.2.3", "192.168.1.5", "fd12::1", "::ffff:10.1.2.3"].map((one) => mayConnect(one, allow))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(["10.2.0.1", "192.168.1.6", "127.0.0.1", "fe80::1"].map((one) => mayConnect(one, allow))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test.each([
    ["10.0.0.0/8", true],
    ["sms.intranet", true],
    ["10.0.0.0/64", false],
    ["300.1.1.1", false],
    ["http://x", false],
    ["a b", false],
  ])("the operator's list takes %j: %s", (text, takes) => {
    expect(isAllowed(text)).toBe(takes);
  });

  test("a name that leads to this machine is refused, whatever it is called", async () => {
    await expect(pinHost("localhost", [])).rejects.toMatchObject({ permanent: true });
    await expect(pinHost("[::1]", [])).rejects.toMatchObject({ permanent: true });
    await expect(pinHost("127.0.0.1", [])).rejects.toMatchObject({ permanent: true });
    expect((await pinHost("localhost", ["localhost"])).address).toMatch(/^(127\.0\.0\.1|::1)$/);
  });

  test.each(["ftp://8.8.8.8/", "http://user:secret@8.8.8.8/", "file:///etc/passwd", "nonsense", "http://2130706433/"])(
    "%s is never called",
    async (url) => {
      await expect(callOutside({ url, method: "GET", headers: {}, allow: [] })).rejects.toMatchObject({
        permanent: true,
      });
    },
  );
});

test("a redirect into the house is answered to us and not followed", async () => {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    asked.push(request.url ?? "");
    answer.writeHead(302, { location: "/secret" }).end("moved");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const call = { url: `http://127.0.0.1:${port}/hook`, method: "POST" as const, headers: {}, body: "{}" };
  await expect(callOutside({ ...call, allow: [] })).rejects.toMatchObject({ permanent: true });
  expect(asked).toEqual([]);
  expect(await callOutside({ ...call, allow: ["127.0.0.1"] })).toEqual({ status: 302, body: "moved" });
  expect(asked).toEqual(["/hook"]);
  await new Promise((done) => server.close(done));
});
