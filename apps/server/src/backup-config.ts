import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";

const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

/** Variables that say where backups go, for whom they are sealed, and when they are made. */
export const backupEnvironment = {
  BACKUP_TO: z
    .string()
    .regex(/^(s3:\/\/[a-z0-9][a-z0-9.-]+(\/[\w./-]*)?|[^:]+)$/, "must be a folder, or s3://bucket/prefix")
    .optional(),
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day in the city's zone, e.g. 02:30")
    .default("02:30"),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(10_000).default(14),
  BACKUP_TEST_DAYS: z.coerce.number().int().min(0).max(365).default(7),
  BACKUP_RECIPIENT: list.refine(
    (keys) => keys.every((key) => /^age1[a-z0-9]+$/.test(key)),
    "must be public keys of age (age1…), parted by commas",
  ),
  BACKUP_PASSPHRASE_FILE: z.string().min(1).optional(),
  BACKUP_IDENTITY_FILE: z.string().min(1).optional(),
  BACKUP_S3_ENDPOINT: z.url({ protocol: /^https?$/, error: "must look like https://s3.example" }).optional(),
  BACKUP_S3_REGION: z.string().min(1).default("us-east-1"),
  BACKUP_S3_KEY: z.string().min(1).optional(),
  BACKUP_S3_SECRET: z.string().min(1).optional(),
  BACKUP_S3_SECRET_FILE: z.string().min(1).optional(),
};

const Environment = z.object(backupEnvironment);
type BackupEnvironment = z.infer<typeof Environment>;

/** How a city's backups are made. */
export interface BackupConfig {
  /** Folder or `s3://bucket/prefix`; undefined: none are made by themselves. */
  readonly to: string | undefined;
  /** `HH:MM` in the city's zone. */
  readonly at: string;
  /** So many whole ones are kept. */
  readonly keep: number;
  /** A restore is tried at least every so many days; 0: never by itself. */
  readonly testDays: number;
  readonly recipients: readonly string[];
  readonly passphraseFile: string | undefined;
  readonly identityFile: string | undefined;
  readonly s3:
    | { readonly endpoint: string; readonly region: string; readonly key: string; readonly secret: string }
    | undefined;
}

const secretOf = ({ BACKUP_S3_SECRET, BACKUP_S3_SECRET_FILE }: BackupEnvironment): string | undefined =>
  BACKUP_S3_SECRET_FILE === undefined ? BACKUP_S3_SECRET : readFileSync(BACKUP_S3_SECRET_FILE, "utf8").trim();

/** Sentences for settings that don't go together. */
export const listBackupFaults = (from: BackupEnvironment): string[] => {
  const faults: string[] = [];
  for (const name of ["BACKUP_PASSPHRASE_FILE", "BACKUP_IDENTITY_FILE", "BACKUP_S3_SECRET_FILE"] as const) {
    const path = from[name];
    if (path !== undefined && !existsSync(path)) faults.push(`${name}=${path}: there is no such file`);
  }
  if (faults.length > 0 || from.BACKUP_TO === undefined) return faults;
  if (from.BACKUP_RECIPIENT.length === 0 && from.BACKUP_PASSPHRASE_FILE === undefined)
    faults.push(
      `BACKUP_TO=${from.BACKUP_TO}: needs BACKUP_RECIPIENT or BACKUP_PASSPHRASE_FILE; backups are never made unsealed`,
    );
  if (
    from.BACKUP_TO.startsWith("s3://") &&
    [from.BACKUP_S3_ENDPOINT, from.BACKUP_S3_KEY, secretOf(from)].includes(undefined)
  )
    faults.push(
      `BACKUP_TO=${from.BACKUP_TO}: needs BACKUP_S3_ENDPOINT, BACKUP_S3_KEY and BACKUP_S3_SECRET (or BACKUP_S3_SECRET_FILE)`,
    );
  return faults;
};

/** The settings of backups. */
export const toBackupConfig = (from: BackupEnvironment): BackupConfig => {
  const { BACKUP_S3_ENDPOINT: endpoint, BACKUP_S3_REGION: region, BACKUP_S3_KEY: key } = from;
  const secret = secretOf(from);
  const path = (file: string | undefined) => (file === undefined ? undefined : resolve(file));
  return {
    to: from.BACKUP_TO?.startsWith("s3://") === true ? from.BACKUP_TO : path(from.BACKUP_TO),
    at: from.BACKUP_AT,
    keep: from.BACKUP_KEEP,
    testDays: from.BACKUP_TEST_DAYS,
    recipients: from.BACKUP_RECIPIENT,
    passphraseFile: path(from.BACKUP_PASSPHRASE_FILE),
    identityFile: path(from.BACKUP_IDENTITY_FILE),
    s3:
      endpoint === undefined || key === undefined || secret === undefined
        ? undefined
        : { endpoint, region, key, secret },
  };
};
