import type { FactValues } from "@chengyun/kernel";
import { type FormDescription, FormView, judgeForm } from "@chengyun/ui";
import { Button } from "antd";
import { useState } from "react";
import { useFormCity } from "../../parts/form-city.ts";
import { useText } from "../../strings/text.ts";

/** The form as a phone shows it, to be tried: nothing typed here is kept. */
export const Preview = ({ form }: { readonly form: FormDescription }) => {
  const t = useText();
  const city = useFormCity();
  const words = t.forms.form;
  const [answers, setAnswers] = useState<FactValues>({});
  const [isTried, setTried] = useState(false);
  const isGood = isTried && judgeForm(form, answers).filter(({ code }) => code !== "hidden").length === 0;
  const { addPhoto: _, ...without } = city;
  return (
    <aside className="design-preview" aria-label={words.preview}>
      <p className="second">{words.previewHint}</p>
      <div className="design-phone">
        <FormView form={form} answers={answers} onChange={setAnswers} city={without} isTried={isTried} />
      </div>
      <Button onClick={() => setTried(true)}>{words.previewTry}</Button>
      {isGood ? <span role="status"> ✓ {words.previewGood}</span> : null}
    </aside>
  );
};
