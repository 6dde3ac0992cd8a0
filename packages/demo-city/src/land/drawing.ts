import type { Point } from "../mesh/geometry.ts";
import type { RoadClass, WayKind } from "../mesh/mesh.ts";

/** A line as a planner would draw it by hand; the seed moves its points by some metres. */
export interface Drawn {
  readonly key: string;
  readonly kind: WayKind;
  readonly class?: RoadClass;
  readonly points: readonly Point[];
  readonly isClosed?: boolean;
}

/** Points written as `east,north` in metres. */
const line = (text: string): Point[] =>
  text.split(" ").map((pair): Point => {
    const [east = 0, north = 0] = pair.split(",").map(Number);
    return [east, north];
  });

/** The river from the frame in the north through the middle of the city into the lake. */
export const riverLine: readonly Point[] = line(
  "-3800,24000 -3000,18000 -3400,14500 -2200,11500 -2600,8800 -1300,6600 -1500,5000 -600,3900 -150,2700 -350,1750 -900,1050 -1080,250 -800,-500 -420,-1150 -250,-1750 -60,-2450 0,-3200",
);

/** Where the lake runs out to the south. */
export const outletLine: readonly Point[] = line("-1600,-8900 -2200,-11500 -1800,-14500 -3500,-18500 -4200,-23500");

/** The old town's moat, from the river round its three other sides and back. */
export const moatLine: readonly Point[] = line(
  "-760,1330 -300,1200 250,1130 640,900 780,400 740,-150 520,-520 100,-640 -400,-650 -800,-600",
);

/** The lake's northern shore along the city, west to east: built and smooth. */
export const cityShore: readonly Point[] = line(
  "-6000,-2900 -5200,-2380 -4300,-2160 -3300,-2210 -2300,-2430 -1300,-2530 -300,-2490 700,-2570 1600,-2660 2500,-2480 3300,-2380 4200,-2560 5000,-3050 5600,-3600",
);

/** The rest of the lake's shore, east to west around its south: bays and spits. */
export const wildShore: readonly Point[] = line(
  "5600,-3600 6500,-4300 6700,-5600 7200,-6700 6100,-7900 4300,-8500 2600,-9400 600,-9000 -1500,-9700 -3600,-9000 -5200,-8900 -6700,-7900 -7100,-6500 -6800,-5300 -7300,-4300 -6500,-3700 -6000,-2900",
);

/** The county city's border. */
export const countyBorder: readonly Point[] = line(
  "-13500,-2000 -12800,3500 -13600,7500 -10500,10900 -5500,12200 -500,13500 4500,12600 9500,12900 13200,9600 12600,5000 13900,1500 12800,-3500 11200,-7800 7500,-11500 2500,-12200 -3000,-12800 -7500,-11600 -11200,-9000 -12600,-5500",
);

/** The border of the prefecture city, where the drawing ends. */
export const frame: readonly Point[] = line(
  "-24000,-6000 -22500,9000 -16000,19500 -3000,22500 11000,21500 21500,15000 24500,2000 22000,-11000 12500,-19500 -2500,-21500 -15500,-18500",
);

/** The harbour's basin, cut into the land between the lake road and the shore. */
export const basinLine: readonly Point[] = line("3560,-2900 3560,-2120 4060,-2140 4060,-2900");

/** A canal from the moat to the lake through the eastern districts. */
export const canalLine: readonly Point[] = line(
  "630,-290 1000,-430 1500,-440 2000,-520 2560,-700 2830,-1150 2900,-1650 2860,-2050 2700,-2640",
);

/** Islands: middle, half length, half width, turn. */
export const islands: readonly (readonly [middle: Point, length: number, width: number, turn: number])[] = [
  [[1500, -3900], 420, 210, 0.4],
  [[-2900, -4500], 720, 260, -0.3],
  [[-3900, -5050], 190, 120, 0.9],
  [[3900, -6400], 330, 240, 1.1],
];

