import { severityNames } from "@chengyun/kernel";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { SeverityMark } from "../severity/severity-mark.tsx";
import { useUi } from "../ui-context.tsx";
import { words } from "../words.ts";
import { glyphPaths } from "./glyph-path.ts";
import { isBare, type LegendItems } from "./legend-items.ts";
import { linkLookAt } from "./link-look.ts";

const Ring = ({ tone }: { readonly tone: "normal" | "silent" }) => (
  <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" className={`cy-legend-ring cy-legend-${tone}`}>
    <circle r="6" />
  </svg>
);

const Crowd = () => (
  <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" className="cy-legend-crowd">
    <circle r="7" />
    <text y="3">9</text>
  </svg>
);

const Pin = ({ late }: { readonly late: boolean }) => (
  <svg width="16" height="18" viewBox="-16 -16 32 42" aria-hidden="true" className="cy-legend-pin">
    <path d="M-15 0A15 15 0 1 1 15 0C15 8 6 14 0 26C-6 14 -15 8 -15 0Z" />
    <circle r="10" className={late ? "cy-legend-late" : "cy-legend-time"} />
  </svg>
);

/** A network's line as the map draws it. */
export const LinkSign = ({ index }: { readonly index: number }) => {
  const { weight, dashes } = linkLookAt(index);
  const width = 1.4 * weight;
  return (
    <svg width="20" height="16" viewBox="0 -8 20 16" aria-hidden="true" className="cy-legend-link">
      <path d="M0 0H20" strokeWidth={width} strokeDasharray={dashes?.map((each) => each * width).join(" ")} />
    </svg>
  );
};

/** The glyph of a type of thing. */
export const GlyphSign = ({ glyph }: { readonly glyph: keyof typeof glyphPaths }) => (
  <svg width="16" height="16" viewBox="-7 -7 14 14" aria-hidden="true" className="cy-legend-glyph">
    <path d={glyphPaths[glyph]} />
  </svg>
);

const Line = ({ sign, children }: { readonly sign: ReactNode; readonly children: ReactNode }) => (
  <li>
    {sign}
    {children}
  </li>
);

const Signs = ({ items }: { readonly items: LegendItems }) => {
  const { say } = useUi();
  return (
    <ul>
      {items.links.map(({ type, name, look }) => (
        <Line key={type} sign={<LinkSign index={look} />}>
          {say(name)}
        </Line>
      ))}
      {items.types.map(({ type, name, glyph }) => (
        <Line key={type} sign={<GlyphSign glyph={glyph} />}>
          {say(name)}
        </Line>
      ))}
      {items.severities.map((severity) => (
        <Line key={severity} sign={<SeverityMark severity={severity} word={false} />}>
          {say(severityNames[severity])}
        </Line>
      ))}
      {items.normal ? <Line sign={<Ring tone="normal" />}>{say(words.normal)}</Line> : null}
      {items.silent ? <Line sign={<Ring tone="silent" />}>{say(words.silent)}</Line> : null}
      {items.clusters ? <Line sign={<Crowd />}>{say(words.cluster)}</Line> : null}
      {items.cases ? <Line sign={<Pin late={false} />}>{say(words.caseWithTime)}</Line> : null}
      {items.lateCases ? <Line sign={<Pin late={true} />}>{say(words.caseLate)}</Line> : null}
      {items.heat ? <Line sign={<span className="cy-legend-heat" aria-hidden="true" />}>{say(words.heat)}</Line> : null}
    </ul>
  );
};

interface MapLegendProps {
  readonly items: LegendItems;
  /** Room enough to begin opened. */
  readonly wide: boolean;
}

/** Says what the signs mean, and only of what is visible now. */
export const MapLegend = ({ items, wide }: MapLegendProps) => {
  const { say } = useUi();
  const [open, setOpen] = useState(wide);
  if (isBare(items)) return null;
  return (
    <section className="cy-legend" aria-label={say(words.legend)}>
      <Button type="text" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {say(open ? words.hideLegend : words.legend)}
      </Button>
      {open ? <Signs items={items} /> : null}
    </section>
  );
};
