import { useEffect, useMemo } from "react";
import { useAsked } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { useLayerSwitches } from "../../parts/layer-switches.ts";
import { LiveMap } from "../../parts/live-map.tsx";
import { readMapSelection, writeSwitches } from "../../parts/map-address.ts";
import { MapCard } from "../../parts/map-card.tsx";
import { useMapPlace } from "../../parts/map-place.ts";
import { MapViews } from "../../parts/map-views.tsx";
import { useText } from "../../strings/text.ts";

/** For whoever wants the whole map: the same selection as on duty, with a card instead of the panes. */
const MapScreen = () => {
  const t = useText();
  const room = useRoom();
  const [asked, ask] = useAsked();
  const { camera, goal, onCamera, at } = useMapPlace(true);
  const { switches } = useLayerSwitches();
  const { select } = asked;
  const selection = useMemo(() => readMapSelection(select), [select]);
  const left = writeSwitches(switches);
  // What was switched before belongs to the address too, from the first look on.
  useEffect(() => {
    if (asked["layers"] === undefined && left !== undefined) ask({ layers: left }, true);
  }, [asked, ask, left]);
  const query = { at: at(), select, layers: left ?? "all" };
  return (
    <div className="map-screen">
      <h1 className="cy-hidden">{t.screens.map}</h1>
      <LiveMap
        selection={selection}
        onSelect={(next) => ask({ select: next === undefined ? undefined : `${next.kind}:${next.id}` })}
        padRight={selection === undefined || room === "phone" ? 0 : 380}
        camera={camera}
        goal={goal}
        onCamera={onCamera}
        tools={
          <MapViews
            query={query}
            onOpen={(view) => ask({ at: view["at"], select: view["select"], layers: view["layers"] })}
          />
        }
      />
      {selection === undefined ? null : <MapCard selection={selection} onClose={() => ask({ select: undefined })} />}
    </div>
  );
};

export default MapScreen;
