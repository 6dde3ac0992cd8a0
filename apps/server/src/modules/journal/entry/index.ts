export { listEntriesOf } from "./service.ts";
