export { demoKeyFile, type OneTimePassword, seedIdentity } from "./service.ts";
export { type Employee, keepStaff } from "./staff.ts";
