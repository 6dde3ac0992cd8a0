import type { CitizenKind } from "@chengyun/contracts";
import type { FactValues } from "@chengyun/kernel";
import { type FormDescription, StandaloneForm } from "@chengyun/ui/standalone-form";
import { useMemo } from "react";
import type { Draft } from "../data/draft.ts";

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

const ownWords = { zh: "您留下的联系方式", en: "the contact you left" } as const;

interface AskFormProps {
  readonly form: NonNullable<CitizenKind["form"]>;
  readonly draft: Draft;
  readonly isTried: boolean;
  readonly onChange: (answers: FactValues) => void;
}

/** What somebody said of themselves further down is offered where the form asks for a person. */
const sourcesOf = (form: FormDescription, { name, phone }: Draft) => {
  const value = { ...(name.trim() === "" ? {} : { name }), ...(phone.trim() === "" ? {} : { phone }) };
  if (name.trim() === "") return {};
  const at = new Date().toISOString();
  return Object.fromEntries(
    Object.values(form.facts).flatMap(({ id, kind }) =>
      kind === "person" ? [[id, { value, from: ownWords, at }]] : [],
    ),
  );
};

/** The questions a kind of problem asks beside the photo. */
export const AskForm = ({ form, draft, isTried, onChange }: AskFormProps) => {
  const description = form as FormDescription;
  const sources = useMemo(() => sourcesOf(description, draft), [description, draft]);
  return (
    <StandaloneForm
      nonce={nonce}
      form={description}
      answers={draft.answers}
      sources={sources}
      isTried={isTried}
      onChange={onChange}
    />
  );
};
