import {
  CityMap,
  Fault,
  fetchMapEarly,
  Loading,
  type MapBox,
  type MapCamera,
  type MapDescription,
  type MapGoal,
  type MapPoint,
  type MapPosition,
  type MapSelection,
  type MapThing,
  type Measure,
} from "@chengyun/ui";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { requestIdOf, toSentence } from "../data/api.ts";
import { useThing } from "../data/atlas.ts";
import { useOpenCases } from "../data/case.ts";
import { asOf, useNowStep } from "../data/clock.ts";
import { useMapEdition } from "../data/live.ts";
import { useAlarmedThings, useMapBase, useMapOutline } from "../data/map.ts";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { HereCard } from "./here-card.tsx";
import { useLayerSwitches } from "./layer-switches.ts";
import { LayerButton } from "./layer-tree.tsx";
import { toHeat, toMapCases, toMapThings, toSubjects, toThingTypes } from "./map-description.ts";
import { MapMenu } from "./map-menu.tsx";
import type { ChosenPlace } from "./place-field.tsx";
import { ReportDialog } from "./report-dialog.tsx";

// The largest part of a first view: it is on its way while the city is still asked what the map shows.
fetchMapEarly();

interface LiveMapProps {
  readonly selection: MapSelection | undefined;
  readonly onSelect: (selection: MapSelection | undefined) => void;
  readonly padRight?: number;
  readonly pulses?: readonly string[] | undefined;
  /** Begins at this place instead of the whole city. */
  readonly near?: MapPosition | undefined;
  /** Begins as a link says. */
  readonly camera?: MapCamera | undefined;
  readonly goal?: MapGoal | undefined;
  readonly onCamera?: ((camera: MapCamera) => void) | undefined;
  /** Things shown above the map's own although nothing is wrong with them: who can be sent. */
  readonly more?: readonly MapThing[] | undefined;
  /** More tools beside the layers' button. */
  readonly tools?: ReactNode;
}

/** A few streets around a place, in degrees. */
const streets = 0.006;
const boxAround = ([longitude, latitude]: MapPosition): MapBox => [
  longitude - streets,
  latitude - streets,
  longitude + streets,
  latitude + streets,
];

/** Tiles of things are asked for anew this long after an alarm came or went: clusters show the worst inside. */
const settleMs = 15_000;

/** A number that grows when what is in alarm has changed and settled. */
const useEdition = (news: unknown): number => {
  const [edition, setEdition] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the news that starts the wait
  useEffect(() => {
    const timer = setTimeout(() => setEdition((before) => before + 1), settleMs);
    return () => clearTimeout(timer);
  }, [news]);
  return edition;
};

/** A selected thing that stands in no list yet is placed by its own facts. */
const usePlaced = (selection: MapSelection | undefined): MapSelection | undefined => {
  const isFar = selection?.kind === "thing" && selection.position === undefined;
  const { data: thing } = useThing(isFar ? selection.id : undefined);
  return useMemo(
    () => (isFar && thing !== undefined ? { ...selection, position: thing.position } : selection),
    [isFar, thing, selection],
  );
};

/** All the map shows, from the server, as one description. */
const useDescription = ({
  selection,
  pulses,
  near,
  more,
}: Pick<LiveMapProps, "selection" | "pulses" | "near" | "more">) => {
  const may = useMay();
  const base = useMapBase();
  const outline = useMapOutline();
  const layers = useLayerSwitches();
  const things = useAlarmedThings(may("things.read"));
  const cases = useOpenCases(may("cases.read"));
  const now = useNowStep(20_000);
  const placed = usePlaced(selection);
  const { data } = outline;
  const switched = [...layers.switches.off].join();
  const warm = [...layers.switches.on].join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the switches are new with every address, their words are not
  const subjects = useMemo(
    () => (data === undefined || !may("things.read") ? undefined : toSubjects(data, layers.switches)),
    [data, switched],
  );
  const live = useMemo(() => {
    const shown = new Set(subjects?.things.map(({ type }) => type));
    const pins = (things.data ?? []).filter(({ type }) => shown.has(type));
    return data === undefined ? [] : toMapThings(pins, toThingTypes(data));
  }, [things.data, data, subjects]);
  const hasPins = !layers.switches.off.has("pins");
  const pins = useMemo(
    () => (hasPins ? toMapCases(cases.data ?? [], now, asOf(cases.dataUpdatedAt)) : []),
    [hasPins, cases.data, cases.dataUpdatedAt, now],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const heat = useMemo(() => (data === undefined ? undefined : toHeat(data, layers.switches)), [data, warm]);
  const description = useMemo<MapDescription | undefined>(
    () =>
      data === undefined
        ? undefined
        : {
            extent: near === undefined ? data.extent : boxAround(near),
            base,
            subjects,
            heat,
            things:
              more === undefined ? live : [...live, ...more.filter(({ id }) => !live.some((one) => one.id === id))],
            cases: pins,
            selection: placed,
            pulses,
          },
    [data, near, base, subjects, heat, live, more, pins, placed, pulses],
  );
  const edition = useEdition(things.data) + useMapEdition();
  return { description, outline, layers, edition };
};

/** The one map with the city's data, its layers, and its menu where somebody points. */
export const LiveMap = (props: LiveMapProps) => {
  const { onSelect, padRight = 0, camera, goal, onCamera, tools } = props;
  const t = useText();
  const { description, outline, layers, edition } = useDescription(props);
  const [point, setPoint] = useState<MapPoint>();
  const [here, setHere] = useState<MapPoint>();
  const [place, setPlace] = useState<ChosenPlace>();
  const [measure, setMeasure] = useState<Measure>();
  if (description === undefined || outline.data === undefined)
    return outline.error === null ? (
      <Loading rows={6} />
    ) : (
      <Fault
        sentence={toSentence(outline.error)}
        still={t.errors.still}
        requestId={requestIdOf(outline.error)}
        onRetry={() => void outline.refetch()}
      />
    );
  return (
    <>
      <CityMap
        description={description}
        camera={camera}
        goal={goal}
        onSelect={onSelect}
        onMenu={setPoint}
        onView={(_, now) => onCamera?.(now)}
        padRight={padRight}
        measure={measure}
        onMeasured={() => setMeasure(undefined)}
        edition={edition}
      >
        <div className="map-tools">
          <LayerButton outline={outline.data} state={layers} />
          {tools}
        </div>
        {outline.data.building ? (
          <p className="map-building" role="status">
            {t.atlas.building}
          </p>
        ) : null}
      </CityMap>
      <MapMenu
        point={point}
        onClose={() => setPoint(undefined)}
        onSelect={onSelect}
        onReport={({ position, hit }) => setPlace({ position, ...(hit?.kind === "thing" ? { thingId: hit.id } : {}) })}
        onMeasure={setMeasure}
        onHere={setHere}
      />
      {here === undefined ? null : (
        <HereCard
          point={here}
          onSelect={(next) => {
            setHere(undefined);
            onSelect(next);
          }}
          onClose={() => setHere(undefined)}
        />
      )}
      {place === undefined ? null : <ReportDialog place={place} onClose={() => setPlace(undefined)} />}
    </>
  );
};
