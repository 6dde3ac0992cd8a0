import type {
  BodyMappingIn,
  Category,
  CategoryQuery,
  ClassCounts,
  DictionaryClass,
  DictionaryImport,
  DictionaryImportIn,
  DictionaryVersion,
  ImportAnswers,
  ImportTaken,
  LeftOutClasses,
  LocalClassIn,
  Mapping,
  MappingIn,
  PackCategoryIn,
  PackSuccession,
  Recoded,
  ResponsibleBodies,
} from "@chengyun/contracts";
import { apiPath, type Caller } from "../caller.ts";
import type { Asked, Input, Items, Output } from "../shape.ts";

/** Calls about the dictionaries of classes: versions, imports, mappings, and what can be chosen of them. */
export const dictionaryCalls = ({ get, getText, post, postForm }: Caller) => ({
  categories: (query: Asked<typeof CategoryQuery> = {}) => get<Items<Category>>("/categories", query),
  dictionaries: (dictionary?: string) => get<Items<DictionaryVersion>>("/dictionaries", { dictionary }),
  dictionary: (id: string) => get<DictionaryVersion>(`/dictionaries/${id}`),
  dictionaryClasses: (id: string) => get<Items<DictionaryClass>>(`/dictionaries/${id}/classes`),
  dictionaryCsv: (id: string, of: "part" | "event") => getText(`/dictionaries/${id}/export.csv`, { of }),
  leftOut: (id: string) => get<LeftOutClasses>(`/dictionaries/${id}/left-out`),
  succession: (id: string) => get<PackSuccession>(`/dictionaries/${id}/succession`),
  setIntake: (wish: Input<typeof PackCategoryIn>) => post<void>("/categories/intake", wish),
  addLocalClass: (id: string, asked: Input<typeof LocalClassIn>) =>
    post<DictionaryClass>(`/dictionaries/${id}/classes`, asked),
  mapping: (id: string, from: string) => get<Mapping>(`/dictionaries/${id}/mapping`, { from }),
  writeMapping: (id: string, mapping: Input<typeof MappingIn>) => post<Mapping>(`/dictionaries/${id}/mapping`, mapping),
  recode: (id: string, from: string) => post<Output<typeof Recoded>>(`/dictionaries/${id}/recode`, { from }),
  classCounts: (id: string, span: { since?: string; until?: string } = {}) =>
    get<Output<typeof ClassCounts>>(`/dictionaries/${id}/counts`, span),
  bodies: () => get<ResponsibleBodies>("/bodies"),
  mapBody: (wish: Input<typeof BodyMappingIn>) => post<ResponsibleBodies>("/bodies", wish),
  beginImport: (place: Input<typeof DictionaryImportIn>) => post<DictionaryImport>("/dictionary-imports", place),
  dictionaryImport: (id: string) => get<DictionaryImport>(`/dictionary-imports/${id}`),
  addImportFile: (id: string, file: Blob, name: string) => {
    const form = new FormData();
    form.append("file", file, name);
    return postForm<DictionaryImport>(`/dictionary-imports/${id}/files`, form);
  },
  answerImport: (id: string, answers: Input<typeof ImportAnswers>) =>
    post<DictionaryImport>(`/dictionary-imports/${id}/answers`, answers),
  takeImport: (id: string) => post<Output<typeof ImportTaken>>(`/dictionary-imports/${id}/take`, {}),
  importRejects: (id: string) => getText(`/dictionary-imports/${id}/rejects.csv`),
});

/** Address of a version as a file. */
export const dictionaryFileUrl = (id: string, file: "parts" | "events" | "xlsx"): string =>
  file === "xlsx"
    ? `${apiPath}/dictionaries/${id}/export.xlsx`
    : `${apiPath}/dictionaries/${id}/export.csv?of=${file === "parts" ? "part" : "event"}`;

/** Address of the rows an import leaves out, with reasons. */
export const rejectsUrl = (id: string): string => `${apiPath}/dictionary-imports/${id}/rejects.csv`;
