import type { Profile } from "@chengyun/contracts";
import {
  type Answers,
  calendarOfZone,
  readAreaCode,
  readCalendar,
  readDepartments,
  readExtent,
  readLanguages,
  readLayout,
  readLevels,
  readName,
  readYes,
  readZone,
  writeDepartments,
  writeLayout,
} from "./answers.ts";
import type { Ask } from "./asking.ts";

/** What flags can say beforehand, as typed. */
export interface InitFlags {
  readonly name?: string;
  readonly zone?: string;
  readonly languages?: string;
  readonly extent?: string;
  readonly areaCode?: string;
  readonly levels?: string;
  readonly calendar?: string;
  readonly caseCode?: string;
  readonly partCode?: string;
  readonly gridCode?: string;
  readonly departments?: string;
  readonly demo?: string;
}

const layouts = ["case", "part", "grid"] as const;
const layoutNames = {
  case: { zh: "案卷编号", en: "Numbers of cases" },
  part: { zh: "部件编码", en: "Codes of facilities" },
  grid: { zh: "单元网格编码", en: "Codes of grid cells" },
} as const;
const layoutFlags = { case: "caseCode", part: "partCode", grid: "gridCode" } as const;

const askCodes = async (ask: Ask, flags: InitFlags, usual: Profile["codes"]): Promise<Profile["codes"]> => {
  const codes = { ...usual };
  for (const of of layouts)
    codes[of] = await ask({
      text: layoutNames[of],
      given: flags[layoutFlags[of]],
      usual: writeLayout(usual[of]),
      flag: `--${of}-code`,
      read: readLayout,
    });
  return codes;
};

const writeLevels = (levels: Profile["levels"]): string => levels.map(({ zh, en }) => `${zh}/${en}`).join("; ");

type Ground = Pick<Answers, "name" | "extent" | "zone" | "languages" | "calendar">;

const askGround = async (ask: Ask, flags: InitFlags, template: Profile, id: string): Promise<Ground> => {
  const name = await ask({
    text: { zh: "城市名称（中文/English）", en: "Name of the city, Chinese/English" },
    given: flags.name,
    usual: id,
    flag: "--name",
    read: readName,
  });
  const extent = await ask({
    text: {
      zh: "范围：西,南,东,北（WGS-84 度）。也可以用 --area 文件 读出",
      en: "Extent: west,south,east,north in degrees WGS-84; --area FILE reads it off a map",
    },
    given: flags.extent,
    usual: undefined,
    flag: "--extent",
    read: readExtent,
  });
  const zone = await ask({
    text: { zh: "时区", en: "Time zone" },
    given: flags.zone,
    usual: template.zone,
    flag: "--zone",
    read: readZone,
  });
  const languages = await ask({
    text: { zh: "语言，第一个为主", en: "Languages, the city's own first" },
    given: flags.languages,
    usual: template.languages.join(","),
    flag: "--languages",
    read: readLanguages,
  });
  const calendar = await ask({
    text: {
      zh: "法定节假日：cn（国务院安排），或国家代码",
      en: "Public holidays: cn (the State Council's), or a country like us, us-ma",
    },
    given: flags.calendar,
    usual: calendarOfZone(zone),
    flag: "--calendar",
    read: readCalendar,
  });
  return { name, extent, zone, languages, calendar };
};

/** Asks all that a city needs and nobody can know; each answer has a default but where the city lies. */
export const askAll = async (
  ask: Ask,
  flags: InitFlags,
  template: Profile,
  id: string,
): Promise<Omit<Answers, "sources">> => {
  const ground = await askGround(ask, flags, template, id);
  const areaCode = await ask({
    text: { zh: "六位行政区划代码，编号用", en: "Six digits of the city, for its numbers" },
    given: flags.areaCode,
    usual: template.areaCode,
    flag: "--area-code",
    read: readAreaCode,
  });
  const levels = await ask({
    text: { zh: "五级区域的名称，由大到小", en: "Names of the five levels of areas, outermost first" },
    given: flags.levels,
    usual: writeLevels(template.levels),
    flag: "--levels",
    read: readLevels,
  });
  const codes = await askCodes(ask, flags, template.codes);
  const departments = await ask({
    text: {
      zh: "部门：代码=中文/English，以分号分隔，第一个值班",
      en: "Departments: code=Chinese/English with semicolons between, the duty desk first",
    },
    given: flags.departments,
    usual: writeDepartments(template.departments),
    flag: "--departments",
    read: readDepartments,
  });
  const demo = await ask({
    text: {
      zh: "试用？（本机一键登录，并生成命令行密钥；正式使用答 n）",
      en: "For trying out? (one-click entries on this machine and a key for the command line; n for real use)",
    },
    given: flags.demo,
    usual: "y",
    flag: "--demo",
    read: readYes,
  });
  return { ...ground, areaCode, levels, codes, departments, demo };
};
