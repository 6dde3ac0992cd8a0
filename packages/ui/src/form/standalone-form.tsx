import { theme as antTheme, ConfigProvider } from "antd";
import { useMemo } from "react";
import { useUi } from "../ui-context.tsx";
import { FormView, type FormViewProps } from "./form-view.tsx";

export { zoneAhead } from "../time-format.ts";
export type { FormDescription } from "./description.ts";
export { toSent } from "./form-answers.ts";
export { judgeForm } from "./form-view.tsx";

/** A form on a page that is not made of the same parts: it brings its theme, and the page's nonce for its styles. */
export const StandaloneForm = ({ nonce, ...form }: FormViewProps & { readonly nonce: string }) => {
  const { theme } = useUi();
  const csp = useMemo(() => ({ nonce }), [nonce]);
  const parts = useMemo(
    () => ({
      algorithm: theme === "dark" ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
      // A thumb, not a mouse.
      token: { controlHeight: 44, fontSize: 16 },
    }),
    [theme],
  );
  return (
    <ConfigProvider csp={csp} theme={parts}>
      <FormView {...form} />
    </ConfigProvider>
  );
};
