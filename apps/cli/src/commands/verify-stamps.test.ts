import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Label } from "@chengyun/kernel";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getStampStand, listStampsUpTo, stampNow } from "../../../server/src/modules/journal/anchor/index.ts";
import { system } from "../../../server/src/platform/actor.ts";
import { openAuthority, openssl } from "../../../server/src/stamp/authority.fixture.ts";
import { auditor, securityAdministrator } from "../../../server/src/testing/actors.ts";
import { fileSheets } from "../../../server/src/testing/sheets.ts";
import { openTestCity, type TestCity } from "../../../server/src/testing/test-city.ts";
import { exportJournal } from "./export.ts";
import { verifyExport } from "./verify.ts";

const isThere = existsSync(openssl);

/** The authority over HTTP, as RFC 3161 has it; what it answers can be bent. */
const serveAuthority = async (answer: (request: Buffer) => { status: number; body: Uint8Array }) => {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { status, body } = answer(Buffer.concat(parts));
      response.writeHead(status, { "content-type": "application/timestamp-reply" }).end(body);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`,
    close: () => new Promise((done) => server.close(done)),
  };
};

describe.skipIf(!isThere)("checkpoints stamped with the time by somebody else", () => {
  const said: string[] = [];
  const terminal = {
    say: (text: Label) => void said.push(text.en),
    warn: (text: Label) => void said.push(text.en),
    progress: () => undefined,
  };
  let home: string;
  let city: TestCity;
  let authority: ReturnType<typeof openAuthority>;
  let other: typeof authority;
  let served: Awaited<ReturnType<typeof serveAuthority>>;
  let answers: (request: Buffer) => { status: number; body: Uint8Array };

  const stand = () => getStampStand(city.deployment).state;
  const stamped = async () => (await listStampsUpTo(city.database.db, 1_000_000)).map(({ size }) => size);
  const happen = async (count: number): Promise<void> => {
    await fileSheets(city, count);
    await city.settle();
    await city.call(auditor(), "GET", "/api/v1/journal/export");
  };
  const stampAll = () => stampNow(city.context(system("test")));

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "chengyun-stamps-"));
    [authority, other] = [openAuthority("A notary"), openAuthority("Another")];
    writeFileSync(join(home, "roots.pem"), authority.root);
    writeFileSync(join(home, "others.pem"), other.root);
    served = await serveAuthority((request) => answers(request));
    city = await openTestCity({
      env: { ANCHOR_TSA_URL: served.url, ANCHOR_TSA_ROOTS: join(home, "roots.pem"), OUTGOING_ALLOW: "127.0.0.1" },
    });
    await city.app.listen({ port: 0, host: "127.0.0.1" });
  });
  afterAll(async () => {
    await city?.close();
    await served?.close();
    authority?.remove();
    other?.remove();
    rmSync(home, { recursive: true, force: true });
  });
  beforeEach(() => {
    said.length = 0;
  });

  test("an authority that is not there, or whose stamp does not hold, leaves none and is told", async () => {
    await happen(30);
    for (const answer of [
      () => ({ status: 503, body: Buffer.from("later") }),
      () => ({ status: 200, body: Buffer.from("<html>") }),
      (request: Buffer) => ({ status: 200, body: other.answer(request) }),
    ]) {
      answers = answer;
      await stampAll();
      expect(stand()).toBe("failing");
      expect(await stamped()).toEqual([]);
    }
  });

  test("are kept, asked for once, and go out with the export, where an outsider checks them", async () => {
    let asked = 0;
    answers = (request) => {
      asked += 1;
      return { status: 200, body: authority.answer(request) };
    };
    await stampAll();
    await stampAll();
    await happen(20);
    await stampAll();
    expect([stand(), asked]).toEqual(["well", 2]);
    expect(await stamped()).toEqual([30, 50]);

    const { body } = await city.call(securityAdministrator(), "POST", "/api/v1/keys", {
      name: "auditor",
      scopes: ["journal.read"],
    });
    await city.settle();
    writeFileSync(join(home, "key"), `${body.secret}\n`);
    const url = `http://127.0.0.1:${(city.app.server.address() as AddressInfo).port}`;
    const out = join(home, "export");
    expect(await exportJournal({ out, url, keyFile: join(home, "key") }, terminal)).toBe(0);
    expect(readdirSync(join(out, "stamps"))).toEqual(["30.tsr", "50.tsr"]);

    const verify = (folder: string, roots?: string) =>
      verifyExport(
        folder,
        { key: join(out, "key.pub"), ...(roots === undefined ? {} : { stampRoots: join(home, roots) }) },
        terminal,
      );
    expect(await verify(out, "roots.pem")).toBe(0);
    expect(said.filter((words) => words.startsWith("Time stamp"))).toEqual([
      expect.stringMatching(/^Time stamp: the first 30 entries are not later than 2\S+ \(A notary\)$/),
      expect.stringMatching(/^Time stamp: the first 50 entries/),
    ]);
    expect(await verify(out)).toBe(0);
    expect(said.at(-1)).toContain("2 time stamps were not checked");
    expect(await verify(out, "others.pem")).toBe(1);
    expect(said.at(-1)).toContain("trusted root");

    // A stamp of another checkpoint in its place is of other bytes.
    const copy = join(home, "copy");
    cpSync(out, copy, { recursive: true });
    cpSync(join(copy, "stamps/30.tsr"), join(copy, "stamps/50.tsr"));
    expect(await verify(copy, "roots.pem")).toBe(1);
    expect(said.at(-1)).toContain("other bytes");
  });
});
