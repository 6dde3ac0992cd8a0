import { readFileSync } from "node:fs";
import tls from "node:tls";
import { startSimulator } from "./app.ts";
import { persist } from "./backoff.ts";
import { writeLog } from "./log.ts";

const stopping = new AbortController();

/** Ends when told, when asked by a signal, and when whoever started us is gone. */
const watchParent = (end: () => void): void => {
  process.on("SIGTERM", end);
  process.on("SIGINT", process.send === undefined ? end : () => undefined);
  process.on("disconnect", end);
  process.on("message", (word: { readonly is?: string }) => {
    if (word.is === "stop") end();
  });
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), 1_000).unref();
};

const readKey = async (): Promise<string> => {
  const { CHENGYUN_KEY: key, CHENGYUN_KEY_FILE: file } = process.env;
  if (key !== undefined && key !== "") return key;
  if (file === undefined || file === "")
    throw new Error("set CHENGYUN_KEY to the city's API key, or CHENGYUN_KEY_FILE to the file that holds it");
  return persist(
    async () => readFileSync(file, "utf8").trim(),
    stopping.signal,
    (fault, tries) => tries === 4 && writeLog("warn", `no key yet: ${fault.message}`),
  );
};

/** The city on this machine goes by no name: its own certificate is known by its fingerprint, any other by its names. */
const pinCity = (pin: string | undefined): void => {
  if (pin === undefined || pin === "") return;
  const byName = tls.checkServerIdentity;
  tls.checkServerIdentity = (host, certificate) =>
    certificate.fingerprint256 === pin ? undefined : byName(host, certificate);
};

const run = async (): Promise<void> => {
  let close = async (): Promise<void> => undefined;
  watchParent(() => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    void close().finally(() => process.exit(0));
  });
  pinCity(process.env["CHENGYUN_PIN"]);
  process.send?.({ is: "ready" });
  const claims = process.env["CHENGYUN_CLAIMS"];
  close = await startSimulator({
    url: process.env["CHENGYUN_URL"] ?? "http://127.0.0.1:8080",
    mqttUrl: process.env["MQTT_URL"] ?? "mqtt://127.0.0.1:1883",
    key: await readKey(),
    life: process.env["CHENGYUN_LIFE"] !== "off",
    ...(claims === undefined || claims === "" ? {} : { claims }),
    log: writeLog,
    signal: stopping.signal,
  });
};

run().catch((fault: unknown) => {
  if (stopping.signal.aborted) return;
  writeLog("error", fault instanceof Error ? fault.message : String(fault));
  process.exit(1);
});
