import type { CaseRow } from "@chengyun/contracts";
import { CityMap, Loading, type MapBox, type MapSelection } from "@chengyun/ui";
import { useMemo, useState } from "react";
import { asOf, useNowStep } from "../../data/clock.ts";
import { useMapBase } from "../../data/map.ts";
import { useCity } from "../../data/session.ts";
import { useAsked } from "../../frame/go.ts";
import { toMapCases } from "../../parts/map-description.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";

interface CaseMapProps {
  readonly rows: readonly CaseRow[];
  readonly heardAt: number;
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

const written = (box: MapBox): string => box.map((degrees) => degrees.toFixed(5)).join(",");

/** The listed cases on the map: what is selected in one is selected in the other. */
export const CaseMap = ({ rows, heardAt, selected, onSelect }: CaseMapProps) => {
  const t = useText();
  const [asked, ask] = useAsked();
  const { data: city } = useCity();
  const base = useMapBase();
  const [view, setView] = useState<MapBox>();
  const now = useNowStep(20_000);
  const description = useMemo(() => {
    if (city === undefined) return undefined;
    const selection: MapSelection | undefined = selected === undefined ? undefined : { kind: "case", id: selected };
    return {
      extent: city.extent,
      base,
      things: [],
      cases: toMapCases(
        rows.filter(({ unplaced }) => unplaced !== true),
        now,
        asOf(heardAt),
      ),
      selection,
      pulses: undefined,
    };
  }, [city, base, rows, now, heardAt, selected]);
  if (description === undefined) return <Loading rows={6} />;
  const isLimited = asked["box"] !== undefined;
  return (
    <aside className="case-map" aria-label={t.cases.map}>
      <CityMap description={description} onSelect={(hit) => onSelect(hit?.id)} onView={setView} />
      <OffButton
        className="case-map-limit"
        size="small"
        why={!isLimited && view === undefined ? t.off.mapComing : undefined}
        onClick={() => ask({ box: isLimited || view === undefined ? undefined : written(view) })}
      >
        {isLimited ? t.cases.mapAll : t.cases.mapOnly}
      </OffButton>
    </aside>
  );
};
