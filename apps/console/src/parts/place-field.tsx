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

/** What was found by words, with what it is called. */
export interface FoundPlace extends ChosenPlace {
  readonly title: string;
}

interface PlaceSearchProps {
  readonly id: string;
  /** Where one looks now: of a word that is found at every corner the nearest are offered. */
  readonly near: MapPosition | undefined;
  readonly onChoose: (place: FoundPlace) => void;
}

interface PlaceFieldProps {
  readonly chosen: ChosenPlace | undefined;
  readonly onChoose: (place: ChosenPlace) => void;
}

/** A road, an address, a thing or coordinates in the usual writings. */
export const PlaceSearch = ({ id, near, onChoose }: PlaceSearchProps) => {
  const t = useText();
  const { say } = useUi();
  const [typed, setTyped] = useState("");
  const q = useSettled(typed.trim());
  const { data, isFetching } = useSearch(q, near);
  const found = (q === "" ? [] : (data?.items ?? [])).filter(({ kind }) => kind !== "case");
  return (
    <Select
      id={id}
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
        const { kind, position, title } = place;
        const thing = kind === "thing" && place.id !== undefined ? { thingId: place.id } : {};
        onChoose({ position, title: say(title), ...thing });
      }}
    />
  );
};

/** Where it is, for whoever begins without a map: found by words, or set on a small map. */
export const PlaceField = ({ chosen, onChoose }: PlaceFieldProps) => {
  const t = useText();
  const { data: city } = useCity();
  const base = useMapBase();
  return (
    <>
      <PlaceSearch
        id="report-place"
        near={chosen?.position}
        onChoose={({ position, thingId }) => onChoose({ position, ...(thingId === undefined ? {} : { thingId }) })}
      />
      {city === undefined ? null : (
        <div className="report-map">
          <PlaceMap
            extent={city.extent}
            base={base}
            pin="ground"
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
