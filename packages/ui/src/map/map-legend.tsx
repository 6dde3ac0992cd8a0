import { severityNames } from "@chengyun/kernel";
import { Button } from "antd";
import { useState } from "react";
import { SeverityMark } from "../severity/severity-mark.tsx";
import { useUi } from "../ui-context.tsx";
import { words } from "../words.ts";
import { glyphPaths } from "./glyph-path.ts";
import type { LegendItems } from "./legend-items.ts";

const Ring = ({ tone }: { readonly tone: "normal" | "silent" }) => (
  <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" className={`cy-legend-ring cy-legend-${tone}`}>
    <circle r="6" />
  </svg>
);

const Pin = ({ late }: { readonly late: boolean }) => (
  <svg width="16" height="18" viewBox="-16 -16 32 42" aria-hidden="true" className="cy-legend-pin">
    <path d="M-15 0A15 15 0 1 1 15 0C15 8 6 14 0 26C-6 14 -15 8 -15 0Z" />
    <circle r="10" className={late ? "cy-legend-late" : "cy-legend-time"} />
  </svg>
);

interface MapLegendProps {
  readonly items: LegendItems;
  /** Room enough to begin opened. */
  readonly wide: boolean;
}

/** Says what the signs mean, and only of what is visible now. */
export const MapLegend = ({ items, wide }: MapLegendProps) => {
  const { say } = useUi();
  const [open, setOpen] = useState(wide);
  const nothing = items.types.length === 0 && !items.cases && !items.lateCases;
  if (nothing) return null;
  return (
    <section className="cy-legend" aria-label={say(words.legend)}>
      <Button type="text" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {say(open ? words.hideLegend : words.legend)}
      </Button>
      {open ? (
        <ul>
          {items.types.map(({ type, name, glyph }) => (
            <li key={type}>
              <svg width="16" height="16" viewBox="-7 -7 14 14" aria-hidden="true" className="cy-legend-glyph">
                <path d={glyphPaths[glyph]} />
              </svg>
              {say(name)}
            </li>
          ))}
          {items.severities.map((severity) => (
            <li key={severity}>
              <SeverityMark severity={severity} word={false} />
              {say(severityNames[severity])}
            </li>
          ))}
          {items.normal ? (
            <li>
              <Ring tone="normal" />
              {say(words.normal)}
            </li>
          ) : null}
          {items.silent ? (
            <li>
              <Ring tone="silent" />
              {say(words.silent)}
            </li>
          ) : null}
          {items.cases ? (
            <li>
              <Pin late={false} />
              {say(words.caseWithTime)}
            </li>
          ) : null}
          {items.lateCases ? (
            <li>
              <Pin late={true} />
              {say(words.caseLate)}
            </li>
          ) : null}
        </ul>
      ) : null}
    </section>
  );
};
