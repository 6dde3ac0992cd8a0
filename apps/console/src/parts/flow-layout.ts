import type { FlowShape } from "@chengyun/contracts";
import { Graph, layout } from "@dagrejs/dagre";

/** A stage as a box, in the middle of which `x` and `y` lie. */
export interface FlowBox {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A way between stages: the moves that go it, along these points. */
export interface FlowWay {
  readonly id: string;
  readonly texts: readonly string[];
  readonly back: boolean;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly x: number;
  readonly y: number;
}

/** A flow as it is drawn. */
export interface FlowDrawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly FlowBox[];
  readonly ways: readonly FlowWay[];
}

const boxHeight = 34;
const lineHeight = 15;
const padding = 26;

/** Width of a text at 12 pixels: Chinese signs are square, others about half. */
const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (sign > "\u2e80" ? 12.5 : 6.6), 0);

/** From so many stages on, a way to an end is said in words: as lines it would cover all others. */
const manyStages = 4;

const changesStage = (move: FlowShape["moves"][number], from: string): boolean =>
  move.to !== undefined && move.to !== from && from !== "new";

/** Moves that lead to one end from many stages. */
export const movesFromMany = (flow: FlowShape): FlowShape["moves"] =>
  flow.moves.filter(
    (move) =>
      flow.stages.find(({ id }) => id === move.to)?.end === true &&
      move.from.filter((from) => changesStage(move, from)).length >= manyStages,
  );

/** Moves that change the stage, those that go the same way together. */
const waysOf = (flow: FlowShape, say: (name: FlowShape["name"]) => string) => {
  const order = new Map(flow.stages.map((stage, index) => [stage.id, index]));
  const ways = new Map<string, { from: string; to: string; texts: string[]; back: boolean }>();
  const told = new Set(movesFromMany(flow));
  for (const move of flow.moves)
    for (const from of move.from) {
      if (move.to === undefined || !changesStage(move, from) || told.has(move)) continue;
      const key = `${from}>${move.to}`;
      const back = move.handsBack === true || (order.get(move.to) ?? 0) < (order.get(from) ?? 0);
      const way = ways.get(key) ?? { from, to: move.to, texts: [], back };
      way.texts.push(say(move.name));
      ways.set(key, way);
    }
  return ways;
};

/** Lays a flow out from top to bottom or from left to right, ways back beside the ways forward. */
export const drawFlow = (
  flow: FlowShape,
  say: (name: FlowShape["name"]) => string,
  rankdir: "TB" | "LR" = "TB",
): FlowDrawing => {
  const graph = new Graph({ directed: true, multigraph: true });
  const [nodesep, edgesep] = rankdir === "TB" ? [56, 22] : [20, 12];
  graph.setGraph({ rankdir, nodesep, ranksep: 34, edgesep, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const stage of flow.stages)
    graph.setNode(stage.id, { width: widthOf(say(stage.name)) + padding, height: boxHeight });
  const ways = waysOf(flow, say);
  for (const [key, { from, to, texts, back }] of ways)
    graph.setEdge(
      from,
      to,
      {
        width: Math.max(...texts.map(widthOf)) + 8,
        height: texts.length * lineHeight,
        labelpos: "c",
        weight: back ? 1 : 4,
        minlen: 1,
      },
      key,
    );
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    boxes: flow.stages.map((stage) => {
      const box = graph.node(stage.id) as { x: number; y: number; width: number; height: number };
      return { id: stage.id, text: say(stage.name), x: box.x, y: box.y, width: box.width, height: box.height };
    }),
    ways: [...ways].map(([key, { from, to, texts, back }]) => {
      const edge = graph.edge(from, to, key) as unknown as { points: { x: number; y: number }[]; x: number; y: number };
      return { id: key, texts, back, points: edge.points, x: edge.x, y: edge.y };
    }),
  };
};

/** How much a drawing is scaled to lie whole in a frame; never more than a reader at a desk wants. */
export const fitScale = ({ width, height }: Pick<FlowDrawing, "width" | "height">, frame: Frame): number =>
  Math.min(frame.width / Math.max(1, width), frame.height / Math.max(1, height), largestScale);

/** The texts of the drawing are 12 pixels high; a reader at a desk wants more. */
export const largestScale = 1.25;

/** Room there is for a drawing, in pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** The way of laying it out that lies largest in a frame. */
export const drawInto = (flow: FlowShape, say: (name: FlowShape["name"]) => string, frame: Frame): FlowDrawing => {
  const [down, across] = [drawFlow(flow, say), drawFlow(flow, say, "LR")];
  return fitScale(across, frame) > fitScale(down, frame) ? across : down;
};
