import type { CityArea, CityPerson } from "../city-shape.ts";
import type { Stems } from "../name/stem.ts";
import type { Random } from "../random.ts";
import { departments } from "./department.ts";
import { drawPortrait } from "./portrait.ts";

type Given = readonly [zh: string, en: string];

const given: readonly Given[] =
  "建国jianguo 志强zhiqiang 海燕haiyan 秀英xiuying 丽华lihua 文博wenbo 晓东xiaodong 雪梅xuemei 国栋guodong 春燕chunyan 明辉minghui 俊杰junjie 婷婷tingting 思远siyuan 雨桐yutong 子涵zihan 佳怡jiayi 浩然haoran 立新lixin 永红yonghong 桂兰guilan 德华dehua 红梅hongmei 玉珍yuzhen 宏伟hongwei 小平xiaoping 静jing 磊lei 敏min 勇yong 涛tao 芳fang 娟juan 军jun 燕yan 杰jie 霞xia 鹏peng 斌bin 琴qin 丹dan 宇yu 飞fei 玲ling 辉hui 云yun 岩yan 洁jie 凯kai 蕾lei"
    .split(" ")
    .map((text): Given => {
      const at = text.search(/[a-z]/);
      return [text.slice(0, at), text.slice(at)];
    });

/** Posts of a department, in the order they are filled. */
const staff: readonly (readonly [role: string, zh: string, en: string, count: number])[] = [
  ["leader", "负责人", "Head", 1],
  ["handler", "处置员", "Handler", 6],
];

interface Seat {
  readonly role: string;
  readonly department: string;
  readonly area: string;
  readonly post: { readonly zh: string; readonly en: string };
}

/** Seats: two leaders and handlers in each department, grid workers and verifiers in streets and communities. */
const listSeats = (areas: readonly CityArea[], count: number): Seat[] => {
  const streets = areas.filter(({ level }) => level === 3);
  const communities = areas.filter(({ level, path, parentPath }) => level === 4 && path.length > parentPath.length);
  const inBureaus = departments.flatMap(({ code, name }) =>
    staff.flatMap(([role, zh, en, most]) =>
      Array.from(
        { length: most },
        (): Seat => ({
          ...{ role, department: code, area: "" },
          post: { zh: `${name.zh}${zh}`, en: `${en}, ${name.en}` },
        }),
      ),
    ),
  );
  const verifiers = streets.map(
    ({ path, name }): Seat => ({
      ...{ role: "verifier", department: "operation-centre", area: path },
      post: { zh: `${name.zh}核查员`, en: `Verifier, ${name.en}` },
    }),
  );
  const workers = communities.map(
    ({ path, name }): Seat => ({
      ...{ role: "grid-worker", department: "operation-centre", area: path },
      post: { zh: `${name.zh}网格员`, en: `Grid worker, ${name.en}` },
    }),
  );
  return [...inBureaus, ...verifiers, ...workers].slice(0, count);
};

/**
 * A number in the country's form that no network gives out: mobile numbers begin with 13 to 19, never with 10.
 */
const phoneOf = (index: number): string => `100-0000-${String(index).padStart(4, "0")}`;

/** Three hundred people in posts, each with a name of their own, a drawn portrait and a number nobody answers. */
export const makePeople = (areas: readonly CityArea[], stems: Stems, random: Random): CityPerson[] => {
  const logins = new Set<string>();
  return listSeats(areas, 300).map(({ role, department, area, post }, index): CityPerson => {
    for (;;) {
      const { surname } = stems.person();
      const [zh, en] = given[Math.floor(random.next() * given.length)] ?? ["静", "jing"];
      const login = `${surname.en.toLowerCase().replace("ü", "v")}.${en}`;
      if (logins.has(login)) continue;
      logins.add(login);
      const name = `${surname.zh}${zh}`;
      return {
        login,
        name,
        role,
        department,
        area,
        post,
        phone: phoneOf(index + 1),
        portrait: drawPortrait(name, random),
      };
    }
  });
};
