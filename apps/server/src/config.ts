import { hash } from "node:crypto";
import { resolve } from "node:path";
import { parseCosignerKey, type VerifierKey } from "@chengyun/kernel";
import { z } from "zod";
import { anchorEnvironment, listAnchorFaults, type StampConfig, toAnchorDir, toStampConfig } from "./anchor-config.ts";
import { type BackupConfig, backupEnvironment, listBackupFaults, toBackupConfig } from "./backup-config.ts";
import { type CertificatePaths, readCertificate } from "./platform/certificate.ts";
import { isLoopback } from "./platform/loopback.ts";
import { isAllowed } from "./platform/outgoing-allow.ts";
import { listSignOnFaults, type SignOnConfig, signOnEnvironment, toSignOnConfig } from "./sign-on-config.ts";

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

/** Somebody else's witness of our journal: where it is asked, and the key it signs with. */
export interface Witness {
  readonly url: string;
  readonly key: VerifierKey;
}

const readWitness = (text: string): Witness | undefined => {
  const [url = "", keyText = "", ...more] = text.split(/\s+/);
  const key = parseCosignerKey((data) => hash("sha256", data, "hex"), keyText);
  return more.length === 0 && URL.canParse(url) && /^https?:/.test(url) && key !== undefined ? { url, key } : undefined;
};

const Environment = z.object({
  CITY: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, "must be the id of a folder in deploy/cities, e.g. yunze")
    .default("yunze"),
  CITIES_DIR: z.string().min(1, "must be a folder of city profiles").optional(),
  DATA_DIR: z.string().min(1, "must be a directory").optional(),
  HOST: z.string().min(1, "must be an address to listen on").default("127.0.0.1"),
  PORT: port(8080),
  MQTT_PORT: port(1883),
  INGEST_PORT: port(0),
  /** Readings that may wait for the disk; beyond, devices are told to come again. */
  INGEST_QUEUE: z.coerce.number().int().min(100).max(4_000_000).default(400_000),
  /** Megabytes that ingest may take of the machine's memory; 0: half of it. */
  INGEST_MEMORY: z.coerce.number().int().min(0).default(0),
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  MQTTS_PORT: port(8883),
  /** Whether doors without TLS may be reached from other machines: where something in front ends TLS, and nowhere else. */
  PLAIN_OUTSIDE: z.enum(["refused", "allowed"]).default("refused"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must look like postgres://user:password@host/database" })
    .optional(),
  DATABASE_READER_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must look like postgres://user:password@host/database" })
    .optional(),
  DATABASE_OWNER_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must look like postgres://user:password@host/database" })
    .optional(),
  CLICKHOUSE_URL: z
    .url({ protocol: /^https?$/, error: "must look like http://user:password@host:8123/database" })
    .optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  SIMULATOR: z.enum(["on", "quiet", "off"]).default("on"),
  /** How much of the demo city is made: all of it, or a quarter for quick trials and tests. */
  DEMO_CITY: z.enum(["city", "quarter"]).default("city"),
  SHARED_DATA: z.string().default("../shared/data"),
  OUTGOING_ALLOW: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine((list) => list.every(isAllowed), "must be a list of addresses, ranges (10.1.0.0/16) or host names"),
  ...anchorEnvironment,
  WITNESSES: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean)
        .map(readWitness),
    )
    .refine((list) => !list.includes(undefined), "must be a list of `URL KEY`, the key as name+id+base64 of a witness")
    .transform((list) => list.filter((witness) => witness !== undefined)),
  WITNESS_QUORUM: z.coerce.number().int().min(0).optional(),
  ...backupEnvironment,
  ...signOnEnvironment,
});

const channelSecretPrefix = "CHANNEL_SECRET_";

