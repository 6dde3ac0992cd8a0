import { alarmModule } from "./modules/alarms/alarm/module.ts";
import { ruleModule } from "./modules/alarms/rule/module.ts";
import { areaModule } from "./modules/atlas/area/module.ts";
import { baseMapModule } from "./modules/atlas/base-map/module.ts";
import { exportModule } from "./modules/atlas/export/module.ts";
import { networkModule } from "./modules/atlas/network/module.ts";
import { roadModule } from "./modules/atlas/road/module.ts";
import { searchModule } from "./modules/atlas/search/module.ts";
import { thingModule } from "./modules/atlas/thing/module.ts";
import { tileModule } from "./modules/atlas/tile/module.ts";
import { mapViewModule } from "./modules/atlas/view/module.ts";
import { whereaboutsModule } from "./modules/atlas/whereabouts/module.ts";
import { appealModule } from "./modules/cases/appeal/module.ts";
import { bodyModule } from "./modules/cases/body/module.ts";
import { caseModule } from "./modules/cases/case/module.ts";
import { categoryModule } from "./modules/cases/category/module.ts";
import { detachModule } from "./modules/cases/detach/module.ts";
import { dictionaryModule } from "./modules/cases/dictionary/module.ts";
import { dictionaryImportModule } from "./modules/cases/dictionary-import/module.ts";
import { handlingModule } from "./modules/cases/handling/module.ts";
import { caseImportModule } from "./modules/cases/import/module.ts";
import { intakeModule } from "./modules/cases/intake/module.ts";
import { kindModule } from "./modules/cases/kind/module.ts";
import { leftOutModule } from "./modules/cases/left-out/module.ts";
import { likenessModule } from "./modules/cases/likeness/module.ts";
import { caseListModule } from "./modules/cases/list/module.ts";
import { mergeModule } from "./modules/cases/merge/module.ts";
import { nearModule } from "./modules/cases/near/module.ts";
import { casePageModule } from "./modules/cases/page/module.ts";
import { photoModule } from "./modules/cases/photo/module.ts";
import { recodingModule } from "./modules/cases/recoding/module.ts";
import { reportModule } from "./modules/cases/report/module.ts";
import { reporterModule } from "./modules/cases/reporter/module.ts";
import { rerouteModule } from "./modules/cases/reroute/module.ts";
import { returnCallModule } from "./modules/cases/return-call/module.ts";
import { routingModule } from "./modules/cases/routing/module.ts";
import { taskListModule } from "./modules/cases/task/module.ts";
import { tellingModule } from "./modules/cases/telling/module.ts";
import { wayModule } from "./modules/cases/way/module.ts";
import { incidentModule } from "./modules/command/incident/module.ts";
import { orderModule } from "./modules/command/order/module.ts";
import { planModule } from "./modules/command/plan/module.ts";
import { resourceModule } from "./modules/command/resource/module.ts";
import { situationModule } from "./modules/command/situation/module.ts";
import { fileImportModule } from "./modules/exchange/file-import/module.ts";
import { importModule } from "./modules/exchange/import/module.ts";
import { clockModule } from "./modules/flows/clock/module.ts";
import { factModule } from "./modules/flows/fact/module.ts";
import { flowModule } from "./modules/flows/flow/module.ts";
import { formModule } from "./modules/flows/form/module.ts";
import { matterModule } from "./modules/flows/matter/module.ts";
import { taskModule } from "./modules/flows/task/module.ts";
import { timelineModule } from "./modules/flows/timeline/module.ts";
import { accountModule } from "./modules/identity/account/module.ts";
import { approvalModule } from "./modules/identity/approval/module.ts";
import { begunEntryModule } from "./modules/identity/begun-entry/module.ts";
import { departmentModule } from "./modules/identity/department/module.ts";
import { deputyModule } from "./modules/identity/deputy/module.ts";
import { explainModule } from "./modules/identity/explain/module.ts";
import { factorModule } from "./modules/identity/factor/module.ts";
import { firstStartModule } from "./modules/identity/first-start/module.ts";
import { glassModule } from "./modules/identity/glass/module.ts";
import { keyModule } from "./modules/identity/key/module.ts";
import { passkeyModule } from "./modules/identity/passkey/module.ts";
import { presenceModule } from "./modules/identity/presence/module.ts";
import { reviewModule } from "./modules/identity/review/module.ts";
import { roleModule } from "./modules/identity/role/module.ts";
import { sessionModule } from "./modules/identity/session/module.ts";
import { signOnModule } from "./modules/identity/sign-on/module.ts";
import { anchorModule } from "./modules/journal/anchor/module.ts";
import { entryModule } from "./modules/journal/entry/module.ts";
import { guardModule } from "./modules/journal/guard/module.ts";
import { liveModule } from "./modules/journal/live/module.ts";
import { logModule } from "./modules/journal/log/module.ts";
import { sequenceModule } from "./modules/journal/sequence/module.ts";
import { witnessModule } from "./modules/journal/witness/module.ts";
import { channelModule } from "./modules/notices/channel/module.ts";
import { deliveryModule } from "./modules/notices/delivery/module.ts";
import { escalationModule } from "./modules/notices/escalation/module.ts";
import { noticeModule } from "./modules/notices/notice/module.ts";
import { settingModule } from "./modules/notices/setting/module.ts";
import { templateModule } from "./modules/notices/template/module.ts";
import { consentModule } from "./modules/persons/consent/module.ts";
import { personModule } from "./modules/persons/person/module.ts";
import { sweepModule } from "./modules/persons/sweep/module.ts";
import { personWayModule } from "./modules/persons/way/module.ts";
import { deviceModule } from "./modules/sensing/device/module.ts";
import { quarantineModule } from "./modules/sensing/quarantine/module.ts";
import { readingModule } from "./modules/sensing/reading/module.ts";
import { upModule } from "./modules/sensing/up/module.ts";
import { backupModule } from "./modules/upkeep/backup/module.ts";
import { cityModule } from "./modules/upkeep/city/module.ts";
import { healthModule } from "./modules/upkeep/health/module.ts";
import { overloadModule } from "./modules/upkeep/overload/module.ts";
import { stripModule } from "./modules/upkeep/strip/module.ts";
import type { Module } from "./platform/module.ts";

