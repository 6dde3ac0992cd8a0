import type { Server as TlsServer } from "node:tls";
import { createApi } from "../app.ts";
import { startJournal } from "../modules/journal/sequence/index.ts";
import { openDeployment } from "../open-deployment.ts";
import { openStore } from "../open-store.ts";
import { followCertificate } from "../platform/certificate.ts";
import { runChild } from "../platform/child.ts";
import { databaseAddress } from "../platform/database.ts";
import { hearCuts } from "../platform/in-time.ts";
import { openLog } from "../platform/log.ts";
import { awaitPort } from "../platform/port.ts";
import { openPulse } from "../platform/pulse.ts";
import { serveWeb } from "../platform/web.ts";
import { seedFor } from "../seed.ts";
import { webApps } from "../web-apps.ts";

/** The api child: every endpoint, the built web app, the sequencer and the reactions. */
await runChild(async (onWord) => {
  const deployment = openDeployment();
  onWord((word) => {
    if (word.is === "processes") deployment.vitals.setProcesses(word.processes);
  });
  const { config, directory } = deployment;
  const log = openLog(config, "api");
  hearCuts((cut) => log.warn(cut, "a condition took too long and was stopped"));
  await awaitPort({ host: config.host, port: config.port, variable: "PORT" });
  const address = databaseAddress(config, directory);
  const database = await openStore(deployment, log);
  const pulse = openPulse(address, log);
  const seed = await seedFor(deployment, database, log);
  pulse.on(
    "clock",
    () => void seed.refreshClock().catch((error: Error) => log.warn({ error }, "the clock could not be read")),
  );
  const api = await createApi({
    deployment,
    database,
    clock: seed.clock,
    log,
    checkAnswers: false,
    prepare: (http) => serveWeb(http, webApps),
  });
  const journal = startJournal(api.seed, pulse);
  const unhook = pulse.on("positions", api.reactor.poke);
  api.jobs.start();
  await api.http.listen({ host: config.host, port: config.port });
  const unfollow =
    config.tls === undefined
      ? undefined
      : followCertificate(config.tls, log, (tls) => (api.http.server as unknown as TlsServer).setSecureContext(tls));
  return async () => {
    unfollow?.();
    unhook();
    await api.close();
    await journal.stop();
    await pulse.close();
    await database.close();
  };
});
