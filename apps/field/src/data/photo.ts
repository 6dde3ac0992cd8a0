import { dump, GPSHelper, type IExif, insert, load, TagValues } from "piexif-ts";
import { serverNow } from "./clock.ts";
import type { KeptPhoto } from "./database.ts";
import { currentPlace } from "./place.ts";

/** Enough to read a number plate across a street, little enough for a poor line. */
const longestSide = 1_920;
const quality = 0.82;
/** A position older than this is another place. */
const freshMs = 120_000;

const { ExifIFD, GPSIFD } = TagValues;

/** The picture is none, or of a kind this browser can't read. */
export class NotAPicture extends Error {}

const shrink = async (file: Blob): Promise<Blob> => {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new NotAPicture();
  });
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob === null ? fail(new NotAPicture()) : done(blob)), "image/jpeg", quality),
  );
};

const toBinary = async (blob: Blob): Promise<string> => {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return text;
};

const toBlob = (binary: string): Blob =>
  new Blob([Uint8Array.from(binary, (letter) => letter.charCodeAt(0))], { type: "image/jpeg" });

/** What the camera wrote of time and place; nothing when it wrote none or the phone took it out. */
const readOrigin = (binary: string): Pick<IExif, "Exif" | "GPS"> => {
  try {
    const { Exif, GPS } = load(binary);
    return { ...(Exif === undefined ? {} : { Exif }), ...(GPS === undefined ? {} : { GPS }) };
  } catch {
    // No JPEG, or no such data in it.
    return {};
  }
};

/** Time and place beside the picture: the camera's own where it wrote them, else the phone's. */
const originOf = (original: string, at: number, position: readonly [number, number] | undefined): IExif => {
  const { Exif = {}, GPS = {} } = readOrigin(original);
  const utc = new Date(at).toISOString();
  const own = Exif[ExifIFD.DateTimeOriginal];
  const offset = Exif[ExifIFD.OffsetTimeOriginal];
  const exif: NonNullable<IExif["Exif"]> =
    typeof own === "string"
      ? {
          [ExifIFD.DateTimeOriginal]: own,
          ...(typeof offset === "string" ? { [ExifIFD.OffsetTimeOriginal]: offset } : {}),
        }
      : {
          [ExifIFD.DateTimeOriginal]: utc.slice(0, 19).replaceAll("-", ":").replace("T", " "),
          [ExifIFD.OffsetTimeOriginal]: "+00:00",
        };
  if (GPS[GPSIFD.GPSLatitude] !== undefined || position === undefined) return { Exif: exif, GPS };
  const [longitude, latitude] = position;
  return {
    Exif: exif,
    GPS: {
      [GPSIFD.GPSLatitudeRef]: latitude < 0 ? "S" : "N",
      [GPSIFD.GPSLatitude]: GPSHelper.degToDmsRational(Math.abs(latitude)),
      [GPSIFD.GPSLongitudeRef]: longitude < 0 ? "W" : "E",
      [GPSIFD.GPSLongitude]: GPSHelper.degToDmsRational(Math.abs(longitude)),
      [GPSIFD.GPSMapDatum]: "WGS-84",
    },
  };
};

/** Makes a photo small on the phone, before it is stored, and keeps with it when and where it was taken. */
export const takePhoto = async (file: Blob): Promise<KeptPhoto> => {
  const { here } = currentPlace();
  const position = here !== undefined && Date.now() - here.at < freshMs ? here.position : undefined;
  const takenAt = serverNow();
  const small = await shrink(file);
  const origin = originOf(await toBinary(file), takenAt, position);
  const blob = toBlob(insert(dump(origin), await toBinary(small)));
  return { id: crypto.randomUUID(), blob, takenAt, position };
};
