import type { MapPoint, MapSelection, Measure } from "@chengyun/ui";
import { Dropdown, type MenuProps } from "antd";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";

interface MapMenuProps {
  /** Where somebody pointed; the menu is shut without it. */
  readonly point: MapPoint | undefined;
  readonly onClose: () => void;
  readonly onSelect: (selection: MapSelection) => void;
  readonly onReport: (point: MapPoint) => void;
  readonly onMeasure: (mode: Measure) => void;
  /** What lies there and what is near. */
  readonly onHere: (point: MapPoint) => void;
}

/** What can be done with a place of the map. */
export const MapMenu = ({ point, onClose, onSelect, onReport, onMeasure, onHere }: MapMenuProps) => {
  const t = useText();
  const may = useMay();
  const items: NonNullable<MenuProps["items"]> = [
    {
      key: "what",
      label: t.atlas.what,
      onClick: () => point && (point.hit === undefined ? onHere(point) : onSelect(point.hit)),
    },
    ...(may("reports.create")
      ? [{ key: "report", label: t.report.here, onClick: () => point && onReport(point) }]
      : []),
    { key: "nearest", label: t.atlas.nearest, onClick: () => point && onHere(point) },
    { type: "divider" },
    { key: "distance", label: t.atlas.measureDistance, onClick: () => onMeasure("distance") },
    { key: "area", label: t.atlas.measureArea, onClick: () => onMeasure("area") },
  ];
  return (
    <>
      <Dropdown
        open={point !== undefined}
        menu={{ items, autoFocus: true }}
        trigger={[]}
        autoFocus
        onOpenChange={(open) => open || onClose()}
      >
        <span className="menu-anchor" style={{ left: point?.x ?? 0, top: point?.y ?? 0 }} aria-hidden="true" />
      </Dropdown>
      {point === undefined ? null : (
        <button type="button" className="menu-veil" aria-label={t.frame.close} onClick={onClose} />
      )}
    </>
  );
};
