import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useUi } from "../ui-context.tsx";
import type { MapBase, MapBox, MapCase, MapPosition, MapShape } from "./description.ts";
import type { MapView } from "./map-view.ts";
import { hasWebGl } from "./web-gl.ts";

export type { MapBase, MapPosition } from "./description.ts";

/** What a map on which somebody chooses a place is given. */
export interface PlaceMapProps {
  readonly extent: MapBox;
  readonly base: MapBase | undefined;
  /** Cases near by, so that the same is not told twice. */
  readonly cases?: readonly MapCase[];
  /** Shapes drawn above the city: the area that is being chosen. */
  readonly shapes?: readonly MapShape[] | undefined;
  /**
   * Where the pin stands: in the `middle`, under which the map is moved (a phone), or on the `ground`, where it is set by a
   * click, dragged, and stays however the map is moved (a desk).
   */
  readonly pin?: "middle" | "ground";
  /** The place chosen so far; the map shows it. */
  readonly position: MapPosition | undefined;
  /** Called when another place was chosen. */
  readonly onPlace: (position: MapPosition) => void;
  readonly onSelectCase?: ((id: string) => void) | undefined;
  /** What the map is for, to those who can't see it. */
  readonly label: string;
  /** Called once there is something to see, or when the map can't be drawn at all. */
  readonly onShown?: () => void;
  /** Said where the map can't be drawn. */
  readonly unable: string;
}

const noCases: readonly MapCase[] = [];
/** Nearer than this it is the same place, degrees: the map rounds what it is told. */
const same = 1e-6;
const isSame = (one: MapPosition | undefined, other: MapPosition): boolean =>
  one !== undefined && Math.abs(one[0] - other[0]) < same && Math.abs(one[1] - other[1]) < same;

/** The map rounds what it is told. */
const rounded = ([longitude, latitude]: MapPosition): MapPosition => [
  Math.round(longitude * 1e6) / 1e6,
  Math.round(latitude * 1e6) / 1e6,
];

/** A small map on which a place is chosen: by a click, by moving pin or map, or with the keyboard. */
export const PlaceMap = (props: PlaceMapProps) => {
  const { language, theme } = useUi();
  const { extent, base, cases = noCases, shapes, pin = "middle", position, label, unable } = props;
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<MapView>(undefined);
  const touched = useRef(false);
  /** The place chosen on this map: it need not be shown to whoever just did. */
  const own = useRef<MapPosition>(undefined);
  const touch = (): void => {
    touched.current = true;
  };
  const latest = useRef(props);
  latest.current = props;
  const place = (at: MapPosition): void => {
    own.current = rounded(at);
    latest.current.onPlace(own.current);
  };
  const [state, setState] = useState<"loading" | "ready" | "unable">("loading");

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; what changes is shown below
  useEffect(() => {
    let left = false;
    const tell = (): void => {
      const middle = view.current?.middle();
      // What nobody touched moved by itself, on opening or to a place it was told.
      if (pin === "ground" || middle === undefined || !touched.current || isSame(latest.current.position, middle))
        return;
      place(middle);
    };
    const choose = (at: MapPosition): void => (pin === "ground" ? place(at) : view.current?.centre(at));
    const open = async (): Promise<void> => {
      const { MapView } = await import("./map-view.ts");
      if (left || box.current === null) return;
      if (!hasWebGl()) {
        latest.current.onShown?.();
        return setState("unable");
      }
      const now = latest.current;
      view.current = new MapView(
        box.current,
        { extent: now.extent, base: now.base, shapes: now.shapes, things: [], cases: now.cases ?? noCases },
        { language, keepsMiddle: pin === "middle" },
        {
          onSelect: (selection) => selection?.kind === "case" && latest.current.onSelectCase?.(selection.id),
          onMenu: () => undefined,
          onView: tell,
          onSeen: () => latest.current.onShown?.(),
          onGround: choose,
        },
      );
      if (now.position !== undefined) view.current.centre(now.position);
      if (pin === "ground") view.current.pin(now.position, place);
      setState("ready");
    };
    void open();
    return () => {
      left = true;
      view.current?.close();
      view.current = undefined;
    };
  }, []);

  useEffect(() => view.current?.show({ extent, base, shapes, things: [], cases }), [extent, base, shapes, cases]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read from the page
  useEffect(() => view.current?.turn(language), [language, theme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is told of a choice reads what is latest
  useEffect(() => {
    const map = view.current;
    if (map === undefined) return;
    if (pin === "ground") map.pin(position, place);
    if (position === undefined || isSame(position, map.middle())) return;
    if (pin === "middle" || !isSame(own.current, position)) map.centre(position);
  }, [position, pin]);
  const press = ({ key }: KeyboardEvent): void => {
    touch();
    // The keys move the map; what is in its middle is chosen.
    if (pin === "ground" && key === "Enter" && view.current !== undefined) place(view.current.middle());
  };

  return (
    <section className={`cy-map cy-place-map ${pin}`} aria-label={label}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the map's own canvas inside takes focus and keys; here they are only noticed */}
      <div ref={box} className="cy-map-canvas" onPointerDown={touch} onKeyDown={press} onWheel={touch} />
      {state === "unable" ? <p className="cy-place-unable">{unable}</p> : null}
      {state === "ready" && pin === "middle" ? (
        <svg
          className={position === undefined ? "cy-place-pin unset" : "cy-place-pin"}
          viewBox="0 0 32 44"
          aria-hidden="true"
        >
          <path d="M16 43C16 43 2 25 2 15a14 14 0 1 1 28 0c0 10-14 28-14 28z" />
          <circle cx="16" cy="15" r="5" />
        </svg>
      ) : null}
    </section>
  );
};
