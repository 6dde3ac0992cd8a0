import type {
  FactEntry,
  FactIn,
  FormDesign,
  FormIn,
  FormPlace,
  FormRow,
  FormShape,
  FormVersion,
  KnownFact,
  KnownIn,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Input, Items } from "../shape.ts";

/** Calls about the dictionary of facts and the forms over it. */
export const formCalls = ({ get, post }: Caller) => ({
  facts: () => get<Items<FactEntry>>("/facts"),
  addFact: (fact: Input<typeof FactIn>) => post<{ id: string }>("/facts", fact),
  forms: () => get<Items<FormRow>>("/forms"),
  addForm: (form: Input<typeof FormIn>) => post<{ id: string }>("/forms", form),
  formDesign: (id: string) => get<FormDesign>(`/forms/${id}`),
  formPlaces: () => get<Items<FormPlace>>("/form-places"),
  attachForm: (id: string, places: readonly string[]) => post<void>(`/forms/${id}/attach`, { places }),
  detachForm: (id: string, places: readonly string[]) => post<void>(`/forms/${id}/detach`, { places }),
  formVersions: (key: string) => get<Items<FormVersion>>(`/form-versions/${key}`),
  /** A version of a form with all it needs to be asked without a net; the newest when none is said. */
  formVersion: (key: string, version: number | "newest" = "newest") =>
    get<FormShape>(`/form-versions/${key}/${version}`),
  knownFacts: (asked: Input<typeof KnownIn>) => post<Items<KnownFact>>("/known-facts", asked),
});
