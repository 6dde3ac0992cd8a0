import type { Alarm } from "@chengyun/contracts";
import { useEffect, useRef, useState } from "react";
import { graveAlarms } from "../../data/queue.ts";

/** Three pulses of 0.9 s. */
const pulseMs = 2_800;

/** Grave alarms that came while the screen was open, for as long as they pulse. */
export const useFreshAlarms = (alarms: readonly Alarm[] | undefined): readonly Alarm[] => {
  const known = useRef<Set<string>>(undefined);
  const [fresh, setFresh] = useState<readonly Alarm[]>([]);
  useEffect(() => {
    if (alarms === undefined) return;
    const grave = graveAlarms(alarms);
    const before = known.current;
    known.current = new Set([...(before ?? []), ...grave.map((alarm) => alarm.id)]);
    const came = before === undefined ? [] : grave.filter((alarm) => !before.has(alarm.id));
    if (came.length > 0) setFresh(came);
  }, [alarms]);
  useEffect(() => {
    if (fresh.length === 0) return;
    const timer = setTimeout(() => setFresh([]), pulseMs);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
};
