import type { MultiPolygonShape } from "@chengyun/contracts";
import { type MapPosition, type MapShape, PlaceMap, useUi } from "@chengyun/ui";
import { Button, InputNumber, Segmented, Select } from "antd";
import { useMemo } from "react";
import { useAreas } from "../../data/atlas.ts";
import { useMapBase } from "../../data/map.ts";
import { useCity } from "../../data/session.ts";
import { PlaceSearch } from "../../parts/place-field.tsx";
import { Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import type { Draft, DrawnBy } from "./draft.ts";

interface ReachPaneProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  /** What the area comes to, once it is known. */
  readonly shape: MultiPolygonShape | undefined;
}

const ways: readonly DrawnBy[] = ["areas", "circle", "road", "drawn"];

const Areas = ({ draft, change }: ReachPaneProps) => {
  const words = useText().warnings;
  const { say } = useUi();
  const areas = useAreas().data?.items ?? [];
  const names = useMemo(() => new Map(areas.map((area) => [area.path, area.name])), [areas]);
  return (
    <Select
      mode="multiple"
      className="report-place"
      aria-label={words.pickAreas}
      placeholder={words.pickAreas}
      value={[...draft.paths]}
      onChange={(paths: string[]) => change({ paths })}
      showSearch={{ optionFilterProp: "label" }}
      options={areas
        .filter(({ box }) => box !== undefined)
        .map(({ path, name, parentPath }) => {
          const parent = names.get(parentPath);
          return { value: path, label: parent === undefined ? say(name) : `${say(name)} · ${say(parent)}` };
        })}
    />
  );
};

const Distance = ({ draft, change }: ReachPaneProps) => {
  const words = useText().warnings;
  return (
    <>
      <PlaceSearch id="warning-place" near={draft.centre} onChoose={({ position }) => change({ centre: position })} />
      <div className="filters">
        <InputNumber
          className="warning-number"
          aria-label={draft.by === "road" ? words.roadMetres : words.metres}
          prefix={draft.by === "road" ? words.roadMetres : words.metres}
          min={10}
          max={100_000}
          step={100}
          value={draft.metres}
          onChange={(metres) => change({ metres: metres ?? 0 })}
        />
        {draft.by === "road" ? (
          <Segmented
            aria-label={words.mode}
            value={draft.mode}
            onChange={(mode) => change({ mode })}
            options={(["drive", "walk"] as const).map((mode) => ({ value: mode, label: words.modes[mode] }))}
          />
        ) : null}
      </div>
      <p className="second">{words.pickPlace}</p>
    </>
  );
};

const Corners = ({ draft, change }: ReachPaneProps) => {
  const words = useText().warnings;
  const isEmpty = draft.corners.length === 0;
  return (
    <>
      <p className="second">{words.drawHint}</p>
      <div className="filters">
        <Button disabled={isEmpty} onClick={() => change({ corners: draft.corners.slice(0, -1) })}>
          {words.undo}
        </Button>
        <Button disabled={isEmpty} onClick={() => change({ corners: [] })}>
          {words.redraw}
        </Button>
      </div>
    </>
  );
};

/** What the map shows: the area it comes to, and while it is drawn the line so far. */
const useShapes = (draft: Draft, shape: MultiPolygonShape | undefined): readonly MapShape[] =>
  useMemo(() => {
    const line = draft.by === "drawn" && draft.corners.length > 0;
    return [
      ...(shape === undefined ? [] : [shape]),
      ...(line ? [{ type: "MultiPoint", coordinates: draft.corners }] : []),
      ...(line && draft.corners.length > 1 ? [{ type: "LineString", coordinates: draft.corners }] : []),
    ];
  }, [draft.by, draft.corners, shape]);

/** Where it shall hold: chosen by name, by a click and a distance, or corner by corner. */
export const ReachPane = (props: ReachPaneProps) => {
  const { draft, change, shape } = props;
  const words = useText().warnings;
  const { data: city } = useCity();
  const base = useMapBase();
  const shapes = useShapes(draft, shape);
  const place = (position: MapPosition): void => {
    if (draft.by === "drawn") change({ corners: [...draft.corners, position] });
    else if (draft.by !== "areas") change({ centre: position });
  };
  return (
    <Part title={words.reach}>
      <Segmented
        aria-label={words.reach}
        value={draft.by}
        onChange={(by) => change({ by })}
        options={ways.map((way) => ({ value: way, label: words.reachKinds[way] }))}
      />
      {draft.by === "areas" ? (
        <Areas {...props} />
      ) : draft.by === "drawn" ? (
        <Corners {...props} />
      ) : (
        <Distance {...props} />
      )}
      {city === undefined ? null : (
        <div className="warning-map">
          <PlaceMap
            extent={city.extent}
            base={base}
            shapes={shapes}
            pin="ground"
            position={draft.by === "circle" || draft.by === "road" ? draft.centre : undefined}
            onPlace={place}
            label={words.place}
            unable={words.unable}
          />
        </div>
      )}
    </Part>
  );
};
