import { CompressOutlined, MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { Fault, Loading } from "../state/states.tsx";
import { useUi } from "../ui-context.tsx";
import { words } from "../words.ts";
import type { MapBox, MapDescription, MapPoint, MapSelection } from "./description.ts";
import { toLegend } from "./legend-items.ts";
import { MapLegend } from "./map-legend.tsx";
import type { MapView } from "./map-view.ts";

interface CityMapProps {
  readonly description: MapDescription;
  readonly onSelect?: ((selection: MapSelection | undefined) => void) | undefined;
  readonly onMenu?: ((point: MapPoint) => void) | undefined;
  /** Told what is shown whenever that changes. */
  readonly onView?: ((box: MapBox) => void) | undefined;
  /** Pixels at the right that lie under something else. */
  readonly padRight?: number;
}

/** From this size in pixels on the legend hides nothing that matters. */
const isRoomy = (box: HTMLElement | null): boolean =>
  (box?.clientWidth ?? 0) >= 1_000 && (box?.clientHeight ?? 0) >= 480;

/** Without WebGL the library throws while it starts. */
const hasWebGl = (): boolean => document.createElement("canvas").getContext("webgl2") !== null;

/** The one map: screens describe what it shows, none touches the library behind it. */
export const CityMap = ({ description, onSelect, onMenu, onView, padRight = 0 }: CityMapProps) => {
  const { language, theme, say } = useUi();
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<MapView>(undefined);
  const latest = useRef({ description, language, onSelect, onMenu, onView, padRight });
  latest.current = { description, language, onSelect, onMenu, onView, padRight };
  const [state, setState] = useState<"loading" | "ready" | "unable">("loading");
  const [seen, setSeen] = useState<MapBox>(description.extent);

  useEffect(() => {
    let left = false;
    const open = async (): Promise<void> => {
      const { MapView } = await import("./map-view.ts");
      if (left || box.current === null) return;
      if (!hasWebGl()) {
        setState("unable");
        return;
      }
      view.current = new MapView(box.current, latest.current.description, latest.current.language, {
        onSelect: (selection) => latest.current.onSelect?.(selection),
        onMenu: (point) => latest.current.onMenu?.(point),
        onView: (box) => {
          setSeen(box);
          latest.current.onView?.(box);
        },
      });
      view.current.pad(latest.current.padRight);
      setState("ready");
    };
    void open();
    return () => {
      left = true;
      view.current?.close();
      view.current = undefined;
    };
  }, []);

  useEffect(() => view.current?.show(description), [description]);
  useEffect(() => view.current?.pad(padRight), [padRight]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read from the page
  useEffect(() => view.current?.turn(language), [language, theme]);

  const legend = useMemo(
    () => toLegend(description.things, description.cases, seen),
    [description.things, description.cases, seen],
  );

  return (
    <section className="cy-map" aria-label={say(words.map)}>
      <p className="cy-hidden">{say(words.mapHelp)}</p>
      <div ref={box} className="cy-map-canvas" />
      {state === "loading" ? <Loading rows={3} /> : null}
      {state === "unable" ? <Fault sentence={say(words.noWebGl)} /> : null}
      {state === "ready" ? (
        <>
          <div className="cy-map-buttons">
            <Button icon={<PlusOutlined />} aria-label={say(words.zoomIn)} onClick={() => view.current?.zoomBy(1)} />
            <Button icon={<MinusOutlined />} aria-label={say(words.zoomOut)} onClick={() => view.current?.zoomBy(-1)} />
            <Button
              icon={<CompressOutlined />}
              aria-label={say(words.wholeCity)}
              title={say(words.wholeCity)}
              onClick={() => view.current?.fit(description.extent)}
            />
          </div>
          <MapLegend items={legend} wide={isRoomy(box.current)} />
        </>
      ) : null}
    </section>
  );
};
