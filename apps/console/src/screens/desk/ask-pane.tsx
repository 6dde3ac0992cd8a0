import type { FactValues } from "@chengyun/kernel";
import { type FormDescription, FormView, fillKnown } from "@chengyun/ui";
import { useEffect, useRef } from "react";
import { useSources } from "../../data/form.ts";
import { faultsOf } from "../../parts/answers.ts";
import { useFormCity } from "../../parts/form-city.ts";

interface AskPaneProps {
  readonly form: FormDescription;
  readonly answers: FactValues;
  readonly isTried: boolean;
  /** What the server said of the last try. */
  readonly fault: Error | null;
  readonly onChange: (answers: FactValues) => void;
}

/** What the chosen category asks of whoever calls. */
export const AskPane = ({ form, answers, isTried, fault, onChange }: AskPaneProps) => {
  const city = useFormCity();
  const sources = useSources(form, answers);
  const latest = useRef({ answers, onChange });
  latest.current = { answers, onChange };
  useEffect(() => {
    const filled = fillKnown(latest.current.answers, sources);
    if (filled !== latest.current.answers) latest.current.onChange(filled);
  }, [sources]);
  return (
    <div className="desk-ask">
      <FormView
        form={form}
        answers={answers}
        onChange={onChange}
        city={city}
        sources={sources}
        isTried={isTried}
        serverFaults={faultsOf(fault)}
      />
    </div>
  );
};
