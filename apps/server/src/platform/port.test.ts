import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { Hopeless } from "./child.ts";
import { awaitPort } from "./port.ts";

const host = "127.0.0.1";

const hold = async () => {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
};

test("a port another program holds is said with its number and the setting that changes it", async () => {
  const { server, port } = await hold();
  const fault = await awaitPort({ host, port, variable: "MQTT_PORT" }, 0).catch((error: unknown) => error);
  server.close();
  expect(fault).toBeInstanceOf(Hopeless);
  expect((fault as Error).message).toContain(`port ${port} `);
  expect((fault as Error).message).toContain("MQTT_PORT");
});

test("a port that a child of a killed start lets go is waited for", async () => {
  const { server, port } = await hold();
  const waited = awaitPort({ host, port, variable: "PORT" }, 30_000);
  server.close();
  await expect(waited).resolves.toBeUndefined();
});

test("an address that is not this machine's is hopeless at once", async () => {
  await expect(awaitPort({ host: "192.0.2.1", port: 8080, variable: "PORT" })).rejects.toThrow(/HOST and PORT/);
});
