import { Segmented } from "antd";
import { useGo } from "../frame/go.ts";
import { useText } from "../strings/text.ts";

/** Between the forms and the facts they are made of. */
export const FormTabs = ({ here }: { readonly here: "forms" | "facts" }) => {
  const t = useText();
  const go = useGo();
  return (
    <Segmented
      aria-label={t.screens.forms}
      value={here}
      onChange={(next) => go(`/${next}`)}
      options={[
        { value: "forms", label: t.screens.forms },
        { value: "facts", label: t.screens.facts },
      ]}
    />
  );
};
