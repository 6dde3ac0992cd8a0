import { describe, expect, test } from "vitest";
import { readConfig } from "./config.ts";

describe("settings", () => {
  test("without any, the demo city on loopback", () => {
    expect(readConfig({})).toMatchObject({
      config: { city: "yunze", host: "127.0.0.1", port: 8080, mqttPort: 1883, databaseUrl: undefined, simulator: "on" },
    });
  });

  test("every fault is said at once, with the variable and what was given", () => {
    const read = readConfig({ PORT: "eighty", DATABASE_URL: "mysql://x", LOG_LEVEL: "loud", CITY: "../etc" });
    expect("faults" in read && read.faults.map((fault) => fault.split(":")[0]?.split("=")[0])).toEqual([
      "CITY",
      "PORT",
      "DATABASE_URL",
      "LOG_LEVEL",
    ]);
    expect("faults" in read && read.faults[1]).toContain("eighty");
  });

  test("two doors on one port are a fault, said with both variables", () => {
    expect(readConfig({ PORT: "1883" })).toEqual({
      faults: ["MQTT_PORT=1883: must differ from PORT, which is 1883 too"],
    });
    expect(readConfig({ PORT: "9000", INGEST_PORT: "9000" })).toEqual({
      faults: ["INGEST_PORT=9000: must differ from PORT, which is 9000 too"],
    });
    expect(readConfig({ PORT: "0", MQTT_PORT: "0" })).toMatchObject({ config: { port: 0, mqttPort: 0 } });
  });

  test("doors without TLS are for this machine, unless somebody says that they may be reached", () => {
    expect(readConfig({ HOST: "0.0.0.0" })).toEqual({ faults: [expect.stringContaining("HOST=0.0.0.0: passwords")] });
    expect(readConfig({ HOST: "0.0.0.0", PLAIN_OUTSIDE: "allowed" })).toMatchObject({
      config: { host: "0.0.0.0", plainHost: "0.0.0.0" },
    });
    expect(readConfig({ HOST: "127.0.0.9" })).toMatchObject({ config: { host: "127.0.0.9", plainHost: "127.0.0.9" } });
  });

  test("an empty variable is as good as none", () => {
    expect(readConfig({ PORT: "", CITY: "" })).toMatchObject({ config: { port: 8080, city: "yunze" } });
  });
});
