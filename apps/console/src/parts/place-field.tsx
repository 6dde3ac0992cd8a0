import { type MapPosition, PlaceMap, useUi } from "@chengyun/ui";
import { Select } from "antd";
import { useState } from "react";
import { useSettled } from "../data/intake.ts";
import { useMapBase, useSearch } from "../data/map.ts";
import { useCity } from "../data/session.ts";
import { useText } from "../strings/text.ts";

/** A place somebody chose, and the thing they chose it by. */
export interface ChosenPlace {
  readonly position: MapPosition;
  readonly thingId?: string;
}

interface PlaceFieldProps {
  readonly chosen: ChosenPlace | undefined;
  readonly onChoose: (place: ChosenPlace) => void;
}

/** A road, an address, a thing or coordinates in the usual writings. */
const PlaceSearch = ({ chosen, onChoose }: PlaceFieldProps) => {
  const t = useText();
  const { say } = useUi();
  const [typed, setTyped] = useState("");
  const q = useSettled(typed.trim());
  const { data, isFetching } = useSearch(q, chosen?.position);
  const found = (q === "" ? [] : (data?.items ?? [])).filter(({ kind }) => kind !== "case");
  return (
    <Select
      id="report-place"
      className="report-place"
      aria-label={t.report.placeHint}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={isFetching}
      value={null}
      placeholder={t.report.placeHint}
      notFoundContent={q === "" ? t.report.placeHint : t.report.placeUnknown}
      options={found.map(({ title, detail }, at) => ({ value: at, label: `${say(title)} · ${say(detail)}` }))}
      onChange={(at: number | null) => {
        const place = at === null ? undefined : found[at];
        if (place === undefined) return;
        const { kind, id, position } = place;
        onChoose({ position, ...(kind === "thing" && id !== undefined ? { thingId: id } : {}) });
      }}
    />
  );
};

/** Where it is, for whoever begins without a map: found by words, or moved under the middle of a small map. */
export const PlaceField = ({ chosen, onChoose }: PlaceFieldProps) => {
  const t = useText();
  const { data: city } = useCity();
  const base = useMapBase();
  return (
    <>
      <PlaceSearch chosen={chosen} onChoose={onChoose} />
      {city === undefined ? null : (
        <div className="report-map">
          <PlaceMap
            extent={city.extent}
            base={base}
            position={chosen?.position}
            onPlace={(position) => onChoose({ position })}
            label={t.report.placeMap}
            unable={t.report.placeUnable}
          />
        </div>
      )}
    </>
  );
};
