export { isDemoOpen } from "./demo.ts";
export { checkNotOwn, checkTogether, isAdministrators } from "./guarded.ts";
export { findNearest, listColleagues, listStaffOf } from "./holder.ts";
export { isPassword, isWeakPassword } from "./password.ts";
export {
  findAccount,
  getAccount,
  provideAccount,
  registerAccount,
  resetPassword,
  setPassword,
  writeEdit,
  writePassword,
  writeResetFactor,
  writeRetire,
} from "./service.ts";
export { type AccountRow, clearResets, hasAdministrator, listSecurityAdministrators, noteSignIn } from "./store.ts";
export { listHeld, listStaff, listTold } from "./told.ts";
