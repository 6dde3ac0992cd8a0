export { eraseAgain } from "./erase.ts";
export { searchPersons } from "./look.ts";
export type { MaskedPerson, PersonIn } from "./model.ts";
export {
  editPerson,
  findMail,
  findPhone,
  holdPerson,
  keepPerson,
  keepText,
  listPersonsBy,
  maskedOf,
  nameOf,
  recordPerson,
  releasePerson,
  tiePerson,
} from "./service.ts";
export { readTexts, textsOf } from "./text.ts";
