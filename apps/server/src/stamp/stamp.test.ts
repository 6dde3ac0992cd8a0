import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeStampRequest } from "./ask.ts";
import { openAuthority, openssl } from "./authority.fixture.ts";
import { checkStamp, readRoots } from "./check.ts";

const isThere = existsSync(openssl);

describe.skipIf(!isThere)("a time stamp of somebody else's (RFC 3161)", () => {
  const text = new TextEncoder().encode("journal.example/log\n42\nroot\n");
  let authority: ReturnType<typeof openAuthority>;
  let other: typeof authority;

  beforeAll(() => {
    authority = openAuthority("A notary");
    other = openAuthority("Another");
  });
  afterAll(() => {
    authority?.remove();
    other?.remove();
  });

  const roots = () => readRoots(authority.root);

  test("proves that the bytes were there, when, and by whose word", async () => {
    const { der, nonce } = makeStampRequest(text);
    const before = Date.now();
    const stamp = await checkStamp(authority.answer(der), text, { roots: roots(), nonce });
    expect(Math.abs(stamp.at.getTime() - before)).toBeLessThan(60_000);
    expect(stamp.authority).toContain("A notary");
  });

  test("is one that openssl takes, too", () => {
    const folder = mkdtempSync(join(tmpdir(), "stamp-"));
    try {
      const { der } = makeStampRequest(text);
      writeFileSync(join(folder, "text"), text);
      writeFileSync(join(folder, "answer.tsr"), authority.answer(der));
      writeFileSync(join(folder, "root.pem"), authority.root);
      const args = [
        "-data",
        join(folder, "text"),
        "-in",
        join(folder, "answer.tsr"),
        "-CAfile",
        join(folder, "root.pem"),
      ];
      expect(execFileSync(openssl, ["ts", "-verify", ...args], { encoding: "utf8", stdio: "pipe" })).toContain("OK");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("of other bytes, for another request, by another authority, with a bit flipped, is refused", async () => {
    const { der, nonce } = makeStampRequest(text);
    const answer = authority.answer(der);
    const check = (of: Uint8Array, more: Partial<Parameters<typeof checkStamp>[2]> = {}, bytes = text) =>
      checkStamp(of, bytes, { roots: roots(), nonce, ...more });
    await expect(check(answer, {}, new TextEncoder().encode("other"))).rejects.toThrow("other bytes");
    await expect(check(answer, { nonce: makeStampRequest(text).nonce })).rejects.toThrow("another request");
    await expect(check(answer, { roots: readRoots(other.root) })).rejects.toThrow("trusted root");
    await expect(check(other.answer(der))).rejects.toThrow("trusted root");
    const time = Buffer.from(answer).indexOf("20", answer.indexOf(0x18));
    for (const at of [time + 13, answer.length - 1]) {
      const bent = new Uint8Array(answer);
      bent[at] = (bent[at] ?? 0) ^ 1;
      await expect(check(bent), `byte ${at}`).rejects.toThrow("signature");
    }
    await expect(check(readFileSync(openssl).subarray(0, 500))).rejects.toThrow("no answer");
  });

  test("by a certificate that is not for time stamps is refused", async () => {
    const server = openAuthority("A web server", "extendedKeyUsage = critical,timeStamping,serverAuth");
    try {
      const { der, nonce } = makeStampRequest(text);
      const answer = server.tryAnswer(der);
      // openssl itself refuses to sign with it, or we refuse what it signed.
      if (answer === undefined) return;
      await expect(checkStamp(answer, text, { roots: readRoots(server.root), nonce })).rejects.toThrow(
        "for time stamps",
      );
    } finally {
      server.remove();
    }
  });

  test("that an authority did not give is told", async () => {
    const answer = authority.answer(new TextEncoder().encode("nonsense"));
    await expect(checkStamp(answer, text, { roots: roots() })).rejects.toThrow("refused");
  });
});
