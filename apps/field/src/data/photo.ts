import { zoneAhead } from "@chengyun/ui";
import piexif, { type ExifData } from "piexifjs";
import { serverNow } from "./clock.ts";
import type { KeptPhoto } from "./database.ts";
import { currentPlace } from "./place.ts";
import { currentState } from "./state.ts";

/** Enough to read a number plate across a street, little enough for a poor line. */
const longestSide = 1_920;
const quality = 0.82;
/** A position older than this is another place. */
const freshMs = 120_000;

const { ExifIFD, GPSIFD, GPSHelper } = piexif;

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
const readOrigin = (binary: string): { Exif: object; GPS: object } => {
  try {
    const { Exif = {}, GPS = {} } = piexif.load(binary);
    return { Exif, GPS };
  } catch {
    // No JPEG, or no such data in it.
    return { Exif: {}, GPS: {} };
  }
};

const only = (values: object, tags: readonly number[]): Record<number, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([tag]) => tags.includes(Number(tag))));

/** What the city's wall clocks show, as cameras write it. */
const wallText = (at: number): string => {
  const zone = currentState().city?.zone ?? "UTC";
  const wall = new Date(at + zoneAhead(at, zone)).toISOString();
  return wall.slice(0, 19).replaceAll("-", ":").replace("T", " ");
};

const placeData = ([longitude, latitude]: readonly [number, number]): Record<number, unknown> => ({
  [GPSIFD.GPSLatitudeRef]: latitude < 0 ? "S" : "N",
  [GPSIFD.GPSLatitude]: GPSHelper.degToDmsRational(Math.abs(latitude)),
  [GPSIFD.GPSLongitudeRef]: longitude < 0 ? "W" : "E",
  [GPSIFD.GPSLongitude]: GPSHelper.degToDmsRational(Math.abs(longitude)),
  [GPSIFD.GPSMapDatum]: "WGS-84",
});

const places = [GPSIFD.GPSLatitudeRef, GPSIFD.GPSLatitude, GPSIFD.GPSLongitudeRef, GPSIFD.GPSLongitude];

interface Taken {
  readonly at: number | undefined;
  readonly position: readonly [number, number] | undefined;
}

/** Time and place beside the picture: the camera's own where it wrote them, else what the phone knows. */
const originOf = (original: string, { at, position }: Taken): ExifData => {
  const { Exif, GPS } = readOrigin(original);
  const own = only(Exif, [ExifIFD.DateTimeOriginal]);
  const time = Object.keys(own).length > 0 || at === undefined ? own : { [ExifIFD.DateTimeOriginal]: wallText(at) };
  const ownPlace = only(GPS, [...places, GPSIFD.GPSMapDatum]);
  const place = Object.keys(ownPlace).length > 0 || position === undefined ? ownPlace : placeData(position);
  return { Exif: time, GPS: place };
};

/** `album`: taken at another time and maybe elsewhere, so what the phone knows now says nothing of it. */
export type PhotoSource = "camera" | "album";

/** Makes a photo small on the phone, before it is stored, and keeps with it when and where it was taken. */
export const takePhoto = async (file: Blob, source: PhotoSource): Promise<KeptPhoto> => {
  const { here } = currentPlace();
  const isHere = source === "camera" && here !== undefined && Date.now() - here.at < freshMs;
  const position = isHere ? here.position : undefined;
  const takenAt = serverNow();
  const small = await shrink(file);
  const origin = originOf(await toBinary(file), { at: source === "camera" ? takenAt : undefined, position });
  const blob = toBlob(piexif.insert(piexif.dump(origin), await toBinary(small)));
  return { id: crypto.randomUUID(), blob, takenAt, position };
};
