import { entryType, type Flow, type Limit, type Move, stagesFrom, timeKindNames } from "@chengyun/kernel";
import { code, pageOf, tableOf } from "./page.ts";

const listed = (value: string | readonly string[] | undefined): string => [value ?? []].flat().join(", ");

const limitText = ({ amount, kind }: Limit): string =>
  `${amount} ${timeKindNames[kind].en} (${timeKindNames[kind].zh})`;

const who = ({ by, byMachine }: Move): string => {
  if (byMachine === "only") return "the platform";
  return byMachine === "also" ? `${code(by)}, the platform` : code(by);
};

const drawingOf = (flow: Flow): string => {
  const start = (stage: string): string => (stage === "new" ? "[*]" : stage.replaceAll("-", "_"));
  const arrows = Object.entries(flow.moves).flatMap(([name, move]) =>
    stagesFrom(move)
      .filter((from) => move.to !== undefined && move.to !== from)
      .map((from) => `  ${start(from)} --> ${start(move.to ?? from)}: ${name}`),
  );
  const ends = Object.entries(flow.stages)
    .filter(([, stage]) => stage.end === true)
    .map(([id]) => `  ${start(id)} --> [*]`);
  return ["```mermaid", "stateDiagram-v2", ...arrows, ...ends, "```"].join("\n");
};

/** What else its words demand. */
const onlyWhen = (move: Move): string => {
  const { answers, atMost, until, notNextBy } = move;
  const { beforeLate, afterLate } = move;
  return [
    ...(answers === undefined ? [] : [`while ${answers} waits`]),
    ...(move.notWhile ?? []).map((other) => `not while ${other} waits`),
    ...(atMost === undefined ? [] : [`${atMost.of ?? "it"} ${atMost.times} times at most`]),
    ...(beforeLate === undefined ? [] : [`before ${beforeLate} is late`]),
    ...(afterLate === undefined ? [] : [`if ${afterLate} was late`]),
    ...(move.awaitsParts === true ? ["when all parts have ended"] : []),
    ...(until === undefined ? [] : [`until ${until.fact}, ${until.longestDays} days at most`]),
    ...(move.notBy === undefined ? [] : [`by another than made ${move.notBy.join(", ")}`]),
    ...(notNextBy === undefined
      ? []
      : [
          `whoever made ${notNextBy.makers.join(", ")} makes none of ${notNextBy.moves.join(", ")} until somebody else has changed the stage`,
        ]),
    ...(move.when === undefined ? [] : [`when its clock is ${move.when}`]),
  ].join("; ");
};

const movesOf = (flow: Flow): string =>
  tableOf(
    ["move", "动作", "from", "to", "who may", "needs", "only", "clocks", "records"],
    Object.entries(flow.moves).map(([name, move]) => [
      code(name),
      move.name.zh,
      listed(move.from),
      move.to ?? "stays",
      who(move),
      listed(move.needs),
      onlyWhen(move),
      (["starts", "stops", "pauses", "resumes", "extends"] as const)
        .flatMap((verb) => (move[verb] === undefined ? [] : [`${verb} ${listed(move[verb])}`]))
        .join("; "),
      code(entryType(flow, move)),
    ]),
  );

const partsOf = (flow: Flow): string[] => [
  `## ${flow.id}: ${flow.name.en} ${flow.name.zh}`,
  `Version ${flow.version}, of every ${code(flow.kind)}. Moves are made at ${code(`POST /api/v1/${flow.plural}/:id/moves/:move`)}.`,
  drawingOf(flow),
  tableOf(
    ["stage", "环节", "", "end"],
    Object.entries(flow.stages).map(([id, { name, end }]) => [code(id), name.zh, name.en, end === true ? "yes" : ""]),
  ),
  movesOf(flow),
  ...(flow.clocks === undefined
    ? []
    : [
        tableOf(
          ["clock", "时限", "limit when the category names none"],
          Object.entries(flow.clocks).map(([id, { name, limit }]) => [
            code(id),
            name.zh,
            limit === undefined ? "none" : limitText(limit),
          ]),
        ),
      ]),
];

/** The page of flows: stages, moves and clocks as the tables declare them. */
export const makeFlows = (flows: readonly Flow[]): string =>
  pageOf("# Flows", "Everything that must be brought to an end runs one of these tables.", ...flows.flatMap(partsOf));
