import { flows } from "../app.ts";
import { startIngest } from "../ingest/ingest.ts";
import { clockPort } from "../modules/flows/clock/index.ts";
import { formPort } from "../modules/flows/form/index.ts";
import { openDeployment } from "../open-deployment.ts";
import { runChild } from "../platform/child.ts";
import { getClockSetting } from "../platform/clock-store.ts";
import { databaseAddress, openDatabase } from "../platform/database.ts";
import { hearCuts } from "../platform/in-time.ts";
import { openLog } from "../platform/log.ts";
import { awaitPort } from "../platform/port.ts";
import { openPulse } from "../platform/pulse.ts";
import { createServerClock } from "../platform/server-clock.ts";

/** The ingest child: the doors for devices, the readings store, the rules. It starts and works without PostgreSQL too. */
await runChild(async () => {
  const deployment = openDeployment();
  const { config, directory } = deployment;
  const log = openLog(config, "ingest");
  hearCuts((cut) => log.warn(cut, "a condition took too long and was stopped"));
  const { host, plainHost } = config;
  await awaitPort({ host: plainHost, port: config.mqttPort, variable: "MQTT_PORT" });
  if (config.tls !== undefined) await awaitPort({ host, port: config.mqttsPort, variable: "MQTTS_PORT" });
  await awaitPort({ host: plainHost, port: config.ingestPort, variable: "INGEST_PORT" });
  const address = databaseAddress(config, directory);
  const database = openDatabase(address, { max: 4, name: "chengyun-ingest" });
  const clock = createServerClock();
  const ingest = await startIngest({
    deployment,
    database,
    clock,
    readClock: () => getClockSetting(database.db),
    seed: () => ({ db: database.db, clock, log, deployment, flows, clocks: clockPort, forms: formPort }),
    log,
  });
  const pulse = openPulse(address, log);
  pulse.on("registry", () => void ingest.refresh());
  pulse.on("clock", () => void ingest.refreshClock());
  log.info({ mqtt: ingest.mqttPort, mqtts: ingest.mqttsPort, http: ingest.httpPort }, "devices may speak");
  return async () => {
    await pulse.close();
    await ingest.close();
    await database.close();
  };
});
