import type { Config } from "../config.ts";
import { followCertificate, openCertificate } from "../platform/certificate.ts";
import type { Log } from "../platform/log.ts";
import type { Broker } from "./broker.ts";

/** MQTT over TLS beside the plain one, where the city has a certificate; undefined where it has none. */
export const openSecureDoor = async (
  broker: Broker,
  { tls, mqttsPort, host }: Pick<Config, "tls" | "mqttsPort" | "host">,
  log: Log,
): Promise<{ readonly port: number; readonly close: () => void } | undefined> => {
  const setting = openCertificate(tls);
  if (tls === undefined || setting === undefined) return undefined;
  const { port, renew } = await broker.listenTls(setting, mqttsPort, host);
  return { port, close: followCertificate(tls, log, renew) };
};
