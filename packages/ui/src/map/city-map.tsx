import { BankOutlined, CompressOutlined, MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { Fault, Loading } from "../state/states.tsx";
import { useUi } from "../ui-context.tsx";
import { words } from "../words.ts";
import type {
  MapBox,
  MapCamera,
  MapDescription,
  MapGoal,
  MapPoint,
  MapPosition,
  MapSeen,
  MapSelection,
} from "./description.ts";
import { toLegend } from "./legend-items.ts";
import { MapLegend } from "./map-legend.tsx";
import type { MapView } from "./map-view.ts";
import type { Measure } from "./measure.ts";
import { MeasureBar } from "./measure-bar.tsx";
import { hasWebGl } from "./web-gl.ts";

/** What a screen gives the one map. */
export interface CityMapProps {
  readonly description: MapDescription;
  /** Where the map begins; the whole extent without it. */
  readonly camera?: MapCamera | undefined;
  /** Where it shall look next. */
  readonly goal?: MapGoal | undefined;
  readonly onSelect?: ((selection: MapSelection | undefined) => void) | undefined;
  readonly onMenu?: ((point: MapPoint) => void) | undefined;
  /** Told what is shown whenever that changes. */
  readonly onView?: ((box: MapBox, camera: MapCamera) => void) | undefined;
  /** Pixels at the right that lie under something else. */
  readonly padRight?: number;
  readonly measure?: Measure | undefined;
  readonly onMeasured?: (() => void) | undefined;
  /** Another number asks for the tiles of things anew. */
  readonly edition?: number;
  /** What lies over the map's upper left corner beside its buttons. */
  readonly children?: ReactNode;
}

const fetchMap = () => import("./map-view.ts");

/** Asks for the code that draws the map before there is anything to draw. */
export const fetchMapEarly = (): void => void fetchMap().catch(() => undefined);

const noneSeen: MapSeen = { types: [], links: [], clusters: false, heat: false };

/** From this size in pixels on the legend hides nothing that matters. */
const isRoomy = (box: HTMLElement | null): boolean =>
  (box?.clientWidth ?? 0) >= 1_000 && (box?.clientHeight ?? 0) >= 480;

interface Living {
  readonly state: "loading" | "ready" | "unable";
  readonly box: MapBox;
  readonly seen: MapSeen;
  readonly tilted: boolean;
  readonly points: readonly MapPosition[];
  readonly faulty: boolean;
}

/** Opens the map in its box when the page has it, and keeps what it tells. */
const useLiving = (props: CityMapProps, box: RefObject<HTMLDivElement | null>) => {
  const { language } = useUi();
  const view = useRef<MapView>(undefined);
  const latest = useRef({ ...props, language });
  latest.current = { ...props, language };
  const [living, setLiving] = useState<Living>({
    state: "loading",
    box: props.description.extent,
    seen: noneSeen,
    tilted: false,
    points: [],
    faulty: false,
  });
  useEffect(() => {
    let left = false;
    const learn = (news: Partial<Living>): void => {
      if (!left) setLiving((before) => ({ ...before, ...news }));
    };
    const open = async (): Promise<void> => {
      const { MapView } = await fetchMap();
      if (left || box.current === null) return;
      if (!hasWebGl()) return learn({ state: "unable" });
      const { description, camera, padRight = 0 } = latest.current;
      const start = { language: latest.current.language, camera };
      view.current = new MapView(box.current, description, start, {
        onSelect: (selection) => latest.current.onSelect?.(selection),
        onMenu: (point) => latest.current.onMenu?.(point),
        onView: (seen, now) => {
          learn({ box: seen, tilted: now.pitch > 1, faulty: false });
          latest.current.onView?.(seen, now);
        },
        onSeen: (seen) => learn({ seen }),
        onMeasure: (points) => learn({ points }),
        onFault: () => learn({ faulty: true }),
      });
      view.current.pad(padRight);
      learn({ state: "ready" });
    };
    void open();
    return () => {
      left = true;
      view.current?.close();
      view.current = undefined;
    };
  }, [box]);
  return { view, living };
};

interface ButtonsProps {
  readonly tilted: boolean;
  readonly onZoom: (steps: number) => void;
  readonly onWhole: () => void;
  readonly onTilt: (tilted: boolean) => void;
}

const MapButtons = ({ tilted, onZoom, onWhole, onTilt }: ButtonsProps) => {
  const { say } = useUi();
  const tilt = say(tilted ? words.flat : words.tilt);
  return (
    <div className="cy-map-buttons">
      <Button icon={<PlusOutlined />} aria-label={say(words.zoomIn)} onClick={() => onZoom(1)} />
      <Button icon={<MinusOutlined />} aria-label={say(words.zoomOut)} onClick={() => onZoom(-1)} />
      <Button
        icon={<CompressOutlined />}
        aria-label={say(words.wholeCity)}
        title={say(words.wholeCity)}
        onClick={onWhole}
      />
      <Button
        icon={<BankOutlined />}
        aria-label={tilt}
        aria-pressed={tilted}
        title={tilt}
        type={tilted ? "primary" : "default"}
        onClick={() => onTilt(!tilted)}
      />
    </div>
  );
};

/** The one map: screens describe what it shows, none touches the library behind it. */
export const CityMap = (props: CityMapProps) => {
  const { description, goal, measure, padRight = 0, edition = 0, onMeasured, children } = props;
  const { language, theme, say } = useUi();
  const box = useRef<HTMLDivElement>(null);
  const { view, living } = useLiving(props, box);

  useEffect(() => view.current?.show(description), [view, description]);
  useEffect(() => view.current?.pad(padRight), [view, padRight]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read from the page
  useEffect(() => view.current?.turn(language), [view, language, theme]);
  useEffect(() => {
    if (goal !== undefined && living.state === "ready") view.current?.go(goal);
  }, [view, goal, living.state]);
  useEffect(() => {
    if (living.state === "ready") view.current?.measure(measure);
  }, [view, measure, living.state]);
  useEffect(() => {
    if (edition > 0) view.current?.refresh();
  }, [view, edition]);

  const legend = useMemo(() => toLegend(description, living.box, living.seen), [description, living.box, living.seen]);
  const note = description.base?.attribution;
  return (
    <section className="cy-map" aria-label={say(words.map)}>
      <p className="cy-hidden">{say(words.mapHelp)}</p>
      <div ref={box} className="cy-map-canvas" />
      {living.state === "loading" ? <Loading rows={3} /> : null}
      {living.state === "unable" ? <Fault sentence={say(words.noWebGl)} /> : null}
      {living.state === "ready" ? (
        <>
          <MapButtons
            tilted={living.tilted}
            onZoom={(steps) => view.current?.zoomBy(steps)}
            onWhole={() => view.current?.fit(description.extent)}
            onTilt={(tilted) => view.current?.tilt(tilted)}
          />
          {children}
          <MapLegend items={legend} wide={isRoomy(box.current)} />
        </>
      ) : null}
      {living.faulty ? (
        <p className="cy-map-fault" role="status">
          {say(words.mapFault)}
        </p>
      ) : null}
      {measure === undefined ? null : (
        <MeasureBar
          mode={measure}
          points={living.points}
          onBack={() => view.current?.takeBack()}
          onEnd={() => onMeasured?.()}
        />
      )}
      {note === undefined ? null : <p className="cy-map-note">{note}</p>}
    </section>
  );
};
