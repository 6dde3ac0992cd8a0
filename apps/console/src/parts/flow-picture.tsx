import type { FlowShape } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Button, Modal } from "antd";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useFlow } from "../data/flow.ts";
import { useText } from "../strings/text.ts";
import {
  drawInto,
  type FlowBox,
  type FlowWay,
  type Frame,
  fitScale,
  largestScale,
  movesFromMany,
} from "./flow-layout.ts";

const lineHeight = 15;
const Way = ({ way }: { readonly way: FlowWay }) => {
  const path = way.points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join(" ");
  const top = way.y - ((way.texts.length - 1) * lineHeight) / 2;
  return (
    <g className={way.back ? "flow-way flow-way-back" : "flow-way"}>
      <path d={path} markerEnd="url(#flow-arrow)" />
      {way.texts.map((text, index) => (
        <text key={text} x={way.x} y={top + index * lineHeight}>
          {text}
        </text>
      ))}
    </g>
  );
};

interface BoxProps {
  readonly box: FlowBox;
  readonly now: boolean;
  readonly end: boolean;
}

const Box = ({ box, now, end }: BoxProps) => (
  <g
    aria-current={now ? "step" : undefined}
    className={`flow-box${now ? " flow-box-now" : ""}${end ? " flow-box-end" : ""}`}
  >
    <rect
      x={box.x - box.width / 2}
      y={box.y - box.height / 2}
      width={box.width}
      height={box.height}
      rx={end ? box.height / 2 : 4}
    />
    <text x={box.x} y={box.y}>
      {box.text}
    </text>
  </g>
);

interface DrawingProps {
  readonly flow: FlowShape;
  readonly stage: string;
}

/** The room an element has; undefined until it is on the screen. */
const useFrame = () => {
  const element = useRef<HTMLElement>(null);
  const [frame, setFrame] = useState<Frame>();
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const watcher = new ResizeObserver(() => setFrame({ width: current.clientWidth, height: current.clientHeight }));
    watcher.observe(current);
    return () => watcher.disconnect();
  }, []);
  return { element, frame };
};

interface SheetProps extends DrawingProps {
  readonly frame: Frame;
  readonly isLarge: boolean;
  /** Brings a place of the drawing into the middle. */
  readonly onPlace: (x: number, y: number) => void;
}

const Sheet = ({ flow, stage, frame, isLarge, onPlace }: SheetProps) => {
  const t = useText();
  const { say } = useUi();
  const drawing = useMemo(() => drawInto(flow, say, frame), [flow, say, frame]);
  const scale = isLarge ? largestScale : fitScale(drawing, frame);
  const here = drawing.boxes.find(({ id }) => id === stage);
  useEffect(() => {
    if (isLarge && here !== undefined) onPlace(here.x * largestScale, here.y * largestScale);
  }, [isLarge, here, onPlace]);
  return (
    <svg
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      width={drawing.width * scale}
      height={drawing.height * scale}
      role="img"
      aria-label={fillText(t.flow.pictureOf, { name: say(flow.name), version: String(flow.version) })}
    >
      <defs>
        <marker id="flow-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
          <path d="M0 0 L8 4 L0 8 z" />
        </marker>
      </defs>
      {drawing.ways.map((way) => (
        <Way key={way.id} way={way} />
      ))}
      {drawing.boxes.map((box) => (
        <Box
          key={box.id}
          box={box}
          now={box.id === stage}
          end={flow.stages.some((each) => each.id === box.id && each.end)}
        />
      ))}
    </svg>
  );
};

/** The flow's own table, drawn whole into its frame; larger on demand. Nothing here knows what kind of subject it is. */
const FlowDrawingOf = ({ flow, stage }: DrawingProps) => {
  const t = useText();
  const { say, language } = useUi();
  const comma = language === "zh" ? "、" : ", ";
  const { element, frame } = useFrame();
  const [isLarge, setLarge] = useState(false);
  const now = flow.stages.find(({ id }) => id === stage)?.name;
  const stageNames = new Map(flow.stages.map(({ id, name }) => [id, say(name)]));
  const staying = flow.moves.filter((move) => move.to === undefined && move.by !== undefined);
  const place = useCallback(
    (x: number, y: number) => {
      const { current } = element;
      current?.scrollTo(x - current.clientWidth / 2, y - current.clientHeight / 2);
    },
    [element],
  );
  return (
    <div className="flow-picture">
      <div className="flow-head">
        {now === undefined ? null : <p>{fillText(t.flow.standsAt, { stage: say(now) })}</p>}
        <Button size="small" onClick={() => setLarge(!isLarge)}>
          {isLarge ? t.flow.whole : t.flow.larger}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="flow-sheet" tabIndex={0} aria-label={t.flow.picture} ref={element}>
        {frame === undefined ? null : (
          <Sheet flow={flow} stage={stage} frame={frame} isLarge={isLarge} onPlace={place} />
        )}
      </section>
      {movesFromMany(flow).map((move) => (
        <p key={move.id}>
          {fillText(t.flow.fromMany, {
            move: say(move.name),
            stages: move.from.flatMap((from) => stageNames.get(from) ?? []).join(comma),
            to: stageNames.get(move.to ?? "") ?? "",
          })}
        </p>
      ))}
      <p className="cy-faint">{t.flow.legend}</p>
      <p className="cy-faint">
        {t.flow.stays}: {staying.map((move) => say(move.name)).join(comma)}
      </p>
    </div>
  );
};

/** A button that shows how a kind of subject comes to its end. */
export const FlowPicture = ({ kind, stage }: { readonly kind: string; readonly stage: string }) => {
  const t = useText();
  const { say } = useUi();
  const flow = useFlow(kind);
  const [open, setOpen] = useState(false);
  if (flow === undefined) return null;
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        {t.flow.picture}
      </Button>
      <Modal
        open={open}
        footer={null}
        width="min(1640px, 96vw)"
        className="flow-modal"
        centered
        title={fillText(t.flow.pictureOf, { name: say(flow.name), version: String(flow.version) })}
        onCancel={() => setOpen(false)}
      >
        {open ? <FlowDrawingOf flow={flow} stage={stage} /> : null}
      </Modal>
    </>
  );
};
