import type { Language } from "@chengyun/kernel";
import type { EChartsCoreOption } from "echarts/core";
import { formatFigure } from "../number-format.ts";
import type { Palette } from "../palette.ts";
import { formatMoment, formatTime, zoneAhead } from "../time-format.ts";
import { words } from "../words.ts";
import { type DrawnPoint, type Series, type SeriesPoint, valueRange, withGaps } from "./series.ts";

/** How a chart looks: colours, size of text, language, zone. */
export interface ChartLook {
  readonly palette: Palette;
  readonly text: number;
  readonly language: Language;
  readonly zone: string;
}

/** The axis library counts in UTC; shifted by the zone its ticks fall on the city's hours. */
const shiftOf = (series: Series, zone: string): number => zoneAhead(series.from, zone);

const band = (points: readonly SeriesPoint[], shift: number): { low: DrawnPoint[]; height: DrawnPoint[] } => {
  const ranged = points.filter((point) => point.min !== undefined && point.max !== undefined);
  const at = (point: SeriesPoint): number => Date.parse(point.at) + shift;
  return {
    low: ranged.map((point) => [at(point), point.min ?? null]),
    height: ranged.map((point) => [at(point), (point.max ?? 0) - (point.min ?? 0)]),
  };
};

/** Builds the hover box of nodes: a string of HTML would need inline styles, which the page's policy forbids. */
const hover = (series: Series, at: number, value: number, look: ChartLook): HTMLElement => {
  const { language, zone } = look;
  const box = document.createElement("div");
  const line = (text: string, className: string): void => {
    const element = document.createElement("div");
    element.className = className;
    element.textContent = text;
    box.append(element);
  };
  line(formatFigure(value, series, language), "cy-chart-value");
  line(series.name[language], "cy-chart-name");
  line(formatMoment(at, { language, zone }), "cy-chart-name");
  line(`${words.source[language]} ${series.source}`, "cy-chart-name");
  return box;
};

const axisLabel = (at: number): string => {
  const utc = { language: "en", zone: "UTC" } as const;
  const time = formatTime(at, utc);
  return time === "00:00" ? formatMoment(at, utc).slice(5, 10) : time;
};

const axes = (series: Series, look: ChartLook, shift: number) => {
  const { palette, text, language } = look;
  const [min, max] = valueRange(series);
  const label = { color: palette.textSecond, fontSize: text - 2, fontFamily: palette.family };
  const stated = series.states !== undefined;
  return {
    xAxis: {
      type: "time",
      min: series.from + shift,
      max: series.to + shift,
      axisLine: { lineStyle: { color: palette.lineStrong } },
      axisTick: { show: false },
      axisLabel: { ...label, hideOverlap: true, formatter: axisLabel },
      splitLine: { show: false },
      splitNumber: 6,
    },
    yAxis: {
      type: "value",
      min: stated ? 0 : min,
      max: stated ? Math.max(1, (series.states?.length ?? 2) - 1) : max,
      interval: stated ? 1 : undefined,
      minInterval: 10 ** -series.digits,
      splitNumber: 3,
      name: series.unit ?? "",
      nameGap: 8,
      nameTextStyle: { ...label, align: "right" },
      axisLabel: {
        ...label,
        show: series.points.length > 0 || stated,
        showMinLabel: stated,
        showMaxLabel: stated,
        formatter: (value: number) => formatFigure(value, { digits: series.digits, states: series.states }, language),
      },
      splitLine: { lineStyle: { color: palette.line } },
    },
  };
};

const thresholds = ({ lines, states }: Series, { palette, text }: ChartLook) => {
  const highest = Math.max(...lines.map((line) => line.value));
  return {
    silent: true,
    symbol: "none",
    animation: false,
    data: lines.map((line) => ({
      yAxis: line.value,
      lineStyle: { color: palette[line.severity], width: 1.5, type: "dashed" },
      label: {
        show: states === undefined,
        formatter: String(line.value),
        position: line.value === highest ? "insideStartTop" : "insideStartBottom",
        color: palette.textSecond,
        fontSize: text - 3,
        fontFamily: palette.family,
      },
    })),
  };
};

const bandSeries = (series: Series, look: ChartLook, shift: number): object[] => {
  const { low, height } = band(series.points, shift);
  if (low.length === 0) return [];
  const plain = { type: "line", stack: "range", symbol: "none", silent: true, lineStyle: { opacity: 0 } };
  return [
    { ...plain, data: low },
    { ...plain, data: height, areaStyle: { color: look.palette.lineStrong, opacity: 0.35 } },
  ];
};

const isPair = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "number";

const firstPair = (params: unknown): readonly [number, number] | undefined => {
  const list: readonly unknown[] = Array.isArray(params) ? params : [params];
  for (const each of list)
    if (
      typeof each === "object" &&
      each !== null &&
      "seriesId" in each &&
      each.seriesId === "values" &&
      "value" in each
    )
      if (isPair(each.value)) return each.value;
  return undefined;
};

/** All a chart library needs to draw one series: line with gaps, band of roll-ups, thresholds, hover. */
export const toChartOption = (series: Series, look: ChartLook): EChartsCoreOption => {
  const { palette, text } = look;
  const shift = shiftOf(series, look.zone);
  const drawn = withGaps(series.points, series.everyMs).map(([at, value]): DrawnPoint => [at + shift, value]);
  const judged = series.points.filter((point) => point.judged === true);
  return {
    animation: false,
    useUTC: true,
    textStyle: { fontFamily: palette.family, fontSize: text - 2 },
    grid: { left: text * 4.5, right: 10, top: text + 8, bottom: text + 10, outerBoundsMode: "none" },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { color: palette.text, fontFamily: palette.family },
      axisPointer: { lineStyle: { color: palette.lineStrong } },
      formatter: (params: unknown) => {
        const pair = firstPair(params);
        return pair === undefined ? "" : hover(series, pair[0] - shift, pair[1], look);
      },
    },
    ...axes(series, look, shift),
    series: [
      ...bandSeries(series, look, shift),
      {
        id: "values",
        type: "line",
        data: drawn,
        step: series.states === undefined ? false : "end",
        connectNulls: false,
        symbol: "circle",
        symbolSize: 4,
        showSymbol: drawn.length < 40,
        lineStyle: { color: palette.ink, width: 1.6 },
        itemStyle: { color: palette.ink },
        markLine: thresholds(series, look),
      },
      {
        type: "scatter",
        silent: true,
        symbolSize: 7,
        data: judged.map((point) => [Date.parse(point.at) + shift, point.value]),
        itemStyle: { color: palette.surface, borderColor: palette.red, borderWidth: 2 },
      },
    ],
  };
};