/** Secrets of channels by name: `CHANNEL_SECRET_MAIL_PASSWORD` is `mail-password`. */
const listChannelSecrets = (given: NodeJS.ProcessEnv): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(given).flatMap(([name, value]): [string, string][] =>
      name.startsWith(channelSecretPrefix) && value !== undefined
        ? [[name.slice(channelSecretPrefix.length).toLowerCase().replaceAll("_", "-"), value]]
        : [],
    ),
  );

/** Every setting of the server, read once at start. */
export interface Config {
  readonly city: string;
  /** Folder of city profiles besides those that came with the platform; a city is looked for there first. */
  readonly citiesDir: string | undefined;
  /** Absolute; keys, files and the embedded engines live below it. */
  readonly dataDir: string;
  readonly host: string;
  /** Where doors without TLS listen: `host` if it is this machine or plain is allowed outside, this machine else. */
  readonly plainHost: string;
  readonly port: number;
  readonly mqttPort: number;
  /** TCP port of ingest's own HTTP for bulk; 0 keeps it on its Unix socket. */
  readonly ingestPort: number;
  /** Readings that may wait for the disk. */
  readonly ingestQueue: number;
  /** Megabytes that ingest may take; 0: half of the machine's. */
  readonly ingestMemory: number;
  /** Certificate and key, when the city is served over TLS: then web and devices have secure doors. */
  readonly tls: CertificatePaths | undefined;
  /** Port of MQTT over TLS; used with a certificate only. */
  readonly mqttsPort: number;
  readonly databaseUrl: string | undefined;
  /** Where those who read a part of the city sign in, behind the second fence. */
  readonly databaseReaderUrl: string | undefined;
  /** Where the owner of the schema signs in, when that is not who works with it. */
  readonly databaseOwnerUrl: string | undefined;
  readonly clickhouseUrl: string | undefined;
  readonly logLevel: z.infer<typeof Environment>["LOG_LEVEL"];
  /** `quiet`: devices speak, and nobody lives in the city. */
  readonly simulator: "on" | "quiet" | "off";
  /** How much of the demo city is made. */
  readonly demoCity: "city" | "quarter";
  /** Where real data sets lie, when they are there. */
  readonly sharedData: string;
  /** Addresses, ranges and host names inside the city's own network that notices may be sent to. */
  readonly outgoingAllow: readonly string[];
  readonly channelSecrets: ReadonlyMap<string, string>;
  /** Folder outside where checkpoints are put for good. */
  readonly anchorDir: string | undefined;
  /** Who stamps them with the time. */
  readonly stamps: StampConfig | undefined;
  /** Who co-signs the journal's checkpoints. */
  readonly witnesses: readonly Witness[];
  /** How many of them must have. */
  readonly witnessQuorum: number;
  readonly backup: BackupConfig;
  /** Where people find the city, as scheme, host and port: what passkeys are bound to and sign-on comes back to. */
  readonly publicUrl: string | undefined;
  /** Who else may vouch for people. */
  readonly signOn: SignOnConfig | undefined;
}

/** A sentence for each pair of settings that name the same port. */
const listSharedPorts = (from: z.infer<typeof Environment>): string[] => {
  const ports = (
    ["PORT", "MQTT_PORT", "INGEST_PORT", ...(from.TLS_CERT === undefined ? [] : ["MQTTS_PORT" as const])] as const
  ).filter((name) => from[name] !== 0);
  return ports.flatMap((name, index) =>
    ports
      .slice(index + 1)
      .filter((other) => from[other] === from[name])
      .map((other) => `${other}=${from[other]}: must differ from ${name}, which is ${from[name]} too`),
  );
};

/** A certificate needs its key, and both must be good before anything starts. */
const listTlsFaults = ({ TLS_CERT, TLS_KEY }: z.infer<typeof Environment>): string[] => {
  if (TLS_CERT === undefined && TLS_KEY === undefined) return [];
  if (TLS_KEY === undefined) return [`TLS_CERT=${TLS_CERT}: needs TLS_KEY, the certificate's private key`];
  if (TLS_CERT === undefined) return [`TLS_KEY=${TLS_KEY}: needs TLS_CERT, the key's certificate`];
  const read = readCertificate({ cert: TLS_CERT, key: TLS_KEY });
  return "fault" in read ? [read.fault] : [];
};

