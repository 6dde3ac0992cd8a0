import { useAsked } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { LiveMap } from "../../parts/live-map.tsx";
import { MapCard } from "../../parts/map-card.tsx";
import { useText } from "../../strings/text.ts";

/** For whoever wants the whole map: the same selection as on duty, with a card instead of the panes. */
const MapScreen = () => {
  const t = useText();
  const room = useRoom();
  const [asked, ask] = useAsked();
  const [kind, id] = (asked["select"] ?? "").split(":");
  const selection = (kind === "thing" || kind === "case") && id !== undefined ? ({ kind, id } as const) : undefined;
  return (
    <div className="map-screen">
      <h1 className="cy-hidden">{t.screens.map}</h1>
      <LiveMap
        selection={selection}
        onSelect={(next) => ask({ select: next === undefined ? undefined : `${next.kind}:${next.id}` })}
        padRight={selection === undefined || room === "phone" ? 0 : 380}
      />
      {selection === undefined ? null : <MapCard selection={selection} onClose={() => ask({ select: undefined })} />}
    </div>
  );
};

export default MapScreen;
