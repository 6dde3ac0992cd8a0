export { authenticate, listDemoEntries } from "./service.ts";
