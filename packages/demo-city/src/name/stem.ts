import type { Random } from "../random.ts";

/** The part of a name that tells it from others, with its pinyin. */
export interface Stem {
  readonly zh: string;
  readonly en: string;
}

type Syllable = readonly [zh: string, pinyin: string];

const parse = (text: string): Syllable[] => text.split(" ").map((pair) => [pair.slice(0, 1), pair.slice(1)] as const);

const roadFirst = parse(
  "云yun 青qing 明ming 清qing 文wen 德de 仁ren 和he 永yong 福fu 安an 康kang 泰tai 兴xing 盛sheng 华hua 祥xiang 瑞rui 宁ning 平ping 顺shun 昌chang 荣rong 嘉jia 景jing 春chun 秋qiu 望wang 临lin 映ying 听ting 揽lan 朝chao 锦jin 翠cui 玉yu 银yin 丹dan 碧bi 紫zi 芳fang 秀xiu 雅ya 鸣ming 栖qi 长chang 広guang".replace(
    "広",
    "广",
  ),
);
const roadSecond = parse(
  "湖hu 江jiang 山shan 林lin 园yuan 苑yuan 亭ting 台tai 桥qiao 泉quan 溪xi 松song 柏bai 梅mei 兰lan 竹zhu 桂gui 枫feng 荷he 莲lian 柳liu 杉shan 樟zhang 榆yu 棠tang 月yue 霞xia 岚lan 川chuan 浦pu 汀ting 洲zhou 岭ling 源yuan 乐le 新xin 民min 学xue 贤xian 鹤he 鹭lu 雁yan",
);
const firmSecond = parse("达da 丰feng 源yuan 辰chen 信xin 诚cheng 力li 远yuan 通tong 腾teng 科ke 恒heng 联lian 益yi");
const laneFirst = parse(
  "竹zhu 油you 盐yan 米mi 茶cha 酒jiu 铁tie 铜tong 银yin 染ran 笔bi 墨mo 书shu 柴chai 鱼yu 豆dou 糖tang 花hua 井jing 石shi 桂gui 槐huai 梨li 枣zao 杨yang 马ma 牛niu 仓cang 学xue 庙miao 塔ta 钟zhong 鼓gu 楼lou 渡du 横heng 直zhi 半ban 九jiu 三san 七qi",
);
const laneSecond = parse(
  "行hang 坊fang 铺pu 园yuan 井jing 门men 桥qiao 塘tang 湾wan 角jiao 弄nong 湖hu 楼lou 台tai 市shi 街jie 家jia 码ma 树shu 池chi 墙qiang 亭ting 祠ci 院yuan",
);
const villageFirst = parse(
  "大da 小xiao 上shang 下xia 双shuang 三san 五wu 九jiu 新xin 老lao 白bai 黄huang 青qing 红hong 金jin 银yin 石shi 沙sha 竹zhu 松song 枫feng 桃tao 李li 荷he 莲lian 茶cha 桔ju 柳liu 龙long 凤feng 马ma 牛niu 鹤he 雁yan 鹭lu 泉quan 云yun 星xing 月yue 长chang 高gao 横heng 清qing 明ming",
);
const villageSecond = parse(
  "塘tang 桥qiao 湾wan 洲zhou 坪ping 冲chong 溪xi 垸yuan 港gang 岭ling 岗gang 铺pu 渡du 田tian 坝ba 泉quan 湖hu 园yuan 屋wu 堤di 河he 洞dong 坡po 墩dun",
);
const surnames = parse(
  "周zhou 陈chen 李li 张zhang 王wang 刘liu 杨yang 黄huang 吴wu 徐xu 孙sun 胡hu 朱zhu 高gao 林lin 何he 郭guo 罗luo 梁liang 宋song 郑zheng 谢xie 韩han 唐tang 冯feng 董dong 萧xiao 程cheng 曹cao 袁yuan 邓deng 许xu 傅fu 沈shen 曾zeng 彭peng 吕lü 苏su 卢lu 蒋jiang 蔡cai 贾jia 丁ding 魏wei 薛xue 叶ye 阎yan 余yu 潘pan 杜du 戴dai 夏xia 钟zhong 汪wang 田tian 任ren 姜jiang 范fan 方fang 石shi 姚yao 谭tan 廖liao 邹zou 熊xiong 金jin 陆lu 郝hao 孔kong 崔cui 邱qiu 秦qin 江jiang 史shi 顾gu 侯hou 邵shao 孟meng 龙long 万wan 段duan 雷lei 钱qian 汤tang 尹yin 黎li 易yi 常chang 武wu 乔qiao 贺he 赖lai 龚gong 文wen",
);

