import { existsSync } from "node:fs";
import type { Decrypter } from "age-encryption";
import { sha256Of } from "./archive.ts";
import { BackupFault } from "./fault.ts";
import { fileOf, listWhole, type Place } from "./place.ts";
import { Cover, format, Manifest, manifestName, SignedManifest, wholeName } from "./shape.ts";

const none = (where: string): BackupFault =>
  new BackupFault(
    {
      zh: "这里没有完整的备份（没写完的不算）：",
      en: "There is no whole backup here (one that was not finished is none):",
    },
    where,
  );

const several = (cities: readonly string[]): BackupFault =>
  new BackupFault(
    { zh: "这里有多座城市的备份，请指明其一：", en: "Backups of several cities lie here; name one of them:" },
    cities.join(", "),
  );

const parseJson = (bytes: Buffer | string, name: string): unknown => {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new BackupFault({ zh: "备份文件损坏：", en: "A file of the backup is damaged:" }, name);
  }
};

/** Reads the cover of a backup. */
export const readCover = async (place: Place, name: string): Promise<Cover> => {
  const file = fileOf(name, wholeName);
  const content = parseJson(await place.get(file), file) as { format?: unknown };
  if (content.format !== format)
    throw new BackupFault(
      { zh: "备份的格式本程序不认识：", en: "This program does not know the format of the backup:" },
      String(content.format),
    );
  const read = Cover.safeParse(content);
  if (!read.success) throw new BackupFault({ zh: "备份文件损坏：", en: "A file of the backup is damaged:" }, file);
  return read.data;
};

/** Finds the newest whole backup at a place, or the one that the place itself is. */
export const findNewest = async (place: Place): Promise<string> => {
  const names = await listWhole(place);
  const cities = new Set(names.map((name) => name.split("/").slice(0, -1).join("/")));
  if (cities.size > 1) throw several([...cities]);
  const newest = names.at(-1);
  if (newest === undefined) throw none(place.words);
  return newest;
};

/** Opens the manifest: whole, sealed for us, and of the format we know. Its signature is looked at once the keys are there. */
export const openManifest = async (
  place: Place,
  name: string,
  { cover, opener }: { readonly cover: Cover; readonly opener: Decrypter },
): Promise<{ manifest: Manifest; signed: SignedManifest }> => {
  const file = fileOf(name, manifestName);
  const sealed = await place.get(file);
  if (sealed.length !== cover.manifest.bytes || sha256Of(sealed) !== cover.manifest.sha256)
    throw new BackupFault(
      { zh: "备份文件损坏或被改动：", en: "A file of the backup is damaged or was altered:" },
      file,
    );
  const text = await opener.decrypt(Uint8Array.from(sealed), "text").catch((error: Error) => {
    throw new BackupFault(
      { zh: "打不开备份：口令或密钥不对。", en: "The backup can't be opened: wrong passphrase or key." },
      error.message,
    );
  });
  const signed = SignedManifest.parse(parseJson(text, file));
  const read = Manifest.safeParse(parseJson(signed.manifest, file));
  if (!read.success) throw new BackupFault({ zh: "备份文件损坏：", en: "A file of the backup is damaged:" }, file);
  if (JSON.stringify(read.data.volumes) !== JSON.stringify(cover.volumes))
    throw new BackupFault(
      { zh: "备份的封面与清单不一致：", en: "Cover and manifest of the backup do not agree:" },
      name,
    );
  return { manifest: read.data, signed };
};

/** Whether an address is a folder that is not there: said before anything else. */
export const checkFolder = (address: string): void => {
  if (!address.startsWith("s3://") && !existsSync(address)) throw none(address);
};
