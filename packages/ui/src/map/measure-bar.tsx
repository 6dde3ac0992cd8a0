import { CheckOutlined, UndoOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect } from "react";
import { formatFigure } from "../number-format.ts";
import { useUi } from "../ui-context.tsx";
import { words } from "../words.ts";
import type { MapPosition } from "./description.ts";
import { areaM2, lengthM, type Measure } from "./measure.ts";

/** Metres below a kilometre, then kilometres; the same for ground, whose step to km² is a million. */
const toFigure = (
  mode: Measure,
  points: readonly MapPosition[],
): readonly [value: number, unit: string, digits: number] => {
  if (mode === "distance") {
    const m = lengthM(points);
    return m < 1_000 ? [m, "m", 0] : [m / 1_000, "km", 2];
  }
  const m2 = areaM2(points);
  return m2 < 100_000 ? [m2, "m²", 0] : [m2 / 1_000_000, "km²", 2];
};

interface MeasureBarProps {
  readonly mode: Measure;
  readonly points: readonly MapPosition[];
  readonly onBack: () => void;
  readonly onEnd: () => void;
}

/** What was measured so far; Escape ends it, Backspace takes the last corner back. */
export const MeasureBar = ({ mode, points, onBack, onEnd }: MeasureBarProps) => {
  const { say, language } = useUi();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key === "Escape") onEnd();
      else if (event.key === "Backspace" && event.target === document.body) onBack();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [onBack, onEnd]);
  const [value, unit, digits] = toFigure(mode, points);
  const enough = points.length >= (mode === "distance" ? 2 : 3);
  return (
    <div className="cy-measure" role="status">
      <strong className="cy-measure-figure">
        {enough ? formatFigure(value, { unit, digits }, language) : say(words.measureHint)}
      </strong>
      <Button
        size="small"
        type="text"
        icon={<UndoOutlined />}
        disabled={points.length === 0}
        aria-label={say(words.measureBack)}
        title={say(words.measureBack)}
        onClick={onBack}
      />
      <Button size="small" type="text" icon={<CheckOutlined />} onClick={onEnd}>
        {say(words.measureEnd)}
      </Button>
    </div>
  );
};
