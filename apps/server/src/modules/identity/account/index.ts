export { isDemoOpen } from "./demo.ts";
export { findNearest, listColleagues, listStaffOf } from "./holder.ts";
export { isPassword, isWeakPassword } from "./password.ts";
export { findAccount, provideAccount, resetPassword, setPassword } from "./service.ts";
export { type AccountRow, noteSignIn } from "./store.ts";
export { listStaff, listTold } from "./told.ts";