/** Names of real cities and counties that chance could make; none of them is given. */
const real = new Set(
  "长江 清江 平江 永和 永兴 永宁 永新 安康 安宁 安乐 安源 安平 昌平 昌乐 长乐 长顺 长宁 长春 长兴 长泰 长岭 嘉兴 泰和 泰安 泰顺 泰兴 福安 福鼎 兴安 兴宁 永安 永福 永康 永平 永顺 永泰 和平 和顺 德安 德兴 文安 文昌 文山 新安 新兴 瑞昌 瑞安 华安 华容 青山 青川 青州 青田 云和 云林 清新 明溪 宁乡 顺昌 平顺 平泉 平川 平湖 康平 康乐 盛泽 祥云 银川 金溪 金湖 金湾 玉溪 玉林 玉泉 玉山 白河 白城 黄山 大洼 大田 大港 三河 双桥 龙泉 龙岗 龙湾 凤冈 凤山 石泉 沙河 沙湾 沙坪 桃源 上饶 临泉 临江 临川 望江 景泰 荣昌 兴山 丹江 秀山 紫云 春兰 福泉 福山 兴平 华亭 玉田 永川 永春 青浦 长洲 锦江 嘉陵 鹤山 黄浦 黄冈 南湖 西湖 东湖".split(
    " ",
  ),
);

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Pinyin of syllables in one word: an apostrophe before a vowel. */
const spell = (syllables: readonly Syllable[]): string =>
  capital(syllables.map(([, pinyin], index) => (index > 0 && /^[aeo]/.test(pinyin) ? `'${pinyin}` : pinyin)).join(""));

/** Hands out stems, each once for its kind. */
export interface Stems {
  readonly road: () => Stem;
  readonly lane: () => Stem;
  readonly village: () => Stem;
  readonly firm: () => Stem;
  /** A family name; the same may come again. */
  readonly person: () => { readonly surname: Stem };
}

const pick = <T>(list: readonly T[], random: Random): T => {
  const found = list[Math.floor(random.next() * list.length)];
  if (found === undefined) throw new Error("nothing to choose from");
  return found;
};

/** A source of names for one seed; `taken` are given by hand already. */
export const newStems = (random: Random, taken: Iterable<string>): Stems => {
  const used = new Set(taken);
  const draw = (make: () => Syllable[]): Stem => {
    for (;;) {
      const syllables = make();
      const zh = syllables.map(([sign]) => sign).join("");
      if (used.has(zh) || real.has(zh) || syllables[0]?.[0] === syllables[1]?.[0]) continue;
      used.add(zh);
      return { zh, en: spell(syllables) };
    }
  };
  const village = (): Syllable[] =>
    random.chance(0.45)
      ? [pick(surnames, random), ["家", "jia"], pick(villageSecond, random)]
      : [pick(villageFirst, random), pick(villageSecond, random)];
  return {
    road: () => draw(() => [pick(roadFirst, random), pick(roadSecond, random)]),
    lane: () => draw(() => [pick(laneFirst, random), pick(laneSecond, random)]),
    village: () => draw(village),
    firm: () => draw(() => [pick(roadFirst, random), pick(firmSecond, random)]),
    person: () => {
      const [zh, pinyin] = pick(surnames, random);
      return { surname: { zh, en: capital(pinyin) } };
    },
  };
};
