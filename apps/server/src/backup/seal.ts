import { readFileSync } from "node:fs";
import { Decrypter, Encrypter } from "age-encryption";
import type { Config } from "../config.ts";
import { BackupFault } from "./fault.ts";

/** Whom backups are sealed for, and with what they are opened; age (C2SP) does both. */
export type SealSettings = Pick<Config["backup"], "recipients" | "passphraseFile" | "identityFile">;

const readPassphrase = (path: string): string => {
  const text = readFileSync(path, "utf8").trim();
  if (text.length < 12)
    throw new BackupFault(
      { zh: "备份口令不足 12 个字符：", en: "The passphrase for backups has fewer than 12 characters:" },
      path,
    );
  return text;
};

const noSeal = {
  zh: "没有设置备份的加密方式（BACKUP_RECIPIENT 或 BACKUP_PASSPHRASE_FILE）；不做不加密的备份。",
  en: "Nothing is set to seal backups with (BACKUP_RECIPIENT or BACKUP_PASSPHRASE_FILE); none is made unsealed.",
};

/** How a backup is sealed, as its cover says it. */
export const sealedFor = ({ recipients }: SealSettings): "recipient" | "passphrase" =>
  recipients.length > 0 ? "recipient" : "passphrase";

/** One that seals; each stream has a key of its own. */
export const openSealer = (settings: SealSettings): Encrypter => {
  const sealer = new Encrypter();
  for (const recipient of settings.recipients) sealer.addRecipient(recipient);
  if (settings.recipients.length > 0) return sealer;
  if (settings.passphraseFile === undefined) throw new BackupFault(noSeal);
  sealer.setPassphrase(readPassphrase(settings.passphraseFile));
  return sealer;
};

/** Whether what is at hand can open backups that are made from now on. */
export const canOpen = ({ recipients, passphraseFile, identityFile }: SealSettings): boolean =>
  recipients.length > 0 ? identityFile !== undefined : passphraseFile !== undefined;

const identitiesIn = (path: string): string[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));

/** One that opens: by the identities in a file, by a passphrase, or by both. */
export const openOpener = ({ passphraseFile, identityFile }: SealSettings): Decrypter => {
  if (passphraseFile === undefined && identityFile === undefined)
    throw new BackupFault({
      zh: "没有打开备份的密钥（BACKUP_IDENTITY_FILE 或 BACKUP_PASSPHRASE_FILE）。",
      en: "There is nothing to open the backup with (BACKUP_IDENTITY_FILE or BACKUP_PASSPHRASE_FILE).",
    });
  const opener = new Decrypter();
  if (identityFile !== undefined) for (const identity of identitiesIn(identityFile)) opener.addIdentity(identity);
  if (passphraseFile !== undefined) opener.addPassphrase(readPassphrase(passphraseFile));
  return opener;
};