/** Lines across the lake where the waters of its neighbours meet. */
export const lakeBorders: readonly (readonly Point[])[] = [
  line("-400,-5800 -6300,-2600"),
  line("-400,-5800 5600,-3100"),
  line("-400,-5800 -1100,-10200"),
];

type Row = readonly [key: string, kind: WayKind, rank: RoadClass | undefined, points: Point[], isClosed?: boolean];

const rows: readonly Row[] = [
  ["west-end", "border", undefined, line("-4540,-1990 -4520,-2400")],
  ["east-end", "border", undefined, line("5150,-2330 5120,-2700 4940,-3300")],
  [
    "ring",
    "road",
    "trunk",
    line(
      "-4475,-2095 -4650,-900 -4750,300 -4650,1500 -4050,2650 -2600,3330 -900,3500 600,3450 2500,3350 4100,2980 5250,2050 5700,800 5650,-800 5350,-1900 5225,-2590",
    ),
  ],
  [
    "yunze",
    "road",
    "primary",
    line(
      "-25000,1500 -12000,-100 -10200,-280 -6000,-500 -3800,-900 -2000,-1050 -450,-1080 1200,-1060 3000,-980 5200,-700 8000,-100 10500,620 14000,1000 26000,1500",
    ),
  ],
  [
    "zhongshan",
    "road",
    "secondary",
    line("-4850,150 -3000,220 -1100,240 -400,275 60,250 750,250 2300,300 4000,260 5800,300"),
  ],
  [
    "beicheng",
    "road",
    "primary",
    line(
      "-16500,20500 -9800,10000 -8400,7600 -6800,4000 -5600,2000 -4600,1520 -2500,1620 -700,1660 500,1640 2200,1600 4000,1480 5800,1350",
    ),
  ],
  [
    "huanhu",
    "road",
    "secondary",
    line(
      "-6800,-2950 -5400,-2270 -4300,-2030 -3300,-2090 -2300,-2310 -1300,-2410 -300,-2370 700,-2450 1600,-2530 2400,-2330 3050,-1960 3900,-1800 4800,-2050 5500,-2800 7100,-4100 7900,-5500 8250,-6600 7300,-8300 5200,-9500 2500,-10400 -600,-10500 -3600,-10100 -6100,-9800 -7900,-8300 -8500,-5700 -8100,-4100",
    ),
    true,
  ],
  ["xuefu", "road", "secondary", line("-3280,-2128 -3320,-900 -3360,200 -3300,1550 -3100,2400 -2950,3400")],
  [
    "jianshe",
    "road",
    "primary",
    line(
      "-2150,-2372 -2100,-1050 -2130,220 -2050,1620 -1850,3300 -2000,4500 -2900,6300 -3800,9000 -4500,13000 -6500,23500",
    ),
  ],
  [
    "jiefang",
    "road",
    "secondary",
    line(
      "30,-2430 60,-1080 -10,-640 70,260 30,1140 120,1640 300,2700 470,3500 800,5000 1300,7500 1600,9500 2500,12500 3500,24000",
    ),
  ],
  ["renmin", "road", "primary", line("1150,-2525 1120,-1060 1190,260 1150,1620 1090,2380")],
  ["zhanqian", "road", "tertiary", line("180,2330 1100,2340 2480,2310")],
  [
    "keji",
    "road",
    "primary",
    line("2300,-2395 2330,-1000 2280,300 2300,1600 2360,2300 2650,3500 4300,6300 8600,8000 12000,11500 21000,20000"),
  ],
  ["gongye", "road", "secondary", line("3650,-1750 3600,-900 3650,300 3600,1500 3450,2300 3350,3300")],
  ["xingye", "road", "secondary", line("4560,-1900 4640,-800 4650,200 4600,1500 4350,2400 4250,3100")],
  ["shifu", "road", "tertiary", line("-4820,900 -4000,930 -2960,900")],
  ["shifu-east", "road", "tertiary", line("-2480,900 -1700,870 -1062,800")],
  [
    "lvyuan",
    "road",
    "tertiary",
    line("-2380,900 -2480,1130 -2720,1230 -2960,1130 -3060,900 -2960,670 -2720,570 -2480,670"),
    true,
  ],
  [
    "rail",
    "rail",
    undefined,
    line("-26000,4200 -9000,3300 -5000,2560 -3000,2330 -1000,2480 1100,2640 3000,2660 5200,2900 9000,4000 26000,5600"),
  ],
  [
    "harbour-rail",
    "rail",
    undefined,
    line("6800,3300 5600,2840 5120,2300 4960,1300 4960,0 4900,-1300 4500,-1960 4300,-2700"),
  ],
  ["yuehu", "road", "tertiary", line("-2090,-1330 -2560,-1470 -2900,-1750 -2980,-2200")],
  ["fengtai", "road", "tertiary", line("180,2950 900,3020 1500,3230 2500,3060 3500,3120")],
  ["chunhua", "road", "tertiary", line("2290,-150 2800,-120 3250,80 3330,600 3100,1050 2250,1100")],
  [
    "motorway",
    "road",
    "motorway",
    line("-26000,8000 -10000,6100 -4000,5600 0,5500 4500,5500 10000,5200 16000,4300 26000,3500"),
  ],
  [
    "county-loop",
    "road",
    "tertiary",
    line(
      "8250,-6600 11400,-4900 11900,-1800 10500,620 10800,3600 8600,8000 5000,9700 1600,9500 -1200,9100 -4000,9500 -8400,7600 -10900,3700 -10200,-280 -9100,-3300 -8500,-5700",
    ),
  ],
];

