import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pinnedFetch } from "@chengyun/importer/pinned";
import { generate } from "selfsigned";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fingerprintOf } from "../../../platform/certificate.ts";
import { administrator } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
const folder = mkdtempSync(join(tmpdir(), "chengyun-import-tls-"));

/** A certificate of a city by its name: on this machine it goes by no name it has. */
const write = async (name: string) => {
  const made = await generate([{ name: "commonName", value: name }], {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: name }] }],
  });
  const paths = { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  writeFileSync(paths.cert, made.cert);
  writeFileSync(paths.key, made.private);
  return { paths, cert: made.cert, key: made.private };
};

beforeAll(async () => {
  const { paths, ...pem } = await write("yunze.example");
  const free = createServer(pem).listen(0, "127.0.0.1");
  await new Promise((done) => free.once("listening", done));
  const { port } = free.address() as AddressInfo;
  await new Promise((done) => free.close(done));
  city = await openTestCity({
    ground: true,
    env: { PORT: String(port), TLS_CERT: paths.cert, TLS_KEY: paths.key },
  });
  await city.app.listen({ host: "127.0.0.1", port });
});
afterAll(async () => {
  await city.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a table is imported in a city with a certificate, whatever name that carries", async () => {
  const keeper = administrator({ permissions: ["imports.run"] });
  const path = "/api/v1/file-imports";
  const { id } = (await city.call(keeper, "POST", path, { kind: "things" })).body;
  const settled = async () => {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const { body } = await city.call(keeper, "GET", `${path}/${id}`);
      if (!["looking", "reading", "running"].includes(body.stage)) return body;
      await sleep(100);
    }
    throw new Error("the import did not settle");
  };
  const head = '------f\r\nContent-Disposition: form-data; name="file"; filename="lots.csv"\r\n\r\n';
  const form = Buffer.from(`${head}no,name,x,y\n1,东停车场,112.352,28.85\n\r\n------f--\r\n`);
  await city.upload(keeper, `${path}/${id}/files`, form, "----f");
  expect(await settled()).toMatchObject({ stage: "looked" });
  const mapping = {
    ...{ kind: "things", source: "tls", system: "wgs-84" },
    fields: { ref: { text: "tls/{no}" }, type: { is: "car-park" }, name: "name", at: { x: "x", y: "y" } },
  };
  await city.call(keeper, "POST", `${path}/${id}/mapping`, { mapping });
  expect(await settled()).toMatchObject({ stage: "read" });
  await city.call(keeper, "POST", `${path}/${id}/run`);
  expect(await settled()).toMatchObject({ stage: "ended", run: { counts: { added: 1, refused: 0 } } });
}, 120_000);

test("a server with another certificate in the city's place is told nothing", async () => {
  const { paths } = await write("yunze2.example");
  const { cert, key } = await write("other.example");
  let heard = 0;
  const other = createServer({ cert, key }, (_, answer) => {
    heard += 1;
    answer.end("{}");
  }).listen(0, "127.0.0.1");
  await new Promise((done) => other.once("listening", done));
  const { port } = other.address() as AddressInfo;
  const ask = (by: Parameters<typeof fingerprintOf>[0]) =>
    pinnedFetch(fingerprintOf(by) ?? "")(`https://127.0.0.1:${port}/`, { method: "POST", body: "secret" });
  await expect(ask(paths)).rejects.toThrow(/another certificate/);
  expect(heard).toBe(0);
  expect((await ask({ cert: join(folder, "other.example.crt"), key: join(folder, "other.example.key") })).status).toBe(
    200,
  );
  expect(heard).toBe(1);
  other.closeAllConnections();
  await new Promise((done) => other.close(done));
});
