import { useSyncExternalStore } from "react";

/** Where this phone is. */
export interface Whereabouts {
  readonly position: readonly [longitude: number, latitude: number];
  readonly accuracyM: number;
  /** By the phone's clock. */
  readonly at: number;
}

/** `asking`: not known yet; `refused`: the person or the phone says no. */
export interface PlaceState {
  readonly state: "asking" | "known" | "refused";
  readonly here: Whereabouts | undefined;
}

let place: PlaceState = { state: "asking", here: undefined };
const listeners = new Set<() => void>();
let watch: number | undefined;

const tell = (next: PlaceState): void => {
  place = next;
  for (const listener of listeners) listener();
};

const start = (): void => {
  if (watch !== undefined) return;
  if (!("geolocation" in navigator)) {
    tell({ state: "refused", here: undefined });
    return;
  }
  watch = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) =>
      tell({
        state: "known",
        here: { position: [coords.longitude, coords.latitude], accuracyM: coords.accuracy, at: timestamp },
      }),
    () => tell({ state: place.here === undefined ? "refused" : "known", here: place.here }),
    { enableHighAccuracy: true, maximumAge: 15_000, timeout: 20_000 },
  );
};

const stop = (): void => {
  if (watch !== undefined) navigator.geolocation.clearWatch(watch);
  watch = undefined;
};

export const currentPlace = (): PlaceState => place;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  start();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
};

/** Follows the phone's position until told otherwise. */
export const followPlace = (): (() => void) => subscribe(() => undefined);

/** Follows the phone's position while somebody looks. */
export const usePlace = (): PlaceState => useSyncExternalStore(subscribe, currentPlace);
