import type {
  ConsentShape,
  ConsentWithdrawal,
  ErasurePreview,
  Look,
  PersonCard,
  PersonCertificate,
  PersonPlain,
  PersonSearch,
  Unmask,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Input, Items } from "../shape.ts";

/** Calls about people: found by a whole phone or identity number, masked, unmasked for a purpose. */
export const personCalls = ({ get, post }: Caller) => ({
  findPersons: (by: Input<typeof PersonSearch>) => post<Items<PersonCard>>("/persons/search", by),
  person: (id: string) => get<PersonCard>(`/persons/${id}`),
  unmask: ({ id, ...look }: Input<typeof Unmask> & { readonly id: string }) =>
    post<PersonPlain>(`/persons/${id}/unmask`, look),
  looks: (id: string) => get<Items<Look>>(`/persons/${id}/looks`),
  erasurePreview: (id: string) => get<ErasurePreview>(`/persons/${id}/erasure`),
  certificate: (id: string) => get<Partial<PersonCertificate>>(`/persons/${id}/certificate`),
  consents: (id: string) => get<Items<ConsentShape>>(`/persons/${id}/consents`),
  withdrawConsent: ({ id, ...which }: Input<typeof ConsentWithdrawal> & { readonly id: string }) =>
    post<Items<ConsentShape>>(`/persons/${id}/withdraw-consent`, which),
  myLooks: () => get<Items<Look>>("/me/looks"),
});