/** The one list of modules, in the order in which their tables are made. */
export const modules: readonly Module[] = [
  logModule,
  sequenceModule,
  anchorModule,
  guardModule,
  witnessModule,
  entryModule,
  liveModule,
  flowModule,
  clockModule,
  timelineModule,
  matterModule,
  factModule,
  formModule,
  areaModule,
  baseMapModule,
  networkModule,
  thingModule,
  tileModule,
  whereaboutsModule,
  roadModule,
  exportModule,
  mapViewModule,
  deviceModule,
  quarantineModule,
  readingModule,
  upModule,
  ruleModule,
  alarmModule,
  dictionaryModule,
  categoryModule,
  bodyModule,
  dictionaryImportModule,
  taskModule,
  routingModule,
  wayModule,
  caseModule,
  appealModule,
  handlingModule,
  tellingModule,
  rerouteModule,
  taskListModule,
  incidentModule,
  planModule,
  orderModule,
  resourceModule,
  situationModule,
  photoModule,
  recodingModule,
  likenessModule,
  nearModule,
  kindModule,
  reportModule,
  reporterModule,
  mergeModule,
  detachModule,
  leftOutModule,
  returnCallModule,
  casePageModule,
  intakeModule,
  caseListModule,
  searchModule,
  caseImportModule,
  importModule,
  fileImportModule,
  personModule,
  sweepModule,
  personWayModule,
  consentModule,
  roleModule,
  departmentModule,
  deputyModule,
  presenceModule,
  accountModule,
  approvalModule,
  factorModule,
  begunEntryModule,
  signOnModule,
  passkeyModule,
  keyModule,
  glassModule,
  reviewModule,
  sessionModule,
  explainModule,
  firstStartModule,
  cityModule,
  templateModule,
  channelModule,
  settingModule,
  deliveryModule,
  escalationModule,
  noticeModule,
  backupModule,
  overloadModule,
  healthModule,
  stripModule,
];
