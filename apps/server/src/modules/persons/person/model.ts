/** What may be known of a person. */
export interface PersonIn {
  readonly name: string;
  readonly phone?: string | undefined;
  /** Resident identity number, GB 11643. */
  readonly idNumber?: string | undefined;
  readonly email?: string | undefined;
  readonly address?: string | undefined;
  /** What the desk should know of them, in words. */
  readonly text?: string | undefined;
}

/** New words of a person; what is absent stays. */
export type PersonEdit = { readonly [Field in keyof PersonIn]?: string | undefined };

/** Which part of a person; each is masked, unmasked and counted by itself. */
export type PersonField = keyof PersonIn;

export const personFields = ["name", "phone", "idNumber", "email", "address", "text"] as const;

/** A person as screens show them by default. */
export interface MaskedPerson {
  readonly name: string;
  readonly phone?: string;
  readonly idNumber?: string;
  readonly email?: string;
  readonly address?: string;
  /** There are words about them. */
  readonly hasText: boolean;
}

/** A subject that speaks of a person: a case they reported, a matter of theirs. */
export interface Tie {
  readonly kind: string;
  readonly id: string;
  readonly at: Date;
}
