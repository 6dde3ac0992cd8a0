import { CityMap, type MapBox, type MapCase, type MapThing, toTimeLeft } from "@chengyun/ui";
import { useMemo } from "react";
import { serverNow } from "../data/clock.ts";
import { useBase } from "../data/map-base.ts";
import { usePlace } from "../data/place.ts";
import { useField } from "../data/state.ts";
import { useAskedTask, useGo } from "../parts/go.ts";
import { useText } from "../strings/text.ts";

const around = ([x, y]: readonly [number, number], far: number): MapBox => [x - far, y - far, x + far, y + far];
/** Degrees around a task: some streets. */
const near = 0.006;

/** For somebody who looks for the way: own position and tasks, the time left around each pin. */
const MapScreen = () => {
  const t = useText();
  const go = useGo();
  const asked = useAskedTask();
  const { tasks, tasksAt, city } = useField();
  const { here } = usePlace();
  const base = useBase();
  const task = tasks.find(({ id }) => id === asked);
  const cases = useMemo<MapCase[]>(
    () =>
      tasks.map(({ case: row }) => {
        const left = row.clock === undefined ? undefined : toTimeLeft(row.clock, serverNow(), tasksAt);
        return { ...row, share: left?.share, late: left?.late ?? false };
      }),
    [tasks, tasksAt],
  );
  const things = useMemo<MapThing[]>(() => {
    if (here === undefined) return [];
    const name = { zh: "我的位置", en: "My position" };
    return [{ id: "me", no: 1, type: "me", name, glyph: "dot", position: here.position, silent: false }];
  }, [here]);
  const extent = task === undefined ? city?.extent : around(task.case.position, near);
  const selection = useMemo(
    () => (task === undefined ? undefined : ({ kind: "case", id: task.case.id } as const)),
    [task],
  );
  const description = useMemo(
    () => (extent === undefined ? undefined : { extent, base, things, cases, selection }),
    [extent, base, things, cases, selection],
  );
  if (description === undefined) return null;
  return (
    <section className="map-page" aria-label={t.map.title}>
      <CityMap
        description={description}
        onSelect={(next) => {
          const found = next?.kind === "case" ? tasks.find((each) => each.case.id === next.id) : undefined;
          if (found !== undefined) go("/map", { task: found.id, replace: true });
        }}
      />
      {task === undefined ? null : (
        <button type="button" className="button button-main map-open" onClick={() => go(`/tasks/${task.id}`)}>
          {t.map.open}
        </button>
      )}
    </section>
  );
};

export default MapScreen;
