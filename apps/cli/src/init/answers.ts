import type { Profile } from "@chengyun/contracts";
import { isZone, type Label } from "@chengyun/kernel";

/** What is asked about a new city. */
export interface Answers {
  readonly name: Label;
  readonly zone: string;
  readonly languages: Profile["languages"];
  readonly extent: Profile["extent"];
  readonly areaCode: string;
  readonly levels: Profile["levels"];
  readonly calendar: string;
  readonly codes: Profile["codes"];
  readonly departments: Profile["departments"];
  readonly demo: boolean;
  /** Whose data the city is drawn from, as they want to be named. */
  readonly sources: Profile["sources"];
}

/** An answer read, or what is wrong with it. */
export type Read<Value> = { readonly value: Value } | { readonly wrong: Label };

const wrong = (zh: string, en: string): { readonly wrong: Label } => ({ wrong: { zh, en } });

const toLabel = (text: string): Label => {
  const [zh = "", en = ""] = text.split("/").map((part) => part.trim());
  return { zh, en: en === "" ? zh : en };
};

/** `中文/English`; one language alone stands for both. */
export const readName = (text: string): Read<Label> => {
  const name = toLabel(text);
  return name.zh === "" || text.split("/").length > 2
    ? wrong(`“${text}”不是名称，请写成 沅江市/Yuanjiang`, `"${text}" is no name; write it as 沅江市/Yuanjiang`)
    : { value: name };
};

/** An IANA zone. */
export const readZone = (text: string): Read<string> =>
  isZone(text)
    ? { value: text }
    : wrong(
        `没有时区“${text}”，请写 IANA 名称，如 Asia/Shanghai`,
        `There is no zone "${text}"; write one like Asia/Shanghai`,
      );

/** `zh,en`, the first being the city's own. */
export const readLanguages = (text: string): Read<Profile["languages"]> => {
  const given = [...new Set(text.split(/[\s,，]+/).filter(Boolean))];
  const known = given.filter((one): one is "zh" | "en" => one === "zh" || one === "en");
  return known.length === given.length && known.length > 0
    ? { value: known }
    : wrong(`语言只有 zh 和 en，没有“${text}”`, `The languages are zh and en; "${text}" is neither`);
};

/** `west,south,east,north` in degrees. */
export const readExtent = (text: string): Read<Profile["extent"]> => {
  const parts = text.split(/[\s,，]+/).filter(Boolean);
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = parts.map(Number);
  const isBox = parts.length === 4 && west < east && south < north;
  return isBox && west >= -180 && east <= 180 && south >= -90 && north <= 90
    ? { value: [west, south, east, north] }
    : wrong(
        `“${text}”不是范围，请按 WGS-84 度数写西、南、东、北，如 112.2,28.65,112.95,29.2`,
        `"${text}" is no extent; write west, south, east, north in degrees WGS-84, e.g. 112.2,28.65,112.95,29.2`,
      );
};

/** Six digits. */
export const readAreaCode = (text: string): Read<string> =>
  /^\d{6}$/.test(text) ? { value: text } : wrong(`“${text}”不是六位数字`, `"${text}" is not six digits`);

/** Five names, outermost first. */
export const readLevels = (text: string): Read<Profile["levels"]> => {
  const levels = text.split(/[;；]/).map(toLabel);
  return levels.length === 5 && levels.every(({ zh }) => zh !== "")
    ? { value: levels }
    : wrong(
        `应有五级名称，以分号分隔、由大到小，这里是 ${levels.length} 级`,
        `There are five levels, outermost first, with semicolons between; here are ${levels.length}`,
      );
};

/** `cn`, a country, or a country and its state. */
export const readCalendar = (text: string): Read<string> =>
  /^[a-z]{2}(-[a-z0-9]{1,3})?$/.test(text)
    ? { value: text }
    : wrong(
        `“${text}”不是假日表，请写 cn，或国家代码如 us、us-ma`,
        `"${text}" is no table of holidays; write cn, or a country like us or us-ma`,
      );

const piecePattern = /^(area|date|class|serial)(\d{1,2})$/;

/** `area6-date8-serial5`. */
export const readLayout = (text: string): Read<Profile["codes"]["case"]> => {
  const pieces = text.split("-").map((piece) => piecePattern.exec(piece.trim()));
  const layout = pieces.flatMap((found) =>
    found === null ? [] : [{ of: found[1] as "area" | "date" | "class" | "serial", digits: Number(found[2]) }],
  );
  const isSound = layout.length === pieces.length && layout.every(({ digits }) => digits >= 1 && digits <= 12);
  return isSound
    ? { value: layout }
    : wrong(
        `“${text}”不是编码规则，请用 area、date、class、serial 加位数，如 area6-date8-serial5`,
        `"${text}" is no code layout; write area, date, class or serial with their digits, e.g. area6-date8-serial5`,
      );
};

/** A layout as it is typed. */
export const writeLayout = (layout: Profile["codes"]["case"]): string =>
  layout.map(({ of, digits }) => `${of}${digits}`).join("-");

const departmentPattern = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)=(.+)$/;

/** `code=中文/English; …`; the first is the duty desk. */
export const readDepartments = (text: string): Read<Profile["departments"]> => {
  const parts = text.split(/[;；]/).map((part) => part.trim());
  const found = parts.flatMap((part) => {
    const [, code = "", name = ""] = departmentPattern.exec(part) ?? [];
    return code === "" ? [] : [{ code, name: toLabel(name) }];
  });
  const codes = new Set(found.map(({ code }) => code));
  return found.length === parts.length && codes.size === found.length
    ? { value: found }
    : wrong(
        "部门请写成 代码=中文/English，以分号分隔，代码用小写字母且不重复；第一个是值班部门",
        "Write departments as code=中文/English with semicolons between, each code once, in small letters; the first is the duty desk",
      );
};

/** Departments as they are typed. */
export const writeDepartments = (departments: Profile["departments"]): string =>
  departments.map(({ code, name }) => `${code}=${name.zh}/${name.en}`).join("; ");

const words: Readonly<Record<string, boolean>> = { y: true, yes: true, 是: true, n: false, no: false, 否: false };

/** Yes or no. */
export const readYes = (text: string): Read<boolean> => {
  const value = words[text.toLowerCase()];
  return value === undefined ? wrong("请答 y 或 n", "Answer y or n") : { value };
};

/** Table of holidays that goes with a zone, where one can be told by it; a person may say another. */
export const calendarOfZone = (zone: string): string => {
  if (/^Asia\/(Shanghai|Urumqi|Chongqing|Harbin)$/.test(zone)) return "cn";
  const countries: Readonly<Record<string, string>> = {
    "Europe/Berlin": "de",
    "Europe/London": "gb",
    "Europe/Paris": "fr",
    "Asia/Tokyo": "jp",
    "Asia/Singapore": "sg",
  };
  return countries[zone] ?? (/^America\/(New_York|Chicago|Denver|Los_Angeles)$/.test(zone) ? "us" : "cn");
};
