export { type BackupStand, getBackupStand } from "./service.ts";
export {
  backupLock,
  changeStep,
  endRun,
  insertRun,
  interruptRuns,
  markRemoved,
} from "./store.ts";
