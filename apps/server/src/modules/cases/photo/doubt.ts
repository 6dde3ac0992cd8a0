import { type Label, metresApart } from "@chengyun/kernel";
import type { PhotoRecord } from "./store.ts";

/** What a photo is held against: where its case is, and since when it is known. */
export interface Circumstance {
  readonly position: readonly [longitude: number, latitude: number];
}

/** Phones are off by tens of metres between houses; more is another place. */
const farMetres = 500;
const oldMs = 24 * 3_600_000;
/** Clocks of cameras run a little ahead. */
const aheadMs = 10 * 60_000;

const distanceWords = (metres: number): Label =>
  metres < 10_000
    ? { zh: `${Math.round(metres / 10) * 10} 米`, en: `${Math.round(metres / 10) * 10} m` }
    : { zh: `${Math.round(metres / 1_000)} 公里`, en: `${Math.round(metres / 1_000)} km` };

const ageWords = (ms: number): Label => {
  const hours = Math.round(ms / 3_600_000);
  return hours < 72
    ? { zh: `${hours} 小时`, en: `${hours} hours` }
    : { zh: `${Math.round(hours / 24)} 天`, en: `${Math.round(hours / 24)} days` };
};

/** What speaks against a photo showing this place now, in words; empty when nothing does. */
export const doubtsOf = (photo: PhotoRecord, { position }: Circumstance): Label[] => {
  const doubts: Label[] = [];
  const metres = photo.position === undefined ? 0 : metresApart(photo.position, position);
  if (metres > farMetres) {
    const words = distanceWords(metres);
    doubts.push({ zh: `拍摄地点距案卷位置 ${words.zh}`, en: `taken ${words.en} from the case's place` });
  }
  const age = photo.takenAt === undefined ? 0 : photo.uploadedAt.getTime() - photo.takenAt.getTime();
  if (age > oldMs) {
    const words = ageWords(age);
    doubts.push({ zh: `拍摄于上传前 ${words.zh}`, en: `taken ${words.en} before it was uploaded` });
  }
  if (age < -aheadMs) doubts.push({ zh: "拍摄时间晚于上传时间", en: "says it was taken after it was uploaded" });
  return doubts;
};
