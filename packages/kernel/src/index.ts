export { type AreaPath, areaCodes, areaPath, commonArea, isWithin } from "./area.ts";
export { brief } from "./brief.ts";
export { type Canonical, fromBase64, fromHex, isHash, type Sha256, toBase64, toHex, toUtf8 } from "./bytes.ts";
export {
  type Calendar,
  checkCalendar,
  cityDate,
  type DayHours,
  isKnown,
  isWorkDate,
  nextWorkingMoment,
  standardHours,
  workDayMs,
  workingTime,
} from "./calendar.ts";
export { type CapAlert, type CapArea, type CapInfo, type CapValue, capReference } from "./cap.ts";
export {
  type CaseClass,
  type CaseCondition,
  type CaseType,
  conditionsOf,
  defineCase,
  type Joining,
  limitsOf,
} from "./case-type.ts";
export {
  type Checkpoint,
  type CheckpointFault,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from "./checkpoint.ts";
export {
  type Clock,
  deadline,
  elapsed,
  extendClock,
  goOnClock,
  nearlyLateAt,
  type Pause,
  pauseClock,
  redateClock,
  relimitClock,
  resumeClock,
  startClock,
  stopClock,
  type TimeLeft,
  timeLeft,
  unitMs,
} from "./clock.ts";
export {
  type CodeGround,
  type CodeLayout,
  type CodePart,
  type CodeValues,
  checkCode,
  codeLength,
  makeCode,
  nextLocalClass,
} from "./code-layout.ts";
export { type Cosignature, cosign, findCosignature } from "./cosignature.ts";
export { type Decode, type Decoded, type DeviceType, defineDevice, type Sample, streamsOf } from "./device.ts";
export { metresApart, metresPerDegree } from "./distance.ts";
export { type EverydayWords, findByWords, type Named, plainWords, rankByWords } from "./everyday-words.ts";
export {
  checkFact,
  defineFact,
  type Fact,
  type FactCheck,
  type FactFault,
  type FactFaultCode,
  type FactKind,
  type FactSubject,
  type FactValues,
  factKinds,
  factSubjects,
  isBlank,
} from "./fact.ts";
export { checkFactShape, checkPattern, isSameFact } from "./fact-check.ts";
export {
  checkFlow,
  checkMoveFacts,
  defineFlow,
  entryType,
  type Flow,
  type FlowClock,
  isForPeople,
  type Move,
  movesFrom,
  needsOf,
  newStage,
  permissionsOf,
  type Stage,
  stageAfter,
  stagesFrom,
  takesOf,
} from "./flow.ts";
export {
  type Bar,
  type BarView,
  barsOf,
  checkUntil,
  findCalled,
  isWaiting,
  looksAt,
  type MadeMove,
} from "./flow-bar.ts";
export { whoseTurn, withLimits } from "./flow-limit.ts";
export {
  defineForm,
  type Form,
  type FormCheck,
  type FormField,
  type FormSection,
  factsOf,
  mostRows,
} from "./form.ts";
export {
  type Asked,
  type AskedSection,
  checkForm,
  type FactTable,
  type FormFault,
  type FormGround,
  toHeard,
  walkForm,
} from "./form-answer.ts";
export { checkFormShape, type FormShapeFault, type RefuseFormula } from "./form-check.ts";
export { defineFormula, type Evaluate, type Formula, formulaName } from "./formula.ts";
export {
  type CasePattern,
  defineIncident,
  type FigureId,
  figureNames,
  type IncidentInput,
  type IncidentLevel,
  type IncidentType,
  incidentLevels,
  isIncidentLevel,
  type LevelCondition,
  levelColours,
  levelFormula,
  levelNames,
  levelRank,
  type NamedInput,
  type Proposal,
  proposeLevel,
} from "./incident.ts";
export type { Label, Language } from "./label.ts";
export type { HeatLayer, Layer, LegendItem, LinkLayer, ThingLayer } from "./layer.ts";
export {
  type Cause,
  createDigester,
  type Digester,
  erasureTypes,
  type FirstLeaf,
  formatLeaf,
  isErasure,
  type Leaf,
  listEmptied,
  type SecondLeaf,
} from "./leaf.ts";
export {
  type Limit,
  naturalDays,
  naturalHours,
  type TimeKind,
  timeKindNames,
  timeKinds,
  urgentHours,
  workDays,
  workHours,
} from "./limit.ts";
export {
  type LimitFault,
  type LimitQuestion,
  type LimitReading,
  type LimitScope,
  readLimit,
  settleLimit,
  writeLimit,
} from "./limit-text.ts";
export { defineLink, type LinkType } from "./link.ts";
export {
  appendLeaf,
  createTreeHasher,
  type Frontier,
  hashRange,
  type LeafRange,
  listSubtrees,
  newFrontier,
  rootOf,
  type Subtree,
  type SubtreeSink,
  type SubtreeSource,
  sourceOfLeaves,
  type TreeHasher,
} from "./merkle.ts";
export {
  type ConsistencyClaim,
  type Growth,
  type InclusionClaim,
  type InclusionPlace,
  isConsistent,
  isIncluded,
  listConsistencyRanges,
  listInclusionRanges,
  proveConsistency,
  proveInclusion,
} from "./merkle-proof.ts";
export {
  formatSignature,
  formatVerifierKey,
  isSignedBy,
  type Note,
  type NoteSignature,
  parseCosignerKey,
  parseNote,
  parseSignature,
  parseVerifierKey,
  type Sign,
  signNote,
  toCosignerKey,
  toVerifierKey,
  type VerifierKey,
  type VerifySignature,
} from "./note.ts";
export {
  type Audience,
  audiencesOf,
  checkNotice,
  checkTemplate,
  declaredText,
  defineNotice,
  type Escalation,
  fillLabel,
  fillText,
  listPlaces,
  type NamedRecipient,
  type NoticePlace,
  type NoticeText,
  type NoticeType,
  type NoticeValue,
  namedRecipients,
  type PersonalChannel,
  type PlaceKind,
  personalChannels,
  placeKinds,
  placeText,
  type QuietHours,
  quietUntil,
  type TemplateFault,
} from "./notice.ts";
export { definePack, type Pack } from "./pack.ts";
export { checkPack, type Known } from "./pack-check.ts";
export { flowOfNotice, withPlaces } from "./pack-notice.ts";
export {
  administratorRoles,
  isAdministratorRole,
  mayHoldTogether,
  type Permission,
  type RoleId,
  roleIds,
} from "./permission.ts";
export {
  checkPlan,
  definePlan,
  isInForce,
  type PlanDef,
  type PlanKnown,
  type PlanNeed,
  type Planned,
  type PlanPost,
  type PlanTask,
  type PlanWarning,
  plannedTimes,
  predecessorsAt,
  tasksAt,
} from "./plan.ts";
export { commandStructure, planStep } from "./plan-words.ts";
export { type Duration, days, hours, type Metres, metres, milliseconds, minutes, seconds } from "./quantity.ts";
export { farthestReach, type Reach, type ReachPolygon, reachKinds } from "./reach.ts";
export {
  checkReceipt,
  formatReceipt,
  type Receipt,
  type ReceiptFault,
  type ReceiptPorts,
  type ReceiptProved,
  type ReceiptRefused,
} from "./receipt.ts";
export { writeReportNo } from "./report-number.ts";
export { defineResource, type ResourceKind, type ResourceType, resourceKinds } from "./resource.ts";
export {
  type ColourCounts,
  colourOfArea,
  colourOfScore,
  defineRisk,
  judgeRisk,
  type RiskAttributes,
  type RiskCompute,
  type RiskFigure,
  type RiskInput,
  type RiskJudgement,
  type RiskModel,
  type ThreeColours,
  whyChanged,
} from "./risk.ts";
export { listExtent, type RoadLimit } from "./road-extent.ts";
export {
  buildRoadGraph,
  type Road,
  type RoadGraph,
  type RoadPosition,
  type TravelMode,
} from "./road-graph.ts";
export { indexRoads, type RoadPlace, type RoadPlaces } from "./road-place.ts";
export { findRoute, findSoonest, type Reached, type Route } from "./road-route.ts";
export {
  type AttributeRef,
  attribute,
  type Clearing,
  type Condition,
  defineRule,
  isSilenceRule,
  type OneCause,
  type Raise,
  type Rule,
  type SilenceRule,
  type Threshold,
  type ThresholdRule,
} from "./rule.ts";
export {
  type Bounds,
  compileRule,
  defaultLateness,
  type Judge,
  type JudgeLevel,
  type RuleAttributes,
  type RuleOverride,
  type SilenceJudge,
  type ThresholdJudge,
} from "./rule-judge.ts";
export { judgeInPlace, newRuleMemory, type RuleMemory, type RulePast, rejudge } from "./rule-rejudge.ts";
export {
  due,
  type Episode,
  excuseSilence,
  type JudgedReading,
  judge,
  never,
  newRuleState,
  type RuleEvent,
  type RuleState,
  tick,
} from "./rule-state.ts";
export {
  type Actor,
  type Casting,
  defineScenario,
  type Encoding,
  type ExpectedCases,
  type Outcome,
  type Play,
  type PlayEvent,
  type PlayMoment,
  type PlayPart,
  type Rhythm,
  type Scenario,
} from "./scenario.ts";
export { type Severity, severities, severityNames, severityRank } from "./severity.ts";
export { type States, type StreamType, stateCode, stateName, stream, valueText } from "./stream.ts";
export { type AttributeType, defineThing, type Glyph, type ThingType } from "./thing.ts";
export {
  bundlePath,
  decodeBundle,
  decodeTile,
  encodeBundle,
  encodeTile,
  listNewTiles,
  type ParsedPath,
  parseTilePath,
  type Tile,
  tileHeight,
  tilePath,
  tileWidth,
} from "./tile.ts";
export { describeTimeLeft, type TimeLeftWords } from "./time-left-words.ts";
export { factorBetween, otherUnitAtEnd, saysUnit, unitsLike } from "./unit.ts";
export {
  createVerifier,
  type ExportedEntry,
  type Verification,
  type Verifier,
  type VerifierPorts,
  type VerifyCode,
  type VerifyFault,
} from "./verifier.ts";
export {
  type CapCategory,
  type CapCertainty,
  type CapSeverity,
  type CapUrgency,
  capCategories,
  capCertainties,
  capSeverities,
  capSeverityOf,
  capUrgencies,
  checkWarningText,
  checkWarningType,
  colourOf,
  commonWarningPlaces,
  countSms,
  defineWarning,
  fillWarning,
  longestEvent,
  longestHeadline,
  mostVertices,
  type WarningFault,
  type WarningFaultCode,
  type WarningLevel,
  type WarningStatus,
  type WarningText,
  type WarningType,
  warningStatuses,
} from "./warning.ts";
export { isWarningNumber, type WarningNumberParts, writeWarningNumber } from "./warning-number.ts";
export {
  formatWitnessRequest,
  judgeRequest,
  parseWitnessRequest,
  type Witnessed,
  type WitnessGround,
  type WitnessRequest,
  type WitnessVerdict,
} from "./witness.ts";
export { fromWall, isZone, toWall, zoneOffset } from "./zone.ts";
