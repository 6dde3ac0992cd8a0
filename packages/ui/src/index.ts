export type { Series, SeriesLine, SeriesPoint } from "./chart/series.ts";
export { SeriesChart } from "./chart/series-chart.tsx";
export type {
  FormCity,
  FormDescription,
  FormFieldProps,
  FormOption,
  FormSource,
} from "./form/description.ts";
export { FormFieldOf } from "./form/field.tsx";
export {
  anchorsOf,
  type DraftStore,
  dropDraft,
  fillKnown,
  keepDraft,
  readDraft,
  toSent,
} from "./form/form-answers.ts";
export { FormView, judgeForm } from "./form/form-view.tsx";
export { CityMap, fetchMapEarly } from "./map/city-map.tsx";
export type {
  MapBase,
  MapBox,
  MapCamera,
  MapCase,
  MapDescription,
  MapGoal,
  MapLinkType,
  MapPoint,
  MapPosition,
  MapSelection,
  MapShape,
  MapSubjects,
  MapThing,
  MapThingType,
  MapTiles,
} from "./map/description.ts";
export { GlyphSign, LinkSign } from "./map/map-legend.tsx";
export type { Measure } from "./map/measure.ts";
export { PlaceMap, type PlaceMapProps } from "./map/place-map.tsx";
export { type FigureStyle, formatCount, formatFigure, formatNumber } from "./number-format.ts";
export { type Palette, readPalette, readSizes } from "./palette.ts";
export { SeverityMark } from "./severity/severity-mark.tsx";
export { StageLine, type StagePoint } from "./stage-line/stage-line.tsx";
export { Empty, Fault, Loading, NoPermission } from "./state/states.tsx";
export { CountStrip, type StripRow } from "./strip/count-strip.tsx";
export { type Column, DataTable } from "./table/data-table.tsx";
export {
  formatAgo,
  formatDate,
  formatDay,
  formatMoment,
  formatNear,
  formatSeconds,
  formatSpan,
  formatTime,
  type TimeStyle,
  zoneAhead,
} from "./time-format.ts";
export { TimeLeft, TimeRing } from "./time-left/time-left.tsx";
export {
  type ClockFigure,
  dueWords,
  limitWords,
  type TimeLeftNow,
  type TimeLeftSentence,
  timeLeftWords,
  toTimeLeft,
} from "./time-left/time-left-words.ts";
export { type Theme, type Ui, UiProvider, useUi } from "./ui-context.tsx";
