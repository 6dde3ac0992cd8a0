import type { CitizenPlace, MapOutline } from "@chengyun/contracts";
import type { Language } from "@chengyun/kernel";
import type { MapBase, MapPosition } from "@chengyun/ui/place-map";
import { lazy, Suspense, useEffect, useState } from "react";
import { api, getCity, getMap, toSentence, useAsked } from "../data/api.ts";
import { changeDraft, useDraft } from "../data/draft.ts";
import { Icon } from "../parts/icon.tsx";
import { Page, Trouble } from "../parts/page.tsx";
import { useSettings } from "../settings.ts";
import { useText } from "../strings/text.ts";

const PlaceMap = lazy(() => import("@chengyun/ui/place-map").then(({ PlaceMap: map }) => ({ default: map })));

/** The base map in the version there is. Kept by its version: another object would draw everything anew. */
const bases = new Map<string, MapBase>();
const toBase = ({ version, zooms, sea, attributions }: MapOutline): MapBase => {
  const kept = bases.get(version) ?? {
    tiles: { url: `/tiles/base/{z}/{x}/{y}?v=${version}`, minZoom: zooms.min, maxZoom: zooms.max },
    sea,
    attribution: attributions.join(" · "),
  };
  bases.set(version, kept);
  return kept;
};

const patienceMs = 20_000;

type Where = "finding" | "denied" | "away" | undefined;

const isIn = ([x, y]: MapPosition, [west, south, east, north]: readonly [number, number, number, number]): boolean =>
  x >= west && x <= east && y >= south && y <= north;

/** Asks the phone where it is. */
const askPhone = (): Promise<MapPosition | undefined> =>
  new Promise((resolve) => {
    if (!("geolocation" in navigator)) return resolve(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([coords.longitude, coords.latitude]),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: 8_000, maximumAge: 60_000 },
    );
  });

/** Areas as people say an address: in Chinese from the outside in, in English from the inside out; what the next says anyway is left out. */
const placeWords = ({ areaNames }: CitizenPlace, language: Language): string => {
  const names = areaNames.map((name) => name[language]);
  const said = names.filter((name, at) => names[at + 1]?.startsWith(name) !== true);
  return language === "zh" ? said.join("") : said.toReversed().join(", ");
};

interface PlaceStepProps {
  readonly onDone: () => void;
  readonly onBack: () => void;
}

/** Step two: the place, confirmed on a map. */
export const PlaceStep = ({ onDone, onBack }: PlaceStepProps) => {
  const t = useText();
  const { language } = useSettings();
  const { position, address, place } = useDraft();
  const city = useAsked(getCity);
  const map = useAsked(getMap);
  const [where, setWhere] = useState<Where>();
  const [fault, setFault] = useState<unknown>();
  const [isShown, setShown] = useState(false);
  const extent = city.data?.extent;

  const settle = (found: CitizenPlace | undefined, refused: unknown): void => {
    setFault(refused);
    changeDraft({ place: found });
  };
  const askAgain = (): void => {
    city.again();
    map.again();
  };

  const findMe = async (): Promise<void> => {
    if (extent === undefined) return;
    setWhere("finding");
    const found = await askPhone();
    if (found === undefined) return setWhere("denied");
    if (!isIn(found, extent)) return setWhere("away");
    setWhere(undefined);
    changeDraft({ position: found });
  };

  // Nobody confirms a place on a map they can't see; on a line too slow for maps they still may.
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the phone is asked once, when the city is known
  useEffect(() => {
    if (extent === undefined || position !== undefined) return;
    changeDraft({ position: [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2] });
    void findMe();
  }, [extent]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a place is asked about when it changes
  useEffect(() => {
    if (position === undefined) return undefined;
    let left = false;
    const timer = setTimeout(() => {
      api.place(position).then(
        (found) => left || settle(found, undefined),
        (refused: unknown) => left || settle(undefined, refused),
      );
    }, 300);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [position?.[0], position?.[1]]);

  const names = place === undefined ? undefined : placeWords(place, language);
  return (
    <Page title={t.place.title} above={t.step.replace("{n}", "2")} onBack={onBack}>
      <p>{t.place.hint}</p>
      <div className="map-box">
        {extent === undefined || map.data === undefined ? (
          <p className="busy">…</p>
        ) : (
          <Suspense fallback={<p className="busy">…</p>}>
            <PlaceMap
              extent={extent}
              base={toBase(map.data)}
              position={position}
              onPlace={(chosen) => changeDraft({ position: chosen })}
              label={t.place.map}
              unable={t.place.unable}
              onShown={() => setShown(true)}
            />
          </Suspense>
        )}
      </div>
      <p className="where" aria-live="polite">
        <Icon name="place" size={20} /> {names ?? (fault === undefined ? t.place.asking : "")}
      </p>
      {where === undefined ? null : <p className="hint">{t.place[where]}</p>}
      {fault === undefined ? null : <Trouble>{toSentence(fault)}</Trouble>}
      {city.fault === undefined && map.fault === undefined ? null : (
        <Trouble>
          {toSentence(city.fault ?? map.fault)}{" "}
          <button type="button" className="plain" onClick={askAgain}>
            {t.errors.again}
          </button>
        </Trouble>
      )}
      {place === undefined || !isShown ? (
        <p className="hint" id="place-why">
          {t.place.why}
        </p>
      ) : null}
      <button
        type="button"
        className="go"
        disabled={place === undefined || !isShown}
        aria-describedby="place-why"
        onClick={onDone}
      >
        {t.place.ok}
      </button>
      <button type="button" className="second" onClick={() => void findMe()}>
        {t.place.here}
      </button>
      <label className="field">
        {t.place.address}
        <input
          value={address}
          maxLength={200}
          placeholder={t.place.addressHint}
          onChange={(event) => changeDraft({ address: event.target.value })}
        />
      </label>
    </Page>
  );
};
