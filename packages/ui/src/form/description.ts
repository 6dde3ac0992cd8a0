import type { Fact, FactTable, Form, Label } from "@chengyun/kernel";

/** A form with the meaning of all it asks: everything needed to ask it without a net. */
export interface FormDescription extends Form {
  readonly facts: FactTable;
}

/** What a field gets and tells; ids and labels come from the form. */
export interface FormFieldProps {
  readonly id: string;
  readonly fact: Fact;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly disabled?: boolean;
}

/** Something to choose from. */
export interface FormOption {
  readonly value: string;
  readonly label: string;
}

/** Where a value that was filled in comes from, in words and with its date. */
export interface FormSource {
  readonly value: unknown;
  readonly from: Label;
  readonly at: string;
}

/** What the app brings for the questions that need the city: lists, and fields of its own by kind. */
export interface FormCity {
  readonly departments?: readonly FormOption[];
  readonly areas?: readonly FormOption[];
  /** Things by words; nothing is fetched by the form itself. */
  readonly findThings?: (words: string) => Promise<readonly FormOption[]>;
  /** Names of what is chosen already. */
  readonly nameOf?: (id: string) => string | undefined;
  /** Keeps a picture and answers its id. */
  readonly addPhoto?: (file: File) => Promise<string>;
  /** Address of a kept picture. */
  readonly photoUrl?: (id: string) => string;
}