/** Roads and rail. Lines run past where they end: what is loose there is dropped. */
export const drawnWays: readonly Drawn[] = rows.map(([key, kind, rank, points, isClosed = false]) => ({
  ...{ key, kind, points, isClosed },
  ...(rank === undefined ? {} : { class: rank }),
}));

/** Towns beside the city: middle, metres to their outer road, name. */
export const towns: readonly { readonly key: string; readonly at: Point; readonly radius: number }[] = [
  { key: "hetang", at: [-10200, -280], radius: 520 },
  { key: "bailu", at: [-8400, 7600], radius: 500 },
  { key: "shimen", at: [1600, 9500], radius: 480 },
  { key: "fenglin", at: [8600, 8000], radius: 540 },
  { key: "shuangqiao", at: [10500, 620], radius: 560 },
  { key: "dukou", at: [8250, -6600], radius: 500 },
  { key: "liuwan", at: [-8500, -5700], radius: 480 },
];

/** Streams from the hills to the river, drawn as lines: name and course. */
export const streams: readonly { readonly zh: string; readonly en: string; readonly points: readonly Point[] }[] = [
  {
    ...{ zh: "白溪", en: "Bai Stream" },
    points: line(
      "-12400,9400 -11200,8600 -10100,6900 -8200,5300 -6500,5000 -5200,4300 -3600,4700 -2300,5100 -1530,5060",
    ),
  },
  {
    ...{ zh: "桃溪", en: "Tao Stream" },
    points: line(
      "11800,9900 10500,8900 9700,7100 8000,6300 6600,4700 4700,4300 3000,4450 1500,3950 300,4200 -560,3950",
    ),
  },
  {
    ...{ zh: "石溪", en: "Shi Stream" },
    points: line("5600,12200 4700,11000 3600,10700 2700,8800 1200,8400 300,7500 -700,7400 -1500,6900"),
  },
  {
    ...{ zh: "柳溪", en: "Liu Stream" },
    points: line("-12800,-4000 -11800,-4600 -10600,-4500 -9700,-5100 -8700,-4700 -7500,-4700 -7000,-5000"),
  },
  {
    ...{ zh: "渡溪", en: "Du Stream" },
    points: line("12000,-7000 10900,-7600 9900,-7000 9300,-7500 8000,-7300 6900,-7000"),
  },
];
