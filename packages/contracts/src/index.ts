export { Alarm, AlarmQuery, Evidence } from "./alarm.ts";
export {
  Area,
  BaseFeature,
  BaseMap,
  Geometry,
  Latest,
  LayerShape,
  LinkLine,
  Thing,
  ThingIn,
  ThingPin,
  ThingQuery,
} from "./atlas.ts";
export {
  Case,
  CaseRow,
  CaseTypeShape,
  Done,
  FileMade,
  Photo,
  Report,
  ReportIn,
  ReportMade,
  Task,
  TaskKindShape,
  TimelineEntry,
} from "./case.ts";
export {
  BulkMoveIn,
  BulkMoveResult,
  type CaseColumn,
  CaseCount,
  CaseExportQuery,
  CaseFilterQuery,
  CaseOrder,
  CaseQuery,
  CaseView,
  CaseViewIn,
  caseColumns,
} from "./case-list.ts";
export { City, ServerClock, ServerClockIn } from "./city.ts";
export { type ErrorCode, errors } from "./errors.ts";
export { ClockShape, FactShape, FlowShape, Matter, MatterIn, MoveIn, MoveOffer, SubjectState } from "./flow.ts";
export {
  Account,
  AccountIn,
  AccountMade,
  DemoSignIn,
  Department,
  Key,
  KeyIn,
  KeyMade,
  Me,
  PasswordChange,
  Post,
  PostChoice,
  PostIn,
  SignIn,
} from "./identity.ts";
export { Entry, EntryQuery, LiveEvent, LiveQuery } from "./journal.ts";
export {
  Channel,
  ChannelIn,
  type ChannelKind,
  ChannelTells,
  ChannelTest,
  ChannelTested,
  channelKinds,
  Delivery,
  DeliveryQuery,
  DeliveryReceipt,
  DeliveryRetry,
  DeliverySettle,
  type DeliveryState,
  deliveryStates,
  NoticeChoice,
  NoticeQuery,
  NoticeSettings,
  NoticeSettingsIn,
  NoticeShape,
  NoticesShown,
export {
  NoticeTemplate,
  TemplateIn,
  TemplatePreview,
  TemplateVersion,
  TemplateWords,
  Watch,
} from "./notice.ts";
export {
  Look,
  MaskedShape,
  PersonCard,
  PersonCertificate,
  PersonPart,
  PersonPlain,
  PersonSearch,
  Unmask,
} from "./person.ts";
export { defineErrors, type ErrorEntry, type ErrorTable, Fault, Problem } from "./problem.ts";
export {
  checkProfile,
  findDutyDepartment,
  listDuties,
  Profile,
  ProfileDepartment,
  ProfileDuty,
  ProfilePost,
} from "./profile.ts";
export {
  Device,
  DeviceIn,
  DeviceMade,
  Near,
  Quarantined,
  QuarantineQuery,
  Readings,
  ReadingsQuery,
  Stream,
} from "./sensing.ts";
export {
  Box,
  BoxQuery,
  Id,
  LimitShape,
  Moment,
  MomentIn,
  PageQuery,
  Position,
  page,
  SeverityShape,
  Text,
} from "./shape.ts";
export { TaskQuery, TaskRow } from "./task.ts";
export { Health, PartHealth, Strip, StripQuery } from "./upkeep.ts";