/** Passwords, cookies and tokens in plain, for every machine on the way to read. */
const listPlainFaults = ({ HOST, TLS_CERT, PLAIN_OUTSIDE }: z.infer<typeof Environment>): string[] =>
  isLoopback(HOST) || TLS_CERT !== undefined || PLAIN_OUTSIDE === "allowed"
    ? []
    : [
        `HOST=${HOST}: passwords and cookies would cross the net in plain; give TLS_CERT and TLS_KEY, or PLAIN_OUTSIDE=allowed where something in front ends TLS`,
      ];

const plainHostOf = ({ HOST, PLAIN_OUTSIDE }: z.infer<typeof Environment>): string =>
  isLoopback(HOST) || PLAIN_OUTSIDE === "allowed" ? HOST : "127.0.0.1";

/** More witnesses asked for than there are. */
const listQuorumFaults = ({ WITNESSES, WITNESS_QUORUM = 0 }: z.infer<typeof Environment>): string[] =>
  WITNESS_QUORUM > WITNESSES.length
    ? [`WITNESS_QUORUM=${WITNESS_QUORUM}: there are only ${WITNESSES.length} in WITNESSES`]
    : [];

/** Reads the settings from the environment: either all of them, or a sentence for each fault. */
export const readConfig = (env: NodeJS.ProcessEnv): { config: Config } | { faults: string[] } => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const read = Environment.safeParse(given);
  if (!read.success)
    return {
      faults: read.error.issues.map(
        (issue) => `${issue.path.join(".")}=${given[String(issue.path[0])]}: ${issue.message}`,
      ),
    };
  const from = read.data;
  const faults = [
    listSharedPorts,
    listTlsFaults,
    listPlainFaults,
    listQuorumFaults,
    listBackupFaults,
    listSignOnFaults,
    listAnchorFaults,
  ].flatMap((list) => list(from));
  if (faults.length > 0) return { faults };
  return {
    config: {
      city: from.CITY,
      citiesDir: from.CITIES_DIR === undefined ? undefined : resolve(from.CITIES_DIR),
      dataDir: resolve(from.DATA_DIR ?? `data/${from.CITY}`),
      host: from.HOST,
      plainHost: plainHostOf(from),
      port: from.PORT,
      mqttPort: from.MQTT_PORT,
      ingestPort: from.INGEST_PORT,
      ingestQueue: from.INGEST_QUEUE,
      ingestMemory: from.INGEST_MEMORY,
      tls: from.TLS_CERT === undefined ? undefined : { cert: resolve(from.TLS_CERT), key: resolve(from.TLS_KEY ?? "") },
      mqttsPort: from.MQTTS_PORT,
      databaseUrl: from.DATABASE_URL,
      databaseReaderUrl: from.DATABASE_READER_URL,
      databaseOwnerUrl: from.DATABASE_OWNER_URL,
      clickhouseUrl: from.CLICKHOUSE_URL,
      logLevel: from.LOG_LEVEL,
      simulator: from.SIMULATOR,
      demoCity: from.DEMO_CITY,
      sharedData: resolve(from.SHARED_DATA),
      outgoingAllow: from.OUTGOING_ALLOW,
      channelSecrets: listChannelSecrets(given),
      anchorDir: toAnchorDir(from),
      stamps: toStampConfig(from),
      witnesses: from.WITNESSES,
      witnessQuorum: from.WITNESS_QUORUM ?? from.WITNESSES.length,
      backup: toBackupConfig(from),
      publicUrl: from.PUBLIC_URL,
      signOn: toSignOnConfig(from),
    },
  };
};
