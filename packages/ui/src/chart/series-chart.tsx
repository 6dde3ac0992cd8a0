import type { ECharts } from "echarts/core";
import { useEffect, useRef, useState } from "react";
import { formatFigure } from "../number-format.ts";
import { readPalette, readSizes } from "../palette.ts";
import { formatMoment } from "../time-format.ts";
import { useUi } from "../ui-context.tsx";
import { words } from "../words.ts";
import { toChartOption } from "./chart-option.ts";
import type { Series } from "./series.ts";

interface SeriesChartProps {
  readonly series: Series;
  /** Height in pixels. */
  readonly height?: number;
}

/** One series over time: thresholds as lines, silence as gaps, unit, time and source on hover. */
export const SeriesChart = ({ series, height = 140 }: SeriesChartProps) => {
  const { language, theme, zone, say } = useUi();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const [ready, setReady] = useState(false);

  useEffect(() => {
    let left = false;
    const watch = new ResizeObserver(() => chart.current?.resize());
    const open = async (): Promise<void> => {
      const { init } = await import("./chart-engine.ts");
      if (left || box.current === null) return;
      chart.current = init(box.current);
      watch.observe(box.current);
      setReady(true);
    };
    void open();
    return () => {
      left = true;
      watch.disconnect();
      chart.current?.dispose();
      chart.current = undefined;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read from the page
  useEffect(() => {
    if (!ready) return;
    const look = { palette: readPalette(), text: readSizes().text, language, zone };
    chart.current?.setOption(toChartOption(series, look), { notMerge: true });
  }, [series, language, theme, zone, ready]);

  const last = series.points.at(-1);
  const spoken =
    last === undefined
      ? say(words.chartEmpty)
      : `${say(series.name)} ${formatFigure(last.value, series, language)}, ${formatMoment(Date.parse(last.at), { language, zone })}`;
  return (
    <div className="cy-chart" style={{ height }} role="img" aria-label={spoken}>
      <div ref={box} className="cy-chart-canvas" />
      {last === undefined ? <p className="cy-chart-empty">{say(words.chartEmpty)}</p> : null}
    </div>
  );
};
