export {
  editPerson,
  erasePerson,
  findPhone,
  keepPerson,
  keepText,
  listPersonsBy,
  nameOf,
  type PersonIn,
  textsOf,
} from "./service.ts";
