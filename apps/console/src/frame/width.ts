import { useSyncExternalStore } from "react";

/** How much room there is: a phone, a narrow desk where the detail lies over the map, a desk, the wall. */
export type Room = "phone" | "narrow" | "desk" | "wall";

const toRoom = (width: number): Room => {
  if (width < 720) return "phone";
  if (width < 1_500) return "narrow";
  return width < 3_200 ? "desk" : "wall";
};

const subscribe = (listener: () => void): (() => void) => {
  addEventListener("resize", listener);
  return () => removeEventListener("resize", listener);
};

export const useRoom = (): Room => useSyncExternalStore(subscribe, () => toRoom(innerWidth));
