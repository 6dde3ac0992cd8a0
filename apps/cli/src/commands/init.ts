import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Profile } from "@chengyun/contracts";
import { Unusable } from "@chengyun/importer";
import { Command, Option } from "commander";
import { Exit, exitCodes } from "../exit.ts";
import { findHome } from "../home.ts";
import { type Asking, askNobody, askPerson } from "../init/asking.ts";
import { isOsm, readExtentOfFile } from "../init/extent.ts";
import { listFaults, makeProfile } from "../init/profile.ts";
import { askAll, type InitFlags } from "../init/questions.ts";
import { openTerminal, type Terminal } from "../terminal.ts";

interface InitOptions extends InitFlags {
  readonly area?: string;
  readonly system?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
}

const idOf = (folder: string): string => {
  const id = basename(folder);
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) return id;
  throw new Exit(exitCodes.usage, {
    zh: `目录名“${id}”将作为城市代号，只能用小写字母、数字和连字符，以字母开头，如 my-city。`,
    en: `"${id}" becomes the city's id: small letters, digits and hyphens only, beginning with a letter, e.g. my-city.`,
  });
};

const openStreetMap = {
  zh: "© OpenStreetMap 贡献者（ODbL 1.0）",
  en: "© OpenStreetMap contributors (ODbL 1.0)",
};

const readTemplate = (): Profile =>
  Profile.parse(JSON.parse(readFileSync(join(findHome(), "deploy", "new-city.json"), "utf8")));

const tellNext = (terminal: Terminal, folder: string, { id, demo }: Profile): void => {
  const cities = relative(process.cwd(), dirname(folder)) || ".";
  const mapping = "deploy/mappings/base-osm.json";
  terminal.say({
    zh: `\n接下来：\n  1. 启动：           CITIES_DIR=${cities} CITY=${id} npm start\n  2. 底图（另开终端）：CITY=${id} npx chengyun import base 提取.osm --map ${mapping}\n  3. 部件：           CITY=${id} npx chengyun import things 文件.csv --map 映射.json\n指南：docs/guides/run-in-a-city.zh-CN.md`,
    en: `\nNext:\n  1. start it:                       CITIES_DIR=${cities} CITY=${id} npm start\n  2. base map (a second terminal):   CITY=${id} npx chengyun import base EXTRACT.osm --map ${mapping}\n  3. facilities:                     CITY=${id} npx chengyun import things FILE.csv --map MAPPING.json\nGuide: docs/guides/run-in-a-city.md`,
  });
  if (demo) return;
  terminal.say({
    zh: "正式使用的城市没有演示密钥：用启动时打印的安全管理员密码登录，在“密钥”中建一个含 imports.run 的密钥，设为 CHENGYUN_KEY。",
    en: "A city in real use has no demo key: sign in with the security administrator's password that the start prints, make a key with imports.run under Keys, and set it as CHENGYUN_KEY.",
  });
};

const makeCity = async (folder: string, options: InitOptions, asking: Asking, terminal: Terminal): Promise<void> => {
  const path = join(folder, "profile.json");
  if (existsSync(path) && options.force !== true)
    throw new Exit(exitCodes.usage, {
      zh: `${path} 已经存在，未作改动。要覆盖请加 --force。`,
      en: `${path} is there already; nothing was changed. --force writes over it.`,
    });
  const id = idOf(folder);
  const template = readTemplate();
  const box = options.area === undefined ? undefined : await readExtentOfFile(options.area, options.system);
  const extent = options.extent ?? box?.join(",");
  const answers = await askAll(asking.ask, extent === undefined ? options : { ...options, extent }, template, id);
  const sources = options.area !== undefined && isOsm(options.area) ? [openStreetMap] : [];
  const { profile, atDesk } = makeProfile(template, id, { ...answers, sources });
  const faults = listFaults(profile);
  if (faults.length > 0)
    throw new Exit(exitCodes.usage, {
      zh: `这样的城市无法启动，未写任何文件：${faults.map(({ zh }) => zh).join("；")}`,
      en: `A city like this could not start; nothing was written: ${faults.map(({ en }) => en).join("; ")}`,
    });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify(profile, null, 2)}\n`);
  terminal.say({ zh: `已写入 ${path}`, en: `Written: ${path}` });
  if (atDesk.length > 0)
    terminal.warn({
      zh: `这些职责没有部门，先归 ${profile.dutyDesk}；可在文件的 duties 中改：${atDesk.join("、")}`,
      en: `Nobody was named for these duties, so ${profile.dutyDesk} has them until "duties" in the file says otherwise: ${atDesk.join(", ")}`,
    });
  if (profile.areaCode === template.areaCode && options.areaCode === undefined)
    terminal.warn({
      zh: `没有给出行政区划代码，案卷和部件编号暂以 ${profile.areaCode} 开头：首次启动前用 --area-code 给出六位代码，或改文件中的 areaCode；编号一经生成不再改动。`,
      en: `Nobody said the city's code, so numbers of cases and things begin with ${profile.areaCode}: say its six digits with --area-code, or in "areaCode" of the file, before the first start; numbers once given stay.`,
    });
  tellNext(terminal, folder, profile);
};

/** Makes an empty city and gives the exit code. */
export const initCity = async (
  folder: string,
  options: InitOptions,
  { asking, terminal }: { readonly asking: Asking; readonly terminal: Terminal },
): Promise<number> => {
  try {
    await makeCity(resolve(folder), options, asking, terminal);
    return exitCodes.done;
  } catch (fault) {
    if (!(fault instanceof Exit) && !(fault instanceof Unusable)) throw fault;
    terminal.warn(fault.text);
    return fault instanceof Exit ? fault.code : exitCodes.noData;
  } finally {
    asking.close();
  }
};

/** `chengyun init DIR`: a few questions, and an empty city that starts. */
export const initCommand = (): Command =>
  new Command("init")
    .description("新建一座空城市 · a few questions, then an empty city that starts")
    .argument("<dir>", "城市目录，其名即代号 · folder of the city; its name is the city's id")
    .option("--name <中文/English>", "名称 · name")
    .option("--extent <w,s,e,n>", "范围，WGS-84 · extent in degrees")
    .option("--area <file>", "从 OSM、GeoJSON 或 Shapefile 读出范围 · read the extent off a file")
    .option("--system <name>", "该文件的坐标系 · its coordinates: wgs-84, cgcs2000, gcj-02, bd-09")
    .option("--zone <zone>", "时区 · IANA zone")
    .option("--languages <list>", "语言 · zh,en")
    .option("--calendar <code>", "节假日 · cn, us, us-ma …")
    .option("--area-code <digits>", "六位行政区划代码 · six digits")
    .option("--levels <names>", "五级区域名称 · five names, 中文/English, semicolons between")
    .option("--case-code <layout>", "案卷编号 · e.g. area6-date8-serial5")
    .option("--part-code <layout>", "部件编码 · e.g. area6-class4-serial6")
    .option("--grid-code <layout>", "网格编码 · e.g. area12-serial3")
    .option("--departments <list>", "部门 · code=中文/English; …, the duty desk first")
    .addOption(new Option("--demo <y|n>", "是否试用 · one-click entries and a key on this machine").choices(["y", "n"]))
    .option("--yes", "不提问，未给出的用默认值 · ask nothing, take the defaults")
    .option("--force", "覆盖已有的 · write over one that is there")
    .action(async (folder: string, options: InitOptions) => {
      const terminal = openTerminal();
      const asking = options.yes === true || !process.stdin.isTTY ? askNobody : askPerson(terminal);
      process.exitCode = await initCity(folder, options, { asking, terminal });
    });
