import {
  CityMap,
  Loading,
  type MapBaseFeature,
  type MapBox,
  type MapPoint,
  type MapPosition,
  type MapSelection,
} from "@chengyun/ui";
import { Dropdown, type MenuProps } from "antd";
import { useMemo, useState } from "react";
import { useBaseMap, useLayers, useLinks, useMapThings } from "../data/atlas.ts";
import { useOpenCases } from "../data/case.ts";
import { asOf, useNowStep } from "../data/clock.ts";
import { useCity, useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { toMapBase, toMapCases, toMapLines, toMapThings, toTypeLooks } from "./map-description.ts";
import { ReportDialog, type ReportPlace } from "./report-dialog.tsx";

const noBase: readonly MapBaseFeature[] = [];

interface LiveMapProps {
  readonly selection: MapSelection | undefined;
  readonly onSelect: (selection: MapSelection | undefined) => void;
  readonly padRight?: number;
  readonly pulses?: readonly string[] | undefined;
  /** Begins at this place instead of the whole city. */
  readonly near?: MapPosition | undefined;
}

/** A sixth of the city around a place. */
const boxAround = ([longitude, latitude]: MapPosition, [west, south, east, north]: MapBox): MapBox => {
  const [across, up] = [(east - west) / 12, (north - south) / 12];
  return [longitude - across, latitude - up, longitude + across, latitude + up];
};

/** All the map shows, from the server, as one description. */
const useDescription = ({ selection, pulses, near }: Pick<LiveMapProps, "selection" | "pulses" | "near">) => {
  const may = useMay();
  const { data: city } = useCity();
  const { data: base } = useBaseMap();
  const { data: layers } = useLayers();
  const { data: links } = useLinks();
  const things = useMapThings(may("things.read"));
  const cases = useOpenCases(may("cases.read"));
  const now = useNowStep(20_000);
  const looks = useMemo(() => toTypeLooks(layers?.items ?? []), [layers]);
  const mapThings = useMemo(() => toMapThings(things.data ?? [], looks), [things.data, looks]);
  const mapCases = useMemo(
    () => toMapCases(cases.data ?? [], now, asOf(cases.dataUpdatedAt)),
    [cases.data, cases.dataUpdatedAt, now],
  );
  const lines = useMemo(() => toMapLines(links?.items ?? []), [links]);
  const features = useMemo(() => (base === undefined ? noBase : toMapBase(base)), [base]);
  return useMemo(
    () =>
      city === undefined
        ? undefined
        : {
            extent: near === undefined ? city.extent : boxAround(near, city.extent),
            base: features,
            things: mapThings,
            cases: mapCases,
            lines,
            selection,
            pulses,
          },
    [city, near, features, mapThings, mapCases, lines, selection, pulses],
  );
};

/** The one map with the city's data, and its menu where somebody points. */
export const LiveMap = ({ selection, onSelect, padRight = 0, pulses, near }: LiveMapProps) => {
  const t = useText();
  const may = useMay();
  const description = useDescription({ selection, pulses, near });
  const [point, setPoint] = useState<MapPoint>();
  const [place, setPlace] = useState<ReportPlace>();
  if (description === undefined) return <Loading rows={6} />;
  const items: NonNullable<MenuProps["items"]> = [
    {
      key: "what",
      label: point?.hit === undefined ? t.report.nothing : t.report.what,
      disabled: point?.hit === undefined,
      onClick: () => onSelect(point?.hit),
    },
  ];
  if (may("reports.create"))
    items.push({
      key: "report",
      label: t.report.here,
      onClick: () =>
        setPlace(
          point && {
            position: point.position,
            ...(point.hit?.kind === "thing" ? { thingId: point.hit.id } : {}),
          },
        ),
    });
  return (
    <>
      <CityMap description={description} onSelect={onSelect} onMenu={setPoint} padRight={padRight} />
      <Dropdown
        open={point !== undefined}
        menu={{ items }}
        trigger={[]}
        onOpenChange={(open) => open || setPoint(undefined)}
      >
        <span className="menu-anchor" style={{ left: point?.x ?? 0, top: point?.y ?? 0 }} aria-hidden="true" />
      </Dropdown>
      {point === undefined ? null : (
        <button type="button" className="menu-veil" aria-label={t.frame.close} onClick={() => setPoint(undefined)} />
      )}
      {place === undefined ? null : <ReportDialog place={place} onClose={() => setPlace(undefined)} />}
    </>
  );
};
