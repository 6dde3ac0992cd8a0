import type { MapCamera, MapGoal } from "@chengyun/ui";
import { useCallback, useEffect, useRef, useState } from "react";
import { useAsked } from "../frame/go.ts";
import { readCamera, writeCamera } from "./map-address.ts";

/** The map's place in the address: where it begins, where it is sent, and where it went. */
export interface MapPlace {
  readonly camera: MapCamera | undefined;
  readonly goal: MapGoal | undefined;
  readonly onCamera: (camera: MapCamera) => void;
  /** The camera as the address would carry it now. */
  readonly at: () => string | undefined;
}

/** Moving writes the address once it rests; an address from outside (a link, a search) moves the map. */
const restMs = 400;

/** Ties the map's camera to `at=` of the address. */
export const useMapPlace = (writes: boolean): MapPlace => {
  const [asked, ask] = useAsked();
  const { at } = asked;
  const [camera] = useState(() => readCamera(at));
  const [goal, setGoal] = useState<MapGoal>();
  const own = useRef(at);
  const now = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (at === own.current) return;
    own.current = at;
    const wish = readCamera(at);
    if (wish !== undefined) setGoal({ position: wish.centre, zoom: wish.zoom, exact: true });
  }, [at]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const onCamera = useCallback(
    (next: MapCamera) => {
      now.current = writeCamera(next);
      if (!writes) return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        own.current = now.current;
        latest.current({ at: now.current }, true);
      }, restMs);
    },
    [writes],
  );
  return { camera, goal, onCamera, at: () => now.current ?? at };
};
