import { Page } from "../parts/page.tsx";
import { useText } from "../strings/text.ts";

/** What is kept, who sees it, and how it goes away. */
export const Privacy = () => {
  const t = useText();
  return (
    <Page title={t.privacyScreen.title}>
      <ul className="privacy">
        {t.privacyScreen.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Page>
  );
};
