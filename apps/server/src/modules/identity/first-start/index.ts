export { demoKeyFile, type OneTimePassword, seedIdentity } from "./service.ts";
